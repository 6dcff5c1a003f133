"""One record as a picture in time: its notes, what was copied between them, what came and what was overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from service.doors.batch.report.closer import Closer, Lane
from service.doors.batch.report.months import short_month
from service.doors.batch.report.strokes import box_in
from service.doors.batch.report.svg import HAIR, INK, ONE, PAPER, QUIET, THREE, TWO, canvas, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, NARROW = 880.0, 320.0
_LANE, _NOTES, _ARCS, _MONTHS = 30.0, 34.0, 46.0, 22.0  # pixels high
_NARROW_LANE = 42.0  # with the lane's name above it
_NAMES = 100.0
_MOST_ARCS = 80
_MOST_MONTHS, _MOST_NARROW = 9, 3
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two lines
_MARKS = {"Child heard": "o", "Visits": "s", "Supervision": "D", "Reviews": "^", "Summaries": "P"}


def timeline(record: Closer, name: str, width: float) -> str:
    """Draw a record; on a narrow picture the names of the lanes stand above them."""
    lanes, is_wide = record.lanes, width > NARROW
    each = _LANE if is_wide else _NARROW_LANE
    arcs = (0.0 if is_wide else 18.0) + (_ARCS if record.copies else 0.0)
    height = arcs + _NOTES + each * len(lanes) + _MONTHS
    left = _NAMES if is_wide else 10.0
    first, last = _ends(record)
    margin = max(2.0, (last - first) * 0.012)
    with canvas(width, height) as figure:
        axes = figure.add_axes((left / width, 0, 1 - (left + 10) / width, 1))
        axes.set(xlim=(first - margin, last + margin), ylim=(height, 0))
        axes.axis("off")
        pixel = (last - first + 2 * margin) / (width - left - 10)
        _months(axes, record.days, height, arcs, is_wide=is_wide)
        base = arcs + _NOTES - 14
        _name(axes, "Notes", base if is_wide else 25, left, is_wide=is_wide)
        _notes(axes, record.days, base, pixel)
        _arcs(axes, record.copies, base - 9, _ARCS + 6, pixel)
        for at, lane in enumerate(lanes):
            middle = base + 14 + each * at + each - 14
            _name(axes, lane.name, middle, left, is_wide=is_wide)
            _lane(axes, lane, middle, pixel)
        return drawn(figure, name)


def _ends(record: Closer) -> tuple[int, int]:
    """Return the first and the last day of the picture: of its notes, and of what was overdue between them."""
    overdue = [came for lane in record.lanes for _, came in lane.overdue]
    return record.days[0].toordinal(), max(record.days[-1], *overdue, record.days[-1]).toordinal()


def _months(axes: Axes, days: Sequence[date], height: float, top: float, *, is_wide: bool) -> None:
    """Draw a line down at the beginning of some months, with its name below."""
    first, last = (12 * day.year + day.month - 1 for day in (days[0], days[-1]))
    most = _MOST_MONTHS if is_wide else _MOST_NARROW
    step = next((step for step in _STEPS if (last - first) / step <= most), _STEPS[-1])
    for month in range(-(-(first + 1) // step) * step, last + 1, step):
        begin = date(month // 12, month % 12 + 1, 1).toordinal()
        axes.plot([begin, begin], [top, height - _MONTHS], color=HAIR, linewidth=1)
        axes.annotate(short_month(month), (begin, height - 6), color=QUIET, fontsize=11, ha="center")


def _name(axes: Axes, name: str, middle: float, left: float, *, is_wide: bool) -> None:
    x, y, va = (-left + 2, middle, "center") if is_wide else (0, middle - 11, "bottom")
    axes.annotate(name, (0, y), xycoords=("axes fraction", "data"), xytext=(x, 0), textcoords="offset points",
                  va=va, color=INK, annotation_clip=False)  # fmt: skip


def _notes(axes: Axes, days: Iterable[date], base: float, pixel: float) -> None:
    axes.vlines(_apart(days, pixel), base - 8, base + 8, color=INK, linewidth=1.4)


def _arcs(axes: Axes, copies: Sequence[tuple[date, date]], base: float, highest: float, pixel: float) -> None:
    """Draw copies as arcs from note to note, the longest first and no more than can be told apart."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    apart = {
        (round(before.toordinal() / pixel), round(after.toordinal() / pixel)): (before, after)
        for before, after in copies
    }
    longest = sorted(apart.values(), key=lambda pair: (pair[0].toordinal() - pair[1].toordinal(), pair))[:_MOST_ARCS]
    for before, after in longest:
        start, end = before.toordinal(), after.toordinal()
        high = min(highest, 10 + (end - start) / pixel / 5)
        curve = Path([(start, base), (start, base - high), (end, base - high), (end, base)], [1, 4, 4, 4])
        axes.add_patch(PathPatch(curve, fill=False, edgecolor=THREE, linewidth=1.2, clip_on=False))


def _lane(axes: Axes, lane: Lane, middle: float, pixel: float) -> None:
    for due, came in lane.overdue:
        end = max(came.toordinal(), due.toordinal() + 2 * pixel)
        box_in(axes, (due.toordinal(), middle - 7, end, middle + 7), "slanted", THREE, PAPER)
    for days, fill, edge in ((lane.hollow, PAPER, QUIET), (lane.days, TWO if lane.hollow else ONE, PAPER)):
        places = _apart(days, pixel * 2)
        axes.plot(places, [middle] * len(places), markersize=8, markerfacecolor=fill, markeredgecolor=edge,
                  marker=_MARKS[lane.name], linestyle="none", clip_on=False)  # fmt: skip


def _apart(days: Iterable[date], pixel: float) -> list[int]:
    """Return the days that would not be drawn on top of one another."""
    return list({round(day.toordinal() / pixel): day.toordinal() for day in days}.values())
