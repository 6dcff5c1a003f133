"""What a sentence is about, as far as its words tell: beginnings of its content words, for comparing across notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.note import Span
from service.reading.language.words import listed
from service.record.record import Entry

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 3
_BEGINNING = 5  # "arrest", "arrested"; "attend", "attendance": five letters hold them together well enough
_EMPTY = listed(
    "the and for with from that this these those they them their his her hers him she you your our ours its who whom "
    "which what when where how has have had having was were are been being will would can could may might shall should "
    "must did does done not but than then there here into onto over under out off about after before since until till "
    "also again very more most much many some any all each every both other such same only just still yet too now "
    "one two three day days week weeks month months year years today tomorrow next last time times per said says told "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday "
    "ask asked get got make made take taken put see seen let set keep agreed action actions plan"
)


def stems(words: str) -> frozenset[str]:
    """Return the beginnings of the words that carry content, in lower case."""
    found = (word.lower().split("'")[0].split("’")[0] for word in _WORD.findall(words))
    return frozenset(word[:_BEGINNING] for word in found if len(word) >= _SHORTEST and word not in _EMPTY)


def alike(here: frozenset[str], there: frozenset[str]) -> float:
    """Return how much of what two sentences are about is the same, from 0 to 1."""
    return len(here & there) / max(1, len(here | there))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a note, what kind it is, and what it is about."""

    entry: Entry
    span: Span
    kind: str
    is_sure: bool
    about: frozenset[str]

    @property
    def words(self) -> str:
        """The sentence as it stands."""
        return self.entry.words_of(self.span)


def sentences_of(entry: Entry) -> Iterator[Said]:
    """Yield the sentences of a note, in order."""
    for sentence in entry.review.sentences:
        span = Span(sentence.start, sentence.end)
        yield Said(entry, span, sentence.kind, sentence.sure, stems(entry.words_of(span)))
