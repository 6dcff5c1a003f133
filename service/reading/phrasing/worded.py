"""The words of a note, each with what the wording model says of it, remembered for a while as numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
WordsAsNumbers = tuple[tuple[int, int, tuple[float, ...], bool], ...]
"""The words of a sentence: start and end within it, what the model said, whether it is a little word."""

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
    memory: Memory[WordsAsNumbers],
    ask: Callable[[Sequence[Sentence]], Iterable[Word]],
) -> Iterator[Word]:
    """Yield the words of a text in order, asking only about sentences that the memory does not hold."""

    def numbers_of(places: Sequence[int]) -> Iterator[WordsAsNumbers]:
        sentences = [text.sentences[place] for place in places]
        words = list(ask(sentences))
        starts = [word.span.start for word in words]
        for sentence in sentences:
            here = words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            yield tuple(_as_numbers(word, sentence) for word in here)

    known = memory.answers(_keys(text, proposals, memory), numbers_of)
    for sentence, words in zip(text.sentences, known, strict=True):
        yield from (_placed(numbers, sentence) for numbers in words)


def _keys(text: Text, proposals: Sequence[Proposal], memory: Memory[WordsAsNumbers]) -> list[bytes]:
    """Return a key for each sentence: of all that is known of it, and of what the lists propose in it."""
    proposals = sorted(proposals, key=lambda proposal: proposal.first)
    firsts = [proposal.first for proposal in proposals]
    keys = []
    for sentence, seen in zip(text.sentences, text.seen, strict=True):
        here = proposals[bisect_left(firsts, sentence.first) : bisect_left(firsts, sentence.last)]
        listed = [(each.list_name, each.first - sentence.first, each.last - sentence.first) for each in here]
        keys.append(memory.key(seen + repr(listed).encode()))
    return keys


def _as_numbers(word: Word, sentence: Sentence) -> tuple[int, int, tuple[float, ...], bool]:
    return word.span.start - sentence.start, word.span.end - sentence.start, word.probabilities, word.is_little


def _placed(numbers: tuple[int, int, tuple[float, ...], bool], sentence: Sentence) -> Word:
    start, end, probabilities, is_little = numbers
    return Word(Span(sentence.start + start, sentence.start + end), probabilities, is_little)
