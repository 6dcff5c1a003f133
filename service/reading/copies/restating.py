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
from itertools import chain
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
# Share of their telling words: of 16,000 gold sentences 34 pairs are as alike as ALIKE, and the five of them with less
# in common are of other matters; five in six sentences of a record share less with any before and need not be read.
_IN_COMMON = 0.25
LATEST = 20
"""Notes whose claims are worth asking for: one is rarely taken up again after longer."""
_HABIT = 3  # notes that say a thing, from which on it is a habit and no restatement
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Restated:
    """A sentence of the draft, the number of the earlier note and the sentence there that mean the same."""

    span: Span
    order: int
    source_span: Span
    likeness: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims enough to be said again, with its telling words and its numbers."""

    span: Span
    words: str
    telling: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a note claims, in reading order, and all the numbers in it."""

    made: tuple[Claim, ...]
    numbers: frozenset[str]


def claims_of(text: Text) -> Claims:
    """Return what a note claims outside quotations and pasted letters."""
    made = (each.span for each in text.sentences if _claims_enough(text, each))
    return Claims(tuple(_claim(span, span.of(text.text)) for span in made), _numbers(text.text))


def restated(draft: Text, taken: Sequence[Span], earlier: Sequence[Claims], embed: Embed) -> Iterator[Restated]:
    """Yield the sentences of the draft, outside what is `taken`, that an earlier note has in other words.

    The likeness is the product of two vectors, at most 1.
    """
    mine = [each for each in claims_of(draft).made if not any(each.span.overlaps(span) for span in taken)]
    # A number that stands in none of them is news, whatever the sentence is like.
    mine = [each for each in mine if any(each.numbers <= note.numbers for note in earlier)]
    theirs = [(order, each) for order, note in enumerate(earlier) for each in note.made]
    mine, theirs = _with_words_in_common(mine, theirs)
    if not mine or not theirs:
        return
    vectors = embed([each.words for each in mine])
    others = embed([each.words for _, each in theirs])
    for claim, likenesses in zip(mine, vectors @ others.T, strict=True):
        best = int(likenesses.argmax())
        order, source = theirs[best]
        saying_so = {theirs[at][0] for at in (likenesses >= ALIKE).nonzero()[0]}
        is_news = not claim.numbers <= earlier[order].numbers
        if 0 < len(saying_so) < _HABIT and likenesses[best] < _TYPED_ALIKE and not is_news:
            yield Restated(claim.span, order, source.span, float(likenesses[best]))


def _with_words_in_common(
    mine: Sequence[Claim], theirs: Sequence[tuple[int, Claim]]
) -> tuple[list[Claim], list[tuple[int, Claim]]]:
    """Return the claims of both sides that share telling words enough with one of the other side."""
    with_word: dict[str, list[int]] = defaultdict(list)
    for place, (_, other) in enumerate(theirs):
        for word in other.telling:
            with_word[word].append(place)
    sizes = [len(other.telling) for _, other in theirs]
    kept, known = [], set()
    for each in mine:
        size = len(each.telling)
        shared = Counter(chain.from_iterable(with_word.get(word, ()) for word in each.telling))
        alike = {at for at, count in shared.items() if count >= _IN_COMMON * (size + sizes[at] - count)}
        known |= alike
        kept += [each] if alike else []
    return kept, [theirs[place] for place in sorted(known)]


def _claim(span: Span, words: str) -> Claim:
    return Claim(span, words, frozenset(_TELLING.findall(words.lower())), _numbers(words))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))


def _claims_enough(text: Text, sentence: Sentence) -> bool:
    tokens = text.tokens_of(sentence)
    is_own = not any(token.spoken_for for token in tokens)
    return is_own and not sentence.is_heading and sum(token.is_word for token in tokens) >= _LEAST_WORDS
