"""What differs inside a copied passage: another name, another date, other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.note import Span
from service.reading.copies.pages import Page
from service.reading.copies.passages import Passage
from service.reading.copies.token_views import COVERS, DATE, NAME, NUMBER, PRONOUN

ChangeKind = Literal["name", "date", "number", "pronoun", "word"]

_KINDS: dict[str, ChangeKind] = {NAME: "name", DATE: "date", NUMBER: "number", PRONOUN: "pronoun"}
_FARTHEST = 15  # words; further off in the source, a sentence was moved and nothing left out


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a copy that is not as it was; a side that has no such words has no span and no text."""

    kind: ChangeKind
    span: Span | None
    source_span: Span | None
    now: str
    then: str


def changes_in(here: Page, passage: Passage) -> tuple[Change, ...]:
    """Return what was changed in a passage, in reading order."""
    return tuple(_changes(here, passage))


def _changes(here: Page, passage: Passage) -> Iterator[Change]:
    there = passage.there
    mine, other = passage.first, passage.source_first
    for at, source_at in passage.pairs:
        is_onward = 0 <= source_at - other <= _FARTHEST
        yield from _between(here, there, range(mine, at), range(other, source_at) if is_onward else range(0))
        if here.words[at] in COVERS and here.view.then(at) != there.view.then(source_at):
            yield _change(here, there, range(at, at + 1), range(source_at, source_at + 1))
        mine, other = at + 1, source_at + 1
    is_near_end = 0 <= passage.source_last - other <= _FARTHEST
    left = range(other, passage.source_last) if is_near_end else range(0)
    yield from _between(here, there, range(mine, passage.last), left)


def _between(here: Page, there: Page, now: range, then: range) -> Iterator[Change]:
    if now or then:
        yield _change(here, there, now, then)


def _change(here: Page, there: Page, now: range, then: range) -> Change:
    return Change(
        kind=_kind([here.words[at] for at in now], [there.words[at] for at in then]),
        span=_span(here, now),
        source_span=_span(there, then),
        now=_words(here, now),
        then=_words(there, then),
    )


def _kind(now: Sequence[str], then: Sequence[str]) -> ChangeKind:
    """Return what was changed: a name, a date, … where every word that differs is one; a name before a pronoun."""
    covers = {word for word in (*now, *then) if word != "'s"}
    if covers == {NAME, PRONOUN}:
        return "name"
    if covers == {DATE, NUMBER}:
        return "date"
    return _KINDS.get(next(iter(covers)), "word") if len(covers) == 1 else "word"


def _span(page: Page, words: range) -> Span | None:
    return page.view.masked.span(words.start, words.stop) if words else None


def _words(page: Page, words: range) -> str:
    span = _span(page, words)
    return " ".join(span.of(page.text.text).split()) if span else ""
