"""Which words of a note deserve a question: lists propose, and a small model decides in context.

A list cannot tell "he made contact with the ball" from "contact was stopped", and no list holds
every way to blame somebody. The model reads one sentence at a time, sees what the lists found in
it, and may drop a proposal or mark what no list holds. See `models/wording/card.md`.
"""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from service.note import Span
from service.reading.language.quotation import touching
from service.reading.memory import Memory
from service.reading.models import model_folder
from service.reading.onnx import load_onnx
from service.reading.phrasing.pieces import (
    CAPITALS,
    PROPOSING,
    Proposal,
    Window,
    read_windows,
    score,
    span_of,
)
from service.reading.phrasing.worded import LABELS, Label, Word, WordsAsNumbers, remembered_words, words_of

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

    from service.reading.language.text import Sentence, Text

LISTS: Mapping[str, Label] = {
    "jargon": "jargon",
    "acronym": "jargon",
    "vague": "vague",
    "loaded_language": "loaded",
}
"""The lists that propose, and the label each speaks for."""

_TAIL = 0.8  # a word beside a sure one belongs to it from here on, as a share of the threshold
_CONCRETE = re.compile(r'[\d"“]')


@dataclass(frozen=True, slots=True)
class Mark:
    """Words worth a question. `confidence` (0 to 1) is calibrated: of marks at 0.9, nine in ten are right."""

    span: Span
    label: Label
    confidence: float


@dataclass(frozen=True, slots=True)
class Decision:
    """When a label is given: the least probability of its surest word, and how sure that makes us.

    Words that a list proposed are given it sooner than words that no list holds.
    """

    listed: float
    unlisted: float
    slope: float
    offset: float
    unlisted_offset: float

    @property
    def least(self) -> float:
        """The lower of the two thresholds."""
        return min(self.listed, self.unlisted)

    def threshold(self, *, is_listed: bool) -> float:
        """Return the least probability asked for."""
        return self.listed if is_listed else self.unlisted

    def confidence(self, probability: float, *, is_listed: bool) -> float:
        """Return how often a mark of this probability was right on notes by other hands."""
        bounded = min(max(probability, 1e-6), 1 - 1e-6)
        offset = self.offset if is_listed else self.unlisted_offset
        return 1 / (1 + math.exp(-(self.slope * math.log(bounded / (1 - bounded)) + offset)))


@dataclass(frozen=True)
class Model:
    """All that reading the wording needs, loaded.

    `score` returns, for each window, probabilities of shape pieces x (1 + LABELS); `memory` holds what it
    said of the words of sentences a moment ago.
    """

    tokenizer: Tokenizer
    score: Callable[[Sequence[Window]], list[np.ndarray]]
    decisions: Mapping[Label, Decision]
    memory: Memory[WordsAsNumbers[float]] = field(default_factory=Memory)

    @property
    def least(self) -> tuple[float, ...]:
        """The probability of each label below which a word is never marked, nor belongs to one that is."""
        return tuple(_TAIL * self.decisions[label].least for label in LABELS)

    def scored_by(self, score: Callable[[Sequence[Window]], list[np.ndarray]]) -> Model:
        """Return a model that decides as this one does, from another's scores."""
        return replace(self, score=score, memory=Memory())


def read_wording(text: Text, proposals: Sequence[Proposal]) -> tuple[Mark, ...]:
    """Return the words worth a question, in reading order, never overlapping."""
    return marks(text, proposals, load_model())


def marks(text: Text, proposals: Sequence[Proposal], model: Model) -> tuple[Mark, ...]:
    """Return what `model` marks in `text`. Words that are somebody else's are never marked."""

    def ask(sentences: Sequence[Sentence]) -> Iterator[Word]:
        read = read_windows(text, proposals, model.tokenizer, sentences)
        windows = [window for window in read if is_worth_reading(window, text)]
        return words_of(text, windows, model.score(windows))

    words = remembered_words(text, proposals, model.memory, ask, least=model.least)
    return decided(text, proposals, words, model.decisions)


def is_worth_reading(window: Window, text: Text) -> bool:
    """Tell whether the model could have something to say: a quarter of a note's words need not be read.

    A sentence that gives a number or quotes somebody, with no listed words and nothing in
    capitals, is plain nearly always. In the gold notes such sentences hold a quarter to a third of
    the word pieces and three marks in a hundred (`python -m evaluation.wording --unread`).
    """
    listed_or_capitals = window.features[:, : 2 * len(PROPOSING)].any() or window.features[:, CAPITALS].any()
    if listed_or_capitals or not window.spans:
        return bool(listed_or_capitals)
    return _CONCRETE.search(text.text, window.spans[0].start, window.spans[-1].end) is None


def decided(
    text: Text, proposals: Sequence[Proposal], words: Iterable[Word], decisions: Mapping[Label, Decision]
) -> tuple[Mark, ...]:
    """Return the marks that the words of a text come to, given what the model said of each."""
    is_exempt = touching(text.exempt)
    own = [word for word in words if not is_exempt(word.span)]
    found: list[Mark] = []
    for label in reversed(LABELS):  # loaded before vague before jargon, as in the gold notes' guideline
        listed = _apart(span_of(text, proposal) for proposal in proposals if LISTS.get(proposal.list_name) == label)
        taken = sorted(mark.span for mark in found)
        found += (mark for mark in _marks_of(label, own, listed, decisions[label]) if not _among(taken, mark.span))
    return tuple(sorted(found, key=lambda mark: mark.span))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, without those that overlap one before them."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _among(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of the spans, which lie apart and in order, that overlap one span."""
    first = bisect_right(spans, span.start, key=lambda other: other.end)
    return spans[first : bisect_left(spans, span.end, key=lambda other: other.start)]


def _marks_of(label: Label, words: Sequence[Word], listed: Sequence[Span], decision: Decision) -> Iterator[Mark]:
    end = 0
    for run in _runs(label, words, decision.least):
        probability = max(word.probability(label) for word in run)
        here = _among(listed, Span(run[0].span.start, run[-1].span.end))
        is_enough = probability >= decision.threshold(is_listed=bool(here))
        if is_enough and not all(word.is_little for word in run):
            confidence = decision.confidence(probability, is_listed=bool(here))
            spans = [span for span in _spans_of(label, run, here) if span.start >= end]
            yield from (Mark(span, label, confidence) for span in spans)
            end = spans[-1].end if spans else end


def _spans_of(label: Label, run: Sequence[Word], here: Sequence[Span]) -> Sequence[Span]:
    """Return what to mark: what an editor listed, if anything, for that is what the editor's advice is about.

    Two terms of jargon side by side are two questions; two vague words are one.
    """
    if not here:
        return (Span(run[0].span.start, run[-1].span.end),)
    return here if label == "jargon" else (Span(here[0].start, here[-1].end),)


def _runs(label: Label, words: Sequence[Word], threshold: float) -> Iterator[list[Word]]:
    """Yield stretches of words that are at least half as likely as the label asks of one.

    A little word between two such words belongs to them ("a law unto himself"); alone it says nothing.
    """
    run: list[Word] = []
    held: list[Word] = []
    for word in words:
        last = (run + held)[-1] if run else None
        if last is not None and word.span.start - last.span.end > 1:
            yield run
            run, held = [], []
        if word.probability(label) >= threshold * _TAIL:
            run, held = [*run, *held, word], []
        elif run and word.is_little and not held:
            held = [word]
        elif run:
            yield run
            run, held = [], []
    if run:
        yield run


@cache
def load_model() -> Model:
    """Return the model from its folder. Raises ModelError if a file is missing or altered."""
    folder = model_folder("wording")
    tokenizer, session = load_onnx(folder)
    described = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    return Model(
        tokenizer=tokenizer,
        score=lambda windows: score(windows, session.run),
        decisions={label: Decision(**described["decisions"][label]) for label in LABELS},
    )
