"""The model of sentence kinds that comes with the program, in two parts. See `models/sentence_kinds/card.md`.

Most of its layers read a sentence by itself; what they make of it is remembered, so that an edit costs
them one sentence. The last layers look at the sentences beside it, too.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.reading.kinds.kinded import Scores
from service.reading.kinds.sentence_rows import MOST_PIECES, Row, pack_alone, pack_beside, read_rows
from service.reading.language.text import Text
from service.reading.memory import Memory
from service.reading.onnx import load_session, load_tokenizer

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

ALONE, BESIDE = "alone.onnx", "beside.onnx"
_PIECES_AT_ONCE = 1024  # bounds memory on a long note; more at once is no faster
_REMEMBERED = 1024  # sentences, at some 13 kB each

Run = Callable[..., Any]


@dataclass(frozen=True)
class OnnxBackend:
    """The model that comes with the program; `read_alone` and `read_beside` are ONNX Runtime sessions'.

    `states` remembers what the first makes of a sentence: pieces x width, float16.
    """

    tokenizer: Tokenizer
    read_alone: Run
    read_beside: Run
    states: Memory[np.ndarray] = field(default_factory=lambda: Memory(most=_REMEMBERED))

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
        import numpy as np  # slow to import, and not needed to list the checks

        here = sorted({near for index in wanted for near in range(index - 1, index + 2) if near in rows})
        at = {index: row for row, index in enumerate(here)}
        states = self._states([rows[index] for index in here])
        beside = [(at.get(index - 1, -1), at.get(index + 1, -1)) for index in here]
        arrays = pack_beside([len(each) for each in states], beside)
        [probabilities] = self.read_beside(None, {"states": np.concatenate(states), **arrays})
        yield from (tuple(probabilities[at[index]].tolist()) for index in wanted)

    def _states(self, rows: Sequence[Row]) -> list[np.ndarray]:
        keys = [self.states.key(array("H", row.ids + row.told).tobytes()) for row in rows]
        return self.states.answers(keys, lambda places: self._read([rows[place] for place in places]))

    def _read(self, rows: Sequence[Row]) -> Iterator[np.ndarray]:
        [states] = self.read_alone(None, pack_alone(rows))
        for row, end in zip(rows, accumulate(len(row.ids) for row in rows), strict=True):
            yield states[end - len(row.ids) : end].copy()  # a view would keep the whole batch


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
    tokenizer = load_tokenizer(folder)
    tokenizer.enable_truncation(MOST_PIECES)
    return OnnxBackend(tokenizer, load_session(folder / ALONE).run, load_session(folder / BESIDE).run)
