"""The report's pictures: lines over time, columns, bars, ranges. None tells anything by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan
from typing import TYPE_CHECKING

from service.doors.batch.report.months import Periods
from service.doors.batch.report.strokes import Strokes, box_in, box_on
from service.doors.batch.report.svg import (
    FIVE,
    FOUR,
    HAIR,
    INK,
    ONE,
    PAPER,
    QUIET,
    TEXT,
    THREE,
    TWO,
    canvas,
    drawn,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 340.0  # pixels: a picture fits a telephone as it is, and three stand beside one another on a desk
_HEIGHT = 210.0
_ROW = 52.0
_LOOKS = ((ONE, "o", "-"), (TWO, "s", "--"), (THREE, "^", ":"), (FOUR, "D", "-."), (FIVE, "v", (0, (6, 2, 1, 2, 1, 2))))
_STROKES: tuple[Strokes, ...] = ("full", "slanted", "upright", "crossed")
_MOST_TICKS = 4
_LETTER = 6.2  # pixels, on average, of the size of text used

Values = Sequence[float | None]


def lines(
    name: str, periods: Periods, series: Mapping[str, Values], *, unit: str = "", top: float | None = None
) -> str:
    """Draw values by period; each line has its own mark and dash, and its name at its end."""
    with canvas(WIDTH, _HEIGHT) as figure:
        room = 0.0 if len(series) == 1 else max(map(len, series)) * _LETTER + 8
        axes = _axes(figure, left=38, right=10 + room, bottom=26, top=12)
        for (color, marker, dash), values in zip(_LOOKS, series.values(), strict=False):
            points = [(at, value) for at, value in enumerate(values) if value is not None]
            size = 4.5 if len(points) <= 18 else 2.5  # noqa: PLR2004 - marks that touch are no marks
            axes.plot(*zip(*points, strict=True) if points else ([], []), color=color, marker=marker, linestyle=dash,
                      linewidth=1.8, markersize=size, markeredgewidth=0, clip_on=False)  # fmt: skip
        _scale(axes, [value for values in series.values() for value in values if value is not None], unit, top)
        axes.set_xlim(-0.4, len(periods.starts) - 0.6)
        _months(axes, periods)
        if len(series) > 1:
            _name_lines(axes, series)
        return drawn(figure, name)


def rows_of_lines(name: str, periods: Periods, series: Mapping[str, Values]) -> str:
    """Draw values by period, each line by itself with its name above it, all on one scale."""
    values = [value for each in series.values() for value in each if value is not None]
    top = _ticks(0, max(values, default=0) or 1)[-1]
    with canvas(WIDTH, len(series) * _ROW + 22) as figure:
        for at, (label, points) in enumerate(series.items()):
            axes = _axes(figure, left=38, right=10, bottom=22 + (len(series) - 1 - at) * _ROW, top=at * _ROW + 20)
            drawn_points = [nan if value is None else value for value in points]
            axes.plot(range(len(points)), drawn_points, color=ONE, linewidth=1.8)
            axes.set(xlim=(-0.4, len(points) - 0.6), ylim=(0, max(top, *values, top)))
            axes.set_yticks([0, top], [_value(0, ""), _value(top, "")])
            axes.annotate(label, (0, 1), xycoords="axes fraction", xytext=(2, 4), textcoords="offset points", color=INK)
            axes.spines["left"].set_visible(False)
            _months(axes, periods)
            if at < len(series) - 1:
                axes.set_xticklabels([])
        return drawn(figure, name)


def columns(
    name: str, labels: Sequence[str], values: Sequence[float], *, unit: str = "", marked: int | None = None
) -> str:
    """Draw a column for each label, with its value on top; `marked` is the first column drawn with strokes."""
    with canvas(WIDTH, _HEIGHT) as figure:
        axes = _axes(figure, left=8, right=8, bottom=26, top=22)
        axes.set(xlim=(-0.6, len(labels) - 0.4), ylim=(0, max(values, default=0) or 1))
        for at, value in enumerate(values):
            strokes: Strokes = "slanted" if marked is not None and at >= marked else "full"
            box_in(axes, (at - 0.39, 0, at + 0.39, value), strokes, ONE)
            axes.annotate(_value(value, unit), (at, value), xytext=(0, 4), textcoords="offset points", ha="center",
                          color=INK, fontsize=11)  # fmt: skip
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xticks(range(len(labels)), labels)
        return drawn(figure, name)


def bars(name: str, rows: Sequence[tuple[str, float]], *, unit: str = "", top: float | None = None) -> str:
    """Draw a bar for each row, its name above it and its value at its end; values may be below nothing."""
    with canvas(WIDTH, _rows_high(len(rows), 34)) as figure:
        axes = _axes(figure, left=8, right=44, bottom=4, top=4)
        low, high = min(0.0, *(value for _, value in rows)), max(top or 0, *(value for _, value in rows)) or 1
        for at, (label, value) in enumerate(rows):
            axes.barh(-at, value, height=0.34, color=ONE)
            axes.plot([0, 0], [-at - 0.22, -at + 0.22], color=QUIET, linewidth=1, clip_on=False)
            axes.annotate(label, (low, -at), xytext=(0, 8), textcoords="offset points", va="bottom", color=INK)
            axes.annotate(_value(value, unit), (max(value, 0), -at), xytext=(5, 0), textcoords="offset points",
                          va="center", color=INK, annotation_clip=False)  # fmt: skip
        axes.set(xlim=(low, high), ylim=(0.4 - len(rows), 0.95))
        _bare(axes)
        return drawn(figure, name)


def stacked(name: str, rows: Sequence[tuple[str, Sequence[float]]], parts: Sequence[str]) -> str:
    """Draw a bar of shares for each row, each part with its own strokes; what is left to 1 stays empty."""
    with canvas(WIDTH, _rows_high(len(rows), 34) + 26) as figure:
        axes = _axes(figure, left=8, right=8, bottom=4, top=28)
        axes.set(xlim=(0, 1), ylim=(0.4 - len(rows), 0.95))
        for at, (label, shares) in enumerate(rows):
            left = 0.0
            for (color, *_), strokes, share in zip(_LOOKS, _STROKES, shares, strict=False):
                box_in(axes, (left, -at - 0.18, left + share, -at + 0.18), strokes, color)
                left += share
            axes.annotate(label, (0, -at), xytext=(0, 8), textcoords="offset points", va="bottom", color=INK)
        _bare(axes)
        _key(figure, parts)
        return drawn(figure, name)


def ranges(name: str, rows: Sequence[tuple[str, Sequence[float]]], *, unit: str = "") -> str:
    """Draw for each row where nine tenths, half and the middle of the values lie, from five quantiles."""
    with canvas(WIDTH, _rows_high(len(rows), 40) + 22) as figure:
        axes = _axes(figure, left=12, right=16, bottom=24, top=4)
        for at, (label, (least, low, middle, high, most)) in enumerate(rows):
            axes.plot([least, most], [-at, -at], color=QUIET, linewidth=1.2, clip_on=False)
            axes.plot([low, high], [-at, -at], color=ONE, linewidth=8, clip_on=False)
            axes.plot([middle], [-at], marker="D", markersize=9, markerfacecolor=PAPER, markeredgecolor=INK,
                      markeredgewidth=1.8, clip_on=False)  # fmt: skip
            axes.annotate(label, (0, -at), xytext=(0, 9), textcoords="offset points", va="bottom", color=INK,
                          xycoords=("axes fraction", "data"))  # fmt: skip
        axes.set_ylim(0.5 - len(rows), 0.85)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        most = max((values[-1] for _, values in rows), default=1) or 1
        axes.set_xlim(0, most)
        ticks = _ticks(0, most)
        axes.set_xticks(ticks, [_value(tick, unit) for tick in ticks])
        return drawn(figure, name)


def _axes(figure: Figure, *, left: float, right: float, bottom: float, top: float) -> Axes:
    """Return axes with so many pixels around them: reckoned by us, since fitting by trial takes ten times as long."""
    wide, high = figure.get_figwidth() * figure.dpi, figure.get_figheight() * figure.dpi
    axes = figure.add_axes((left / wide, bottom / high, 1 - (left + right) / wide, 1 - (bottom + top) / high))
    axes.patch.set_visible(False)
    axes.tick_params(length=0, labelcolor=QUIET, labelsize=11, pad=5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(QUIET)
    return axes


def _bare(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _rows_high(rows: int, each: float) -> float:
    return rows * each + 8.0


def _scale(axes: Axes, values: Sequence[float], unit: str, top: float | None) -> None:
    low, high = min(0.0, *values, 0.0), max(top or 0.0, *values, 0.0) or 1.0
    ticks = _ticks(low, high)
    axes.set_ylim(min(low, ticks[0]), max(high, ticks[-1]))
    axes.set_yticks(ticks, [_value(tick, unit) for tick in ticks])
    axes.grid(axis="y", color=HAIR, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    if low < 0:
        axes.axhline(0, color=QUIET, linewidth=1)


def _ticks(low: float, high: float) -> list[float]:
    """Return a few round numbers from `low` to `high`."""
    steps = [base * 10.0**power for power in range(-3, 7) for base in (1, 2, 2.5, 5)]
    step = next(step for step in steps if (high - low) / step <= _MOST_TICKS)
    first = -int(-low // step) if low < 0 else 0
    return [round((first + at) * step, 6) for at in range(int((high - first * step) / step + 1e-9) + 1)]


def _months(axes: Axes, periods: Periods) -> None:
    every = max(1, -(-len(periods.starts) // _MOST_TICKS))
    shown = [(at, periods.short(start)) for at, start in enumerate(periods.starts) if at % every == 0]
    axes.set_xticks([at for at, _ in shown], [label for _, label in shown])


def _name_lines(axes: Axes, series: Mapping[str, Values]) -> None:
    """Put each line's name beside its end, moved apart where two would lie on one another."""
    low, high = axes.get_ylim()
    apart = (high - low) * 15 / (_HEIGHT - 38)
    ends = {label: next((v for v in reversed(values) if v is not None), None) for label, values in series.items()}
    named = sorted((end, label) for label, end in ends.items() if end is not None)
    places: list[float] = []
    for end, _ in named:
        places.append(max(end, places[-1] + apart) if places else max(end, low + apart / 2))
    over = max(0.0, places[-1] - high) if places else 0.0
    color_of = {label: look[0] for look, label in zip(_LOOKS, series, strict=False)}
    for (_, label), place in zip(named, places, strict=True):
        axes.annotate(label, (1, place - over), xycoords=("axes fraction", "data"), xytext=(8, 0), va="center",
                      textcoords="offset points", color=color_of[label], annotation_clip=False)  # fmt: skip


def _key(figure: Figure, parts: Sequence[str]) -> None:
    wide, high = figure.get_figwidth() * figure.dpi, figure.get_figheight() * figure.dpi
    left = 8.0
    for (color, *_), strokes, part in zip(_LOOKS, _STROKES, parts, strict=False):
        box_on(figure, (left, high - 20, left + 14, high - 8), strokes, color)
        figure.text((left + 19) / wide, 1 - 14 / high, part, va="center", color=INK, fontsize=TEXT)
        left += 34 + len(part) * _LETTER


def _value(value: float, unit: str) -> str:
    if unit == "%":
        return f"{round(100 * value)}%"
    return f"{value:,.0f}{unit}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}{unit}"  # noqa: PLR2004
