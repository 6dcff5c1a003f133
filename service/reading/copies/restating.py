"""Sentences that say again what an earlier note said, in other words: by the likeness of their meaning.

Asked only of sentences in which no copied words were found. A writer comes back to the same matter in
every note, so likeness alone proves little: only sentences that are nearly one in meaning are told,
and only where it is no habit and brings no new number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.note import Span
from service.reading.language.text import Sentence, Text

if TYPE_CHECKING:
    import numpy as np

Embed = Callable[[Sequence[str]], "np.ndarray"]
"""Gives each sentence a vector of length 1, as rows in their order."""

# Chosen on records r1: below it the same matter comes with news in it. It misses whatever shares no word
# with its source: of the ten restatements planted there the likest has 0.62, and 200 new sentences more.
ALIKE = 0.85
_TYPED_ALIKE = 0.98  # those are the same words: a form's, or a habit, that the passages left out on purpose
_LEAST_WORDS = 8
_TELLING = re.compile(r"[^\W\d_]{4,}")
# Share of their telling words: of 16,000 gold sentences no two as alike as ALIKE have under 0.18, and three in four
# sentences of a record share less with any before them and need not be read.
_IN_COMMON = 0.15
_MOST_NOTES = 20  # the latest; a claim is rarely taken up again after longer
_HABIT = 3  # notes that say a thing, from which on it is a habit and no restatement
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Restated:
    """A sentence of the draft, the number of the earlier note and the sentence there that mean the same."""

    span: Span
    order: int
    source_span: Span
    likeness: float


def restated(draft: Text, taken: Sequence[Span], earlier: Sequence[Text], embed: Embed) -> Iterator[Restated]:
    """Yield the sentences of the draft, outside what is `taken`, that an earlier note has in other words.

    `earlier` is in the order of its dates. The likeness is the product of two vectors, at most 1.
    """
    mine = [each for each in _worth_asking(draft) if not any(each.span.overlaps(span) for span in taken)]
    first = max(0, len(earlier) - _MOST_NOTES)
    theirs = [(order, each) for order in range(first, len(earlier)) for each in _worth_asking(earlier[order])]
    mine, theirs = _with_words_in_common(draft, mine, earlier, theirs)
    if not mine or not theirs:
        return
    vectors = embed([each.span.of(draft.text) for each in mine])
    others = embed([each.span.of(earlier[order].text) for order, each in theirs])
    for sentence, likenesses in zip(mine, vectors @ others.T, strict=True):
        best = int(likenesses.argmax())
        order, source = theirs[best]
        saying_so = {theirs[at][0] for at in (likenesses >= ALIKE).nonzero()[0]}
        adds = _numbers(sentence.span.of(draft.text)) - _numbers(earlier[order].text)
        if 0 < len(saying_so) < _HABIT and likenesses[best] < _TYPED_ALIKE and not adds:
            yield Restated(sentence.span, order, source.span, float(likenesses[best]))


def _with_words_in_common(
    draft: Text, mine: Sequence[Sentence], earlier: Sequence[Text], theirs: Sequence[tuple[int, Sentence]]
) -> tuple[list[Sentence], list[tuple[int, Sentence]]]:
    """Return the sentences of both sides that share telling words enough with one of the other side."""
    others = [_telling(each, earlier[order]) for order, each in theirs]
    with_word: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(others):
        for word in words:
            with_word[word].append(place)
    kept, known = [], set()
    for each in mine:
        words = _telling(each, draft)
        shared = Counter(place for word in words for place in with_word.get(word, ()))
        alike = {at for at, count in shared.items() if count >= _IN_COMMON * (len(words) + len(others[at]) - count)}
        known |= alike
        kept += [each] if alike else []
    return kept, [theirs[place] for place in sorted(known)]


def _telling(sentence: Sentence, text: Text) -> set[str]:
    return set(_TELLING.findall(sentence.span.of(text.text).lower()))


def _numbers(text: str) -> set[str]:
    """Return the numbers in a text: a sentence with a new one brings news."""
    return set(_NUMBER.findall(text))


def _worth_asking(text: Text) -> Iterator[Sentence]:
    """Yield the sentences that claim enough to be said again, outside quotations and pasted letters."""
    for sentence in text.sentences:
        tokens = text.tokens_of(sentence)
        is_own = not any(token.spoken_for for token in tokens)
        if is_own and not sentence.is_heading and sum(token.is_word for token in tokens) >= _LEAST_WORDS:
            yield sentence
