"""Boxes filled with strokes, line by line: patterns of SVG print as pictures of a hundred megabytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from service.doors.batch.report.svg import PALE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Strokes = Literal["full", "slanted", "upright", "crossed"]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Line = tuple[tuple[float, float], tuple[float, float]]

_APART = 7.0  # pixels
_UPRIGHT = 4.0
_UNDER = -1  # the axes, whose marks lie on the boxes


def box_in(axes: Axes, box: Box, strokes: Strokes, color: str, paper: str = PALE) -> None:
    """Draw a box in the units of axes whose limits are set."""
    (left, bottom), (right, top) = axes.transData.transform([box[:2], box[2:]])
    figure = axes.get_figure(root=True)
    if figure is not None:
        box_on(figure, (left, min(bottom, top), right, max(bottom, top)), strokes, color, paper)


def box_on(figure: Figure, box: Box, strokes: Strokes, color: str, paper: str = PALE) -> None:
    """Draw a box at pixels of a picture, counted from below."""
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    left, bottom, right, top = box
    fill = color if strokes == "full" else paper
    as_they_are = IdentityTransform()
    figure.add_artist(Rectangle((left, bottom), right - left, top - bottom, facecolor=fill, edgecolor=color,
                                linewidth=1, transform=as_they_are, zorder=_UNDER))  # fmt: skip
    lines = list(_lines(box, strokes))
    if lines:
        points = [point for line in lines for point in line]
        path = Path(points, [Path.MOVETO, Path.LINETO] * len(lines))
        figure.add_artist(
            PathPatch(path, fill=False, edgecolor=color, linewidth=1.2, transform=as_they_are, zorder=_UNDER)
        )


def _lines(box: Box, strokes: Strokes) -> Iterator[Line]:
    left, bottom, right, top = box
    if strokes == "upright":
        x = left + _UPRIGHT
        while x < right:
            yield (x, bottom), (x, top)
            x += _UPRIGHT
    if strokes in {"slanted", "crossed"}:
        yield from _slanted(box)
    if strokes == "crossed":
        yield from (((start, bottom + top - y), (end, bottom + top - z)) for (start, y), (end, z) in _slanted(box))


def _slanted(box: Box) -> Iterator[Line]:
    """Yield lines that rise by a pixel a pixel, as far as they are in the box."""
    left, bottom, right, top = box
    over = bottom - right + _APART  # how far a line lies above the one through the corner of all pixels
    while over < top - left:
        start, end = max(left, bottom - over), min(right, top - over)
        yield (start, start + over), (end, end + over)
        over += _APART
