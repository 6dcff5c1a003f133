"""Worded phrases: lists propose, context disposes, and a council's own entries always count."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.language.text import Text
from service.reading.phrasing.pieces import Proposal
from service.reading.phrasing.worded import Label
from service.reading.phrasing.wording import Mark, read_wording
from service.reading.phrasing.wordlists import Entry, Match, Wordlist, overlapping

LABEL_OF_LIST: Mapping[str, Label] = {
    "acronym": "jargon",
    "jargon": "jargon",
    "vague": "vague",
    "loaded_language": "loaded",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a list or the context model singled out; `entry` is what the list says of them.

    `confidence` (0 to 1) is the context model's; 1 for an entry of a council's own list.
    """

    span: Span
    label: Label
    entry: Entry | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Listed:
    """A match and the list it is from."""

    list_name: str
    match: Match


def read_phrases(text: Text, found: Iterable[tuple[Wordlist, Match]]) -> tuple[tuple[Phrase, ...], tuple[Span, ...]]:
    """Return the phrases worth a question, in reading order, and the words a council switched off.

    `found` is what the lists found. Where a mark holds entries, each entry is a phrase of its own, so
    that what is said fits the words it is said of.
    """
    listed = [Listed(words.name, match) for words, match in found if words.name in LABEL_OF_LIST]
    off = tuple(found.match.span for found in listed if found.match.entry.is_off)
    proposals = tuple(_proposal(found) for found in listed if not found.match.entry.is_off)
    phrases = _settled(_ByPlace.of(listed), read_wording(text, proposals))
    return tuple(sorted(phrases, key=lambda phrase: phrase.span)), off


@dataclass(frozen=True)
class _ByPlace:
    """What the lists found, to be asked for by place: matches of one list are in order and apart."""

    lists: Mapping[str, Sequence[Match]]

    @classmethod
    def of(cls, listed: Iterable[Listed]) -> _ByPlace:
        lists: dict[str, list[Match]] = defaultdict(list)
        for found in listed:
            lists[found.list_name].append(found.match)
        return cls(lists)

    def at(self, span: Span) -> Iterator[Listed]:
        """Yield what overlaps `span`, list by list."""
        for name, matches in self.lists.items():
            yield from (Listed(name, match) for match in overlapping(matches, span))


def _proposal(listed: Listed) -> Proposal:
    match = listed.match
    return Proposal(list_name=listed.list_name, kind=match.entry.kind, first=match.first, last=match.last)


def _settled(places: _ByPlace, marks: Sequence[Mark]) -> Iterator[Phrase]:
    for list_name, matches in places.lists.items():
        for match in matches:
            if match.entry.is_local and not match.entry.is_off:
                yield Phrase(match.span, LABEL_OF_LIST[list_name], match.entry, 1.0)
    for mark in marks:
        here = tuple(places.at(mark.span))
        if not any(found.match.entry.is_local or found.match.entry.is_off for found in here):
            yield from _phrases_of(_as_loaded(mark, here), here)


def _as_loaded(mark: Mark, here: Iterable[Listed]) -> Mark:
    """Loaded comes before vague and jargon, where the list of loaded words is sure of itself."""
    sure = (not found.match.entry.only_with_context for found in here if found.list_name == "loaded_language")
    return dataclasses.replace(mark, label="loaded") if any(sure) else mark


def _phrases_of(mark: Mark, listed: Iterable[Listed]) -> Iterator[Phrase]:
    """The entries that speak of a mark's words, the longest first where two overlap; or the mark itself."""
    here = [found.match for found in listed if LABEL_OF_LIST[found.list_name] == mark.label]
    kept: list[Match] = []
    for match in sorted(here, key=lambda match: match.span.start - match.span.end):
        if not any(match.span.overlaps(other.span) for other in kept):
            kept.append(match)
    for match in kept:
        yield Phrase(match.span, mark.label, match.entry, mark.confidence)
    if not kept:
        yield Phrase(mark.span, mark.label, None, mark.confidence)
