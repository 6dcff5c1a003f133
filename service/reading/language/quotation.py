"""Which stretches of a note are somebody else's words: quoted speech, pasted e-mails.

A child's words are never corrected, and a pasted letter is its sender's. All patterns are
linear in their input.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from service.note import Span

_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)
_DOUBLE = re.compile('["“”]')
_SINGLE = re.compile("['‘’]")
_LONGEST_SINGLE = 400  # characters; an apostrophe further off is no closing mark
_HEADER = re.compile(
    r"^[ \t>]*(?P<label>from|sent|to|cc|bcc|subject|date|received)[ \t]*:.*$", re.IGNORECASE | re.MULTILINE
)
_WROTE = re.compile(r"^[ \t]*On .{6,120}\bwrote:[ \t]*$", re.MULTILINE)
_CHEVRON = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_ENDED = re.compile(
    r"^[ \t]*(?:-{3,}|_{3,}|={3,}|\[?end of (?:e-?mail|letter|report|message)\]?)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_FAREWELL = re.compile(
    r"^[ \t]*(?:(?:kind|best|warm|many)[ \t]+)?(?:regards|wishes|thanks|thank you|yours \w+)[ \t,.!]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE_LINES = 6  # a blank, name, job, team, telephone: what stands under "Kind regards"


def exempt_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of `text` that are not the writer's own words, in order, merged."""
    found = [*_pasted(text)]
    for paragraph in _PARAGRAPH.finditer(text):
        found += _double_quoted(text, *paragraph.span())
        found += _single_quoted(text, *paragraph.span())
    return tuple(_merged(sorted(found)))


def touching(exempt: Sequence[Span]) -> Callable[[Span], bool]:
    """Return what tells whether a span touches one of the sorted `exempt` stretches: a note has thousands to ask of."""
    starts = [stretch.start for stretch in exempt]

    def is_exempt(span: Span) -> bool:
        at = bisect_right(starts, span.start)
        return (at > 0 and exempt[at - 1].overlaps(span)) or (at < len(starts) and exempt[at].overlaps(span))

    return is_exempt


def _double_quoted(text: str, start: int, end: int) -> Iterator[Span]:
    """Pairs of double marks inside one paragraph; one that is never closed exempts nothing."""
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            opened = mark.start() if mark[0] in '"“' else None
        elif mark[0] == ("”" if text[opened] == "“" else '"'):
            yield Span(opened, mark.end())
            opened = None


def _single_quoted(text: str, start: int, end: int) -> Iterator[Span]:
    """Pairs of single marks. Apostrophes ("the boys' room", "don't") open nothing."""
    opened: int | None = None
    for mark in _SINGLE.finditer(text, start, end):
        if opened is None or mark.start() - opened > _LONGEST_SINGLE:
            opened = mark.start() if _opens(text, mark.start()) else None
        elif _closes(text, mark.start()):
            yield Span(opened, mark.end())
            opened = None


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return text[at] != "’" and (not before or before.isspace() or before in "([") and after.isalpha()


def _closes(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return text[at] != "‘" and not text[at - 1].isspace() and not after.isalnum()


def _pasted(text: str) -> Iterator[Span]:
    """E-mails: header lines of two kinds in a run, or "On … wrote:", and what follows them.

    Two lines that both begin with "From:" are a thread told line by line, and the writer's own.
    """
    yield from (Span(*match.span()) for match in _CHEVRON.finditer(text))
    for wrote in _WROTE.finditer(text):
        yield Span(wrote.start(), _end_of_email(text, wrote.end()))
    covered = -1
    headers = list(_HEADER.finditer(text))
    for first, second in pairwise(headers):
        is_run = first["label"].lower() != second["label"].lower() and not text[first.end() : second.start()].strip()
        if first.start() > covered and is_run:
            covered = _end_of_email(text, second.end())
            yield Span(first.start(), covered)


def _end_of_email(text: str, start: int) -> int:
    """Where a pasted e-mail ends: at a ruled line, after its signature, or with the note."""
    if ended := _ENDED.search(text, start):
        return ended.end()
    farewell = _FAREWELL.search(text, start)
    if farewell is None:
        return len(text)
    end = farewell.end()
    for line in text[end:].splitlines(keepends=True)[: _SIGNATURE_LINES + 1]:
        if end > farewell.end() + 1 and not line.strip():
            break
        end += len(line)
    return end


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current
