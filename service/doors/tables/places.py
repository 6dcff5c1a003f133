"""Text gathered out of a source, and the way back: for each stretch of it, where it came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from service.note import Span

_SPACE = "[ \\t\\r\\n\\f\\u00a0]"
_TO_MEND = re.compile(f"{_SPACE}{{2,}}|[\\t\\r\\n\\f\\u00a0]")


class Places:
    """Where the stretches of a text stand in its source, as five numbers a stretch at most."""

    def __init__(self) -> None:
        self._text_starts, self._starts, self._ends = array("l"), array("l"), array("l")
        self._is_verbatim = array("b")

    def add(self, text_start: int, start: int, end: int, *, is_verbatim: bool) -> None:
        """Say that the text from `text_start` on comes from the source's `start` to `end`, in order."""
        self._text_starts.append(text_start)
        self._starts.append(start)
        self._ends.append(end)
        self._is_verbatim.append(is_verbatim)

    def in_source(self, span: Span) -> Span:
        """Return the stretch of the source that a stretch of the text came from."""
        if not self._starts:
            return Span(0, 0)
        start = self._first(span.start)
        return Span(start, max(start, self._last(span.end - 1)) if span.end > span.start else start)

    def _first(self, offset: int) -> int:
        at = self._at(offset)
        start = self._starts[at]
        return min(start + offset - self._text_starts[at], self._ends[at]) if self._is_verbatim[at] else start

    def _last(self, offset: int) -> int:
        at = self._at(offset)
        end = self._ends[at]
        return min(self._starts[at] + offset - self._text_starts[at] + 1, end) if self._is_verbatim[at] else end

    def _at(self, offset: int) -> int:
        return max(bisect_right(self._text_starts, offset) - 1, 0)


class Gathering:
    """Gathers the text: spaces run together as a page shows them, lines and paragraphs kept apart."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._line_breaks = 0
        self._wants_space = self._wants_tab = self._is_at_item = False
        self._places = Places()

    def run(self, start: int, end: int) -> None:
        """Add a stretch of the source, its spaces run together."""
        at = start
        for gap in _TO_MEND.finditer(self._source, start, end):
            self._verbatim(at, gap.start())
            self._wants_space = True
            at = gap.end()
        self._verbatim(at, end)

    def _verbatim(self, start: int, end: int) -> None:
        while start < end and self._source[start] == " ":
            self._wants_space = True
            start += 1
        trailing = start < end and self._source[end - 1] == " "
        last = end - 1 if trailing else end
        if start < last:
            self._before(start)
            self._write(self._source[start:last], start, last, is_verbatim=True)
        if trailing:
            self._wants_space = True

    def put(self, text: str, start: int, end: int) -> None:
        """Add a text that stands in the source in another way, such as an entity."""
        if not text.strip(" \t\r\n\f\u00a0"):
            self._wants_space = True
        else:
            self._before(start)
            self._write(text, start, end, is_verbatim=False)

    def tab(self) -> None:
        """Set what comes next on this line apart, as another cell of a table."""
        self._wants_tab = not self._line_breaks and self._length > 0

    def item(self, mark: str, at: int) -> None:
        """Begin an item of a list with its mark, such as a dash."""
        self.end_line()
        self.put(mark, at, at)
        self._wants_space = self._is_at_item = True

    def begin_block(self, lines: int) -> None:
        """Begin a new line, or a paragraph, unless an item of a list has just begun: its mark stands before it."""
        if not self._is_at_item:
            self.end_line(lines)

    def end_line(self, lines: int = 1) -> None:
        """Begin a new line with whatever comes next; two lines for a new paragraph."""
        self._wants_space = self._wants_tab = self._is_at_item = False
        self._line_breaks = max(self._line_breaks, lines)

    def break_line(self) -> None:
        """End a line even where it is empty; more than one empty line is as good as one."""
        self._wants_space = self._wants_tab = self._is_at_item = False
        self._line_breaks = min(self._line_breaks + 1, 2)

    def gathered(self) -> tuple[str, Places]:
        """Return the text and the way back."""
        return "".join(self._parts), self._places

    def _before(self, at: int) -> None:
        """Write the breaks or the space that are due."""
        if self._line_breaks and self._length:
            self._write("\n" * self._line_breaks, at, at, is_verbatim=False)
        elif self._wants_tab:
            self._write("\t", at, at, is_verbatim=False)
        elif self._wants_space and self._length:
            self._write(" ", at, at, is_verbatim=False)
        self._line_breaks, self._wants_space, self._wants_tab, self._is_at_item = 0, False, False, False

    def _write(self, text: str, start: int, end: int, *, is_verbatim: bool) -> None:
        self._places.add(self._length, start, end, is_verbatim=is_verbatim)
        self._parts.append(text)
        self._length += len(text)
