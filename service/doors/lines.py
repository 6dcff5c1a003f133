"""Where in a text a code point stands, as a person counts: lines and columns from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from service.note import Span

# C0 and C1 controls but tab and newline, and the marks that reorder text on a screen.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\r\n[ \t]*\r\n")


@dataclass(frozen=True)
class Lines:
    """The lines of a text."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column), both from 1, of the code point at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def around(self, span: Span, width: int) -> tuple[str, str, str]:
        """Return what stands before, in and after `span` in its paragraph, about `width` characters in all."""
        room = max((width - (span.end - span.start)) // 2, 10)
        before = _PARAGRAPH_END.split(self.text[max(0, span.start - room) : span.start])[-1]
        after = _PARAGRAPH_END.split(self.text[span.end : span.end + room])[0]
        lead = "…" if len(before) == room and span.start > room else ""
        tail = "…" if len(after) == room and span.end + room < len(self.text) else ""
        return lead + before.lstrip(), span.of(self.text), after.rstrip() + tail


def printable(text: str) -> str:
    """Return `text` on one line, with what could steer a terminal or reorder a line shown as �."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\r\n|[\r\n\t]", " ", text))
