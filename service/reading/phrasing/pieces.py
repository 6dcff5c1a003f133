"""A note as the wording model reads it: windows of word pieces, and what the lists found in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.note import Span
from service.reading.language.quotation import touching
from service.reading.language.text import Sentence, Text

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

PROPOSING = ("jargon", "acronym", "vague", "loaded_language")
"""The lists that propose, in the order of the model's features."""
SHAPES = ("lower", "title", "capitals", "mixed", "digits", "marks")
CAPITALS = 2 * len(PROPOSING) + SHAPES.index("capitals")
FEATURES = 2 * len(PROPOSING) + len(SHAPES) + 1
MOST_PIECES = 126
"""Word pieces of one window; with its two end marks, 128. Bounds the cost of one endless sentence."""

_MOST_IN_BATCH = 512  # word pieces with their padding: larger batches take more memory and no less time
_UNEVEN = 1.3  # measured on 250-word notes: smaller batches cost more calls, larger ones more padding
_SHAPED = re.compile(r"[^\W_]+|[^\w\s]|_")
_START, _END = 101, 102  # [CLS] and [SEP] of the tokenizer


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that a list found: the tokens `first` to `last` (half-open) of the text."""

    list_name: str
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence, or a stretch of an endless one, as the model reads it.

    `ids` has the end marks, so `spans` (in the note) and `features` (shape pieces x FEATURES)
    belong to `ids[1:-1]`.
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]
    features: np.ndarray


def read_windows(
    text: Text, proposals: Sequence[Proposal], tokenizer: Tokenizer, sentences: Sequence[Sentence] | None = None
) -> list[Window]:
    """Return the sentences of `text`, or only those named, as the model reads them, in order."""
    sentences = text.sentences if sentences is None else sentences
    encoded = tokenizer.encode_batch(
        [text.text[sentence.start : sentence.end] for sentence in sentences], add_special_tokens=False
    )
    proposals = sorted(proposals, key=lambda proposal: proposal.first)
    firsts = [proposal.first for proposal in proposals]
    found: list[Window] = []
    for sentence, pieces in zip(sentences, encoded, strict=True):
        spans = [Span(sentence.start + start, sentence.start + end) for start, end in pieces.offsets]
        here = proposals[bisect_left(firsts, sentence.first) : bisect_left(firsts, sentence.last)]
        features = _features(text, spans, here)
        for at in range(0, len(spans), MOST_PIECES):
            stretch = slice(at, at + MOST_PIECES)
            found.append(Window((_START, *pieces.ids[stretch], _END), tuple(spans[stretch]), features[stretch]))
    return found


def span_of(text: Text, proposal: Proposal) -> Span:
    """Return where the words of a proposal stand in the note."""
    return Span(text.tokens[proposal.first].start, text.tokens[proposal.last - 1].end)


def _features(text: Text, spans: Sequence[Span], proposals: Sequence[Proposal]) -> np.ndarray:
    """Return what one sentence's pieces are told beside their letters (shape pieces x FEATURES)."""
    import numpy as np  # slow to import, and not needed to list the checks

    features = np.zeros((len(spans), FEATURES), dtype=np.float32)
    starts = [span.start for span in spans]
    for proposal in proposals:
        if proposal.list_name in PROPOSING:
            column = 2 * PROPOSING.index(proposal.list_name)
            found = span_of(text, proposal)
            for row in range(max(bisect_right(starts, found.start) - 1, 0), bisect_left(starts, found.end)):
                features[row, column + (starts[row] > found.start)] = 1
    if spans:
        _add_shapes(features, text.text, spans)
    if text.exempt:
        features[:, -1] = [*map(touching(text.exempt), spans)]
    return features


def _add_shapes(features: np.ndarray, text: str, spans: Sequence[Span]) -> None:
    """Tell the model the letter case, which its word pieces have lost."""
    # A word's shape is worked out once: a word of a foreign script may have thousands of pieces.
    words = ((word.end(), _shape(word[0])) for word in _SHAPED.finditer(text, spans[0].start, spans[-1].end))
    end, shape = next(words, (len(text), None))
    for row, piece in enumerate(spans):
        while shape is not None and end <= piece.start:
            end, shape = next(words, (len(text), None))
        if shape is not None:
            features[row, 2 * len(PROPOSING) + shape] = 1


def _shape(word: str) -> int:
    if not word[0].isalnum():
        return SHAPES.index("marks")
    if any(character.isdigit() for character in word):
        return SHAPES.index("digits")
    if word.islower():
        return SHAPES.index("lower")
    if word.isupper() and len(word) > 1:
        return SHAPES.index("capitals")
    return SHAPES.index("mixed" if any(character.isupper() for character in word[1:]) else "title")


def score(windows: Sequence[Window], run: Callable[..., Any]) -> list[np.ndarray]:
    """Return the probabilities of every window's pieces; `run` is a session's.

    Windows of like length go together, so that little is spent on padding. The numbers of one
    window do not depend on the others in its batch.
    """
    found: dict[int, np.ndarray] = {}
    for batch in _batches([len(window.ids) for window in windows]):
        [probabilities] = run(None, inputs([windows[index] for index in batch]))
        for row, index in enumerate(batch):
            found[index] = probabilities[row, 1 : len(windows[index].ids) - 1]
    return [found[index] for index in range(len(windows))]


def inputs(windows: Sequence[Window]) -> dict[str, np.ndarray]:
    """Return windows as arrays of shape windows x pieces, padded to the longest."""
    import numpy as np  # slow to import, and not needed to list the checks

    shape = (len(windows), max(len(window.ids) for window in windows))
    ids = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    features = np.zeros((*shape, FEATURES), dtype=np.float32)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        mask[row, : len(window.ids)] = 1
        features[row, 1 : len(window.ids) - 1] = window.features
    return {"ids": ids, "mask": mask, "features": features}


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of windows that go together: short with short, long with long."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        too_uneven = batch and lengths[index] > lengths[batch[0]] * _UNEVEN + 4
        if batch and (too_uneven or lengths[index] * (len(batch) + 1) > _MOST_IN_BATCH):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
