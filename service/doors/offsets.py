"""Code points to UTF-16 code units and back: the one place that knows that editors count differently.

Our offsets are Unicode code points. JavaScript, Java, LibreOffice and most language clients count UTF-16 units,
of which a character above U+FFFF, such as an emoji, takes two.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from service.note import Span

_TAKES_TWO = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """A text as UTF-16 counts it: read once, then each offset takes the logarithm of the emoji before it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def units(self, offset: int) -> int:
        """Return where the code point at `offset` begins; offsets run from 0 to the text's length."""
        return offset + bisect_left(self._pairs, offset)

    def code_points(self, units: int) -> int:
        """Return the code point at `units`: in the middle of a pair the one it belongs to, past the end the end."""
        return min(units - bisect_right(self._second_halves, units), len(self._text))

    def span_in_units(self, span: Span) -> Span:
        """Return the same stretch in units."""
        return Span(self.units(span.start), self.units(span.end))

    def span_in_code_points(self, span: Span) -> Span:
        """Return the same stretch in code points."""
        return Span(self.code_points(span.start), self.code_points(span.end))

    @cached_property
    def _pairs(self) -> list[int]:
        return [found.start() for found in _TAKES_TWO.finditer(self._text)]

    @cached_property
    def _second_halves(self) -> list[int]:
        return [pair + before + 1 for before, pair in enumerate(self._pairs)]
