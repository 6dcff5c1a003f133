r"""Where a text's code points stand as an editor counts: lines from 0, characters in the encoding agreed on.

Source: Language Server Protocol 3.17, text documents: a line ends with \n, \r\n or \r and with nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent

from service.doors.offsets import Utf16
from service.note import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


class Places:
    """The places of one text. Reading it costs once; a place then costs a logarithm, or a line in UTF-8."""

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._encoding = encoding

    def position(self, offset: int) -> Position:
        """Return the place of the code point at `offset`; what ends a line stands at the line's end."""
        line = bisect_right(self._lines, offset, key=lambda span: span.start) - 1
        start, end = self._lines[line]
        return Position(line, self._units(start, min(offset, end)))

    def offset(self, position: Position) -> int:
        """Return the code point at a place: past a line's end the end, past the last line the text's end."""
        if position.line >= len(self._lines):
            return len(self._text)
        start, end = self._lines[position.line]
        return (
            bisect_right(range(start, end + 1), position.character, key=lambda at: self._units(start, at)) - 1 + start
        )

    def range(self, span: Span) -> Range:
        """Return a stretch as an editor names it."""
        return Range(self.position(span.start), self.position(span.end))

    def span(self, editors: Range) -> Span:
        """Return what an editor names as a stretch of code points."""
        start, end = sorted((self.offset(editors.start), self.offset(editors.end)))
        return Span(start, end)

    def line(self, offset: int) -> Span:
        """Return the line around `offset`, without what ends it."""
        return self._lines[bisect_right(self._lines, offset, key=lambda span: span.start) - 1]

    def _units(self, start: int, end: int) -> int:
        if self._encoding == PositionEncodingKind.Utf8:
            return len(self._text[start:end].encode("utf-8", "surrogatepass"))
        if self._encoding == PositionEncodingKind.Utf32:
            return end - start
        return self._utf16.units(end) - self._utf16.units(start)

    @cached_property
    def _utf16(self) -> Utf16:
        return Utf16(self._text)

    @cached_property
    def _lines(self) -> list[Span]:
        ends = [found.span() for found in _LINE_END.finditer(self._text)]
        starts = [0, *(end for _, end in ends)]
        return [Span(start, end) for start, end in zip(starts, [*(e for e, _ in ends), len(self._text)], strict=True)]


def changed(text: str, change: TextDocumentContentChangeEvent, encoding: str) -> tuple[str, Span]:
    """Return a text after one change of an editor's, and where in it the new words stand."""
    editors = getattr(change, "range", None)  # a change of the whole document has none
    if editors is None:
        return change.text, Span(0, len(change.text))
    old = Places(text, encoding).span(editors)
    return text[: old.start] + change.text + text[old.end :], Span(old.start, old.start + len(change.text))
