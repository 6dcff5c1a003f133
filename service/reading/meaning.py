"""What sentences mean, as numbers: sentences that say the same in other words have vectors that lie close.

MiniLM as it was published, asked where no copied words were found. A note is read again at every pause
in typing, and the same earlier notes with it, so vectors are remembered for a while: numbers only, under
keys of this process. See `models/meaning/card.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.reading.memory import Memory
from service.reading.models import model_folder
from service.reading.onnx import load_onnx

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

WIDTH = 384
"""Numbers in a vector."""
MOST_PIECES = 126
"""Word pieces of one sentence; with its two end marks, 128, the length MiniLM learned on. More is not read."""

_PIECES_AT_ONCE = 1024  # bounds memory; more at once is no faster
_REMEMBERED = 8192  # sentences; at some 1.8 kB each

Run = Callable[..., Any]
Row = tuple[int, ...]


@dataclass(frozen=True)
class Encoder:
    """The model, loaded; `run` is an ONNX Runtime session's."""

    tokenizer: Tokenizer
    run: Run

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Return a vector a sentence, in order (n x WIDTH, each of length 1), remembering nothing."""
        import numpy as np  # slow to import, and not needed to list the checks

        rows = [tuple(pieces.ids) for pieces in self.tokenizer.encode_batch(list(sentences))]
        vectors = np.empty((len(rows), WIDTH), dtype=np.float32)
        for together in _batches(rows):
            [states] = self.run(None, pack([rows[index] for index in together]))
            vectors[together] = _means(states, [len(rows[index]) for index in together])
        return vectors


def embed(sentences: Sequence[str]) -> np.ndarray:
    """Return a vector a sentence, in order: float32, n x WIDTH, each of length 1.

    The dot product of two is their likeness, from -1 to 1. A sentence has the same vector in whatever
    company it is read. Raises ModelError if a file of the model is missing or altered.
    """
    return embedded(sentences, load_encoder, _memory())


def embedded(sentences: Sequence[str], encoder: Callable[[], Encoder], memory: Memory[np.ndarray]) -> np.ndarray:
    """Return vectors as `embed` does, asking the encoder only for what `memory` does not hold."""
    import numpy as np  # slow to import, and not needed to list the checks

    keys = [memory.key(sentence.encode()) for sentence in sentences]
    held = {key: vector for key in set(keys) if (vector := memory.recall(key)) is not None}
    wanted = {key: sentence for key, sentence in zip(keys, sentences, strict=True) if key not in held}
    if wanted:
        for key, vector in zip(wanted, encoder().encode(list(wanted.values())), strict=True):
            held[key] = vector.copy()  # a view would keep the whole batch
            memory.keep(key, held[key])
    return np.stack([held[key] for key in keys]) if keys else np.empty((0, WIDTH), dtype=np.float32)


def open_encoder(folder: Path) -> Encoder:
    """Return the model whose files lie in `folder`."""
    tokenizer, session = load_onnx(folder)
    tokenizer.enable_truncation(MOST_PIECES + 2)
    return Encoder(tokenizer, session.run)


@cache
def load_encoder() -> Encoder:
    """Return the model that comes with the program. Raises ModelError if a file is missing or altered."""
    return open_encoder(model_folder("meaning"))


@cache
def _memory() -> Memory[np.ndarray]:
    return Memory(most=_REMEMBERED)


def _means(states: np.ndarray, lengths: Sequence[int]) -> np.ndarray:
    """Return the mean of each sentence's pieces, made one long.

    Taken sentence by sentence: in the model, where they lie side by side, the last digit of a sum would hang
    on how long the others are.
    """
    import numpy as np  # slow to import, and not needed to list the checks

    starts = np.concatenate([[0], np.cumsum(lengths)])
    means = np.stack([states[start:end].mean(axis=0) for start, end in pairwise(starts)])
    means /= np.sqrt((means * means).sum(axis=1, keepdims=True))
    return means


def _batches(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the indices of sentences that are read together, short with short."""
    together: list[int] = []
    pieces = 0
    for index in sorted(range(len(rows)), key=lambda index: len(rows[index])):
        if together and pieces + len(rows[index]) > _PIECES_AT_ONCE:
            yield together
            together, pieces = [], 0
        together.append(index)
        pieces += len(rows[index])
    if together:
        yield together


def pack(rows: Sequence[Row]) -> dict[str, np.ndarray]:
    """Return sentences as arrays for the model, their pieces one behind the other without padding.

    With N pieces in S sentences of up to T pieces: `ids` and `places` (N), `slots` (S x T) points into
    these or is -1, `back` (N) points into slots laid flat.
    """
    import numpy as np  # slow to import, and not needed to list the checks

    lengths = np.array([len(row) for row in rows])
    places = np.concatenate([np.arange(length) for length in lengths])
    width = int(lengths.max())
    back = np.repeat(np.arange(len(rows)), lengths) * width + places
    slots = np.full((len(rows), width), -1, dtype=np.int64)
    slots.ravel()[back] = np.arange(len(places))
    return {
        "ids": np.array([piece for row in rows for piece in row], dtype=np.int64),
        "places": places.astype(np.int64),
        "slots": slots,
        "back": back.astype(np.int64),
    }
