"""Worded phrases: lists propose, context disposes, and a council's own entries always count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.text import Text
from service.reading.wording import Label, Mark, Proposal, read_wording
from service.reading.wordlists import Entry, Match, Wordlist, find

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


def read_phrases(text: Text, wordlists: Sequence[Wordlist]) -> tuple[Phrase, ...]:
    """Return the phrases worth a question, in reading order, none overlapping another."""
    listed = [Listed(words.name, match) for words, match in find(wordlists, text)]
    marks = read_wording(text, tuple(_proposal(found) for found in listed))
    return tuple(sorted(_settled(listed, marks), key=lambda phrase: phrase.span))


def _proposal(listed: Listed) -> Proposal:
    match = listed.match
    return Proposal(list_name=listed.list_name, kind=match.entry.kind, first=match.first, last=match.last)


def _settled(listed: Sequence[Listed], marks: Sequence[Mark]) -> Iterator[Phrase]:
    local = [found for found in listed if found.match.entry.is_local and not found.match.entry.is_off]
    for found in local:
        yield Phrase(found.match.span, LABEL_OF_LIST[found.list_name], found.match.entry, 1.0)
    for mark in marks:
        if any(mark.span.overlaps(found.match.span) for found in local):
            continue
        entry = _entry_for(mark, listed)
        if entry is None or not entry.is_off:
            yield Phrase(mark.span, mark.label, entry, mark.confidence)


def _entry_for(mark: Mark, listed: Iterable[Listed]) -> Entry | None:
    """The entry that shares most characters with a mark, of a list that speaks of such words."""
    shared = [
        (min(mark.span.end, found.match.span.end) - max(mark.span.start, found.match.span.start), found.match.entry)
        for found in listed
        if LABEL_OF_LIST[found.list_name] == mark.label and found.match.span.overlaps(mark.span)
    ]
    return max(shared, key=lambda pair: pair[0])[1] if shared else None
