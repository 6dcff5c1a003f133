"""The words of a note, each with what the wording model says of it, remembered for a while as numbers."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import ge
from typing import TYPE_CHECKING, Literal

from service.note import Span
from service.reading.language.text import Sentence, Text
from service.reading.memory import Memory
from service.reading.phrasing.pieces import Proposal, Window

if TYPE_CHECKING:
    import numpy as np

Label = Literal["jargon", "vague", "loaded"]

LABELS: tuple[Label, ...] = ("jargon", "vague", "loaded")
"""In the order of the model's outputs, after the one for "nothing to ask"."""
WordsAsNumbers = array
"""The words of a sentence, six numbers each: start and end within it, whether it is little, what the model said."""
_FIELDS = 3 + len(LABELS)

_LITTLE = frozenset(
    ["a", "an", "and", "as", "at", "be", "by", "do", "for", "from", "has", "have", "he", "her", "his", "in", "is", "it"]
) | frozenset(
    ["its", "of", "on", "or", "our", "she", "that", "the", "their", "them", "they", "this", "to", "was", "we", "with"]
)
_WORD = re.compile(r"[^\W_]+(?:['’/&+-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the probabilities of LABELS that the model gives it, and whether it says little by itself."""

    span: Span
    probabilities: tuple[float, ...]
    is_little: bool

    def probability(self, label: Label) -> float:
        """Return how likely one label is, from 0 to 1."""
        return self.probabilities[LABELS.index(label)]


def words_of(text: Text, windows: Sequence[Window], scores: Sequence[np.ndarray]) -> Iterator[Word]:
    """Yield the words of the windows, each with the mean of its pieces' probabilities."""
    for window, probabilities in zip(windows, scores, strict=True):
        pieces = probabilities.tolist()  # a word has a piece or two: plain numbers are quicker than arrays
        ends = [span.end for span in window.spans]
        starts = [span.start for span in window.spans]
        for word in _WORD.finditer(text.text, min(starts, default=0), max(ends, default=0)):
            here = pieces[bisect_right(ends, word.start()) : bisect_left(starts, word.end())]
            if here:
                means = tuple(sum(piece[i] for piece in here) / len(here) for i in range(1, len(LABELS) + 1))
                yield Word(Span(*word.span()), means, word[0].lower() in _LITTLE)


def remembered_words(
    text: Text,
    proposals: Sequence[Proposal],
    memory: Memory[WordsAsNumbers[float]],
    ask: Callable[[Sequence[Sentence]], Iterable[Word]],
    *,
    least: Sequence[float],
) -> Iterator[Word]:
    """Yield the words of a text in order, asking only about sentences that the memory does not hold.

    `least` is a probability for each of LABELS: sentences in which no word reaches that of any are left out
    whole. That is most of a note, which need not be made into words again at every edit.
    """

    def numbers_of(places: Sequence[int]) -> Iterator[WordsAsNumbers[float]]:
        sentences = [text.sentences[place] for place in places]
        words = list(ask(sentences))
        starts = [word.span.start for word in words]
        for sentence in sentences:
            here = words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            is_worth_it = any(any(map(ge, word.probabilities, least)) for word in here)
            yield _packed(here if is_worth_it else (), sentence)

    known = memory.answers(_keys(text, proposals, memory), numbers_of)
    for sentence, numbers in zip(text.sentences, known, strict=True):
        yield from _unpacked(numbers, sentence)


def _keys(text: Text, proposals: Sequence[Proposal], memory: Memory[WordsAsNumbers[float]]) -> list[bytes]:
    """Return a key for each sentence: of all that is known of it, and of what the lists propose in it."""
    proposals = sorted(proposals, key=lambda proposal: proposal.first)
    firsts = [proposal.first for proposal in proposals]
    keys = []
    for sentence, seen in zip(text.sentences, text.seen, strict=True):
        here = proposals[bisect_left(firsts, sentence.first) : bisect_left(firsts, sentence.last)]
        listed = [(each.list_name, each.first - sentence.first, each.last - sentence.first) for each in here]
        keys.append(memory.key(seen + repr(listed).encode()))
    return keys


def _packed(words: Sequence[Word], sentence: Sentence) -> WordsAsNumbers[float]:
    """Return a sentence's words as plain numbers side by side: as Python's own they take five times the memory."""
    numbers = array("d")
    for word in words:
        start, end = word.span
        numbers.extend((start - sentence.start, end - sentence.start, word.is_little, *word.probabilities))
    return numbers


def _unpacked(numbers: WordsAsNumbers[float], sentence: Sentence) -> Iterator[Word]:
    for start, end, is_little, *probabilities in zip(*(numbers[at::_FIELDS] for at in range(_FIELDS)), strict=True):
        span = Span(sentence.start + int(start), sentence.start + int(end))
        yield Word(span, tuple(probabilities), bool(is_little))
