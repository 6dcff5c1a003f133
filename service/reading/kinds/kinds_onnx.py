"""The model of sentence kinds that comes with the program. See `models/sentence_kinds/card.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.reading.kinds.kinded import Scores
from service.reading.kinds.sentence_rows import MOST_PIECES, Row, pack, read_rows
from service.reading.language.text import Text
from service.reading.onnx import load_onnx

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PIECES_AT_ONCE = 1024  # bounds memory on a long note; more at once is no faster


@dataclass(frozen=True)
class OnnxBackend:
    """The model that comes with the program; `run` is an ONNX Runtime session's."""

    tokenizer: Tokenizer
    run: Callable[..., Any]

    def score(self, text: Text, wanted: Sequence[int], record_type: str | None) -> list[Scores]:
        """Return the scores of the sentences wanted, reading no more than these and those beside them."""
        count = len(text.sentences)
        needed = sorted({near for index in wanted for near in range(index - 1, index + 2) if 0 <= near < count})
        spans = [text.sentences[index].span for index in needed]
        rows = dict(zip(needed, read_rows(text.text, spans, text.exempt, record_type, self.tokenizer), strict=True))
        scores: list[Scores] = []
        for stretch in _stretches(wanted, rows):
            scores += self._score(stretch, rows)
        return scores

    def _score(self, wanted: Sequence[int], rows: dict[int, Row]) -> Iterator[Scores]:
        here = sorted({near for index in wanted for near in range(index - 1, index + 2) if near in rows})
        at = {index: row for row, index in enumerate(here)}
        beside = [(at.get(index - 1, -1), at.get(index + 1, -1)) for index in here]
        [probabilities] = self.run(None, pack([rows[index] for index in here], beside))
        yield from (tuple(probabilities[at[index]].tolist()) for index in wanted)


def _stretches(wanted: Sequence[int], rows: dict[int, Row]) -> Iterator[list[int]]:
    """Yield sentences that are read together."""
    stretch: list[int] = []
    pieces = 0
    for index in wanted:
        length = len(rows[index].ids)
        if stretch and pieces + length > _PIECES_AT_ONCE:
            yield stretch
            stretch, pieces = [], 0
        stretch.append(index)
        pieces += length
    if stretch:
        yield stretch


def open_onnx(folder: Path) -> OnnxBackend:
    """Return the model whose files lie in `folder`."""
    tokenizer, session = load_onnx(folder)
    tokenizer.enable_truncation(MOST_PIECES)
    return OnnxBackend(tokenizer, session.run)
