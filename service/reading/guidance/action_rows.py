"""Rows of a table of actions, typed with bars, tabs or dashes: "| Ring the landlord | Femi | 3 May |"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.guidance.deadlines import says_when
from service.reading.guidance.owners import names_nobody_in_particular, names_somebody
from service.reading.language.headings import BULLET
from service.reading.read import Reading

_BARS = 2
_LETTERS = re.compile(r"[^\W\d_]{3}")
_TITLES = {
    "who": re.compile(r"\b(?:who|owner|by whom|lead|responsib\w+|person)\b", re.IGNORECASE),
    "when": re.compile(r"\b(?:when|date|timescale|deadline|due|target|by)\b", re.IGNORECASE),
    "what": re.compile(r"\b(?:actions?|what|steps?|tasks?|to do)\b", re.IGNORECASE),
}

_DASH = re.compile(r"[ \t]+[-–—][ \t]+")
_OPEN_ENDED = re.compile(r"\W*(?:ongoing|on-going|tbc|tba|asap|when possible|continuing|as needed)\W*", re.IGNORECASE)
_NAME = 4  # words
_TITLE_ROW = re.compile(
    r"\W*(?:who|what|when|owner|actions?|by when|by whom|lead|date|task|deadline)"
    r"(?:\s*[-–—|/,:]+\s*(?:who|what|when|owner|actions?|by when|by whom|lead|date|task|deadline)){1,3}\W*",
    re.IGNORECASE,
)
_OF_EVENTS = re.compile(
    r"\b(?:events?|happened|effect|impact|source|evidence|progress|present|attend\w*)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: where its line is, where its action stands, and what it lacks of owner and date."""

    line: Span
    span: Span
    lacks: frozenset[str]


def read_rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows that stand under a line of titles which says who and by when, and those parted by dashes."""
    text = reading.note.text
    columns: dict[str, int] = {}
    start = 0
    for words in text.split("\n"):
        line = Span(start, start + len(words))
        start = line.end + 1
        if row := _dashed(reading, line):
            yield row
        if words.count("|") < _BARS and words.count("\t") < _BARS:
            columns = {}
            continue
        cells = _cells(text, line)
        if not columns:
            columns = _columns(text, cells)
        elif len(cells) > columns["what"] and _LETTERS.search(cells[columns["what"]].of(text)):
            yield _row(reading, line, cells, columns)


def is_title_row(words: str) -> bool:
    """Tell whether a line only names what stands in its columns: "who – what – when"."""
    return _TITLE_ROW.fullmatch(words) is not None


def _dashed(reading: Reading, line: Span) -> Row | None:
    """Return the row that a line is without titles: "Passport form sent – Fay – 3 May", "Fay - ring GP - asap"."""
    bullet = BULLET.match(reading.note.text, line.start, line.end)
    cells: list[Span] = []
    start = bullet.end() if bullet else line.start
    for dash in _DASH.finditer(reading.note.text, start, line.end):
        cells.append(_bare(reading.note.text, Span(start, dash.start())))
        start = dash.end()
    cells.append(_bare(reading.note.text, Span(start, line.end)))
    if len(cells) != len(("what", "who", "when")):
        return None
    *cells, when = cells
    is_dated = says_when(reading.words_of(when))
    if not (is_dated or _OPEN_ENDED.fullmatch(reading.words_of(when))):
        return None
    named = [cell for cell in cells if len(reading.words_of(cell).split()) <= _NAME and _is_owner(reading, cell)]
    if len(named) == len(cells):
        named = named[:1]  # "Mrs Iqbal – breakfast club place": whoever comes first acts
    what = next((cell for cell in cells if cell not in named and _LETTERS.search(cell.of(reading.note.text))), None)
    return Row(line, what, frozenset() if is_dated else frozenset({"date"})) if named and what else None


def _cells(text: str, line: Span) -> list[Span]:
    """Return the cells of a row without the bars at its ends; an empty one keeps its place."""
    start, end = line
    while start < end and text[start] in " \t|":
        start += 1
        if text[start - 1] == "|":
            break
    parts: list[Span] = []
    for place in range(start, end + 1):
        if place == end or text[place] in "|\t":
            parts.append(_bare(text, Span(start, place)))
            start = place + 1
    if parts and parts[-1].start >= parts[-1].end and text[line.end - 1 : line.end] == "|":
        parts.pop()
    return parts


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _columns(text: str, cells: Sequence[Span]) -> dict[str, int]:
    """Return the place of each column, if the row holds titles: short cells that say what, who or when."""
    if any(_OF_EVENTS.search(cell.of(text)) for cell in cells):
        return {}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = cell.of(text)
        name = next((name for name, title in _TITLES.items() if title.search(words) and name not in found), None)
        if name and len(words.split()) <= 4:  # noqa: PLR2004 - a title, not an action
            found[name] = place
    if len(found) < 2 or len(found) + 2 < len(cells):  # noqa: PLR2004 - who and when, or what and one of them
        return {}
    found.setdefault("what", next(place for place in range(len(cells) + 1) if place not in found.values()))
    return found


def _row(reading: Reading, line: Span, cells: Sequence[Span], columns: dict[str, int]) -> Row:
    what = cells[columns["what"]]
    who = cells[columns["who"]] if columns.get("who", len(cells)) < len(cells) else what
    lacks = set() if _is_owner(reading, who) else {"owner"}
    if not says_when(line.of(reading.note.text)):
        lacks.add("date")
    return Row(line, what, frozenset(lacks))


def _is_owner(reading: Reading, cell: Span) -> bool:
    return names_somebody(reading, cell) and not names_nobody_in_particular(reading, cell)
