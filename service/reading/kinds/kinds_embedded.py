"""A council's own, larger model of sentence kinds: any encoder that sentence-transformers loads, on CPU or GPU.

`python -m models.sentence_kinds.adapt` teaches such an encoder and writes its folder: the encoder, and
in `heads.npz` the weights that turn the vectors of a sentence and of the two beside it into scores.
`heads.toml` holds their sha256. Nothing is fetched from the hub here.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import ModelError
from service.reading.kinds.kinded import CLASSES, Scores
from service.reading.language.text import Text

if TYPE_CHECKING:
    import numpy as np

_AT_ONCE = 32  # sentences
REMEDY = (
    "Make one: python -m models.sentence_kinds.adapt --encoder NAME --out FOLDER, and set WELLNOTED_KINDS_MODEL=FOLDER"
)


@dataclass(frozen=True)
class Heads:
    """Weights over the vectors of a sentence and its neighbours, each of `width` numbers.

    `kinds` is (3 width + 1) x classes, over [before, own, after, 1]; `basis` is (5 width + 1), over
    [before, own, after, own * before, own * after, 1].
    """

    kinds: np.ndarray
    basis: np.ndarray

    def scores(self, own: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """Return probabilities (sentences x (classes + 1)) from three arrays of sentences x width."""
        import numpy as np

        one = np.ones((len(own), 1), dtype=own.dtype)
        kinds = np.concatenate([before, own, after, one], axis=1) @ self.kinds
        likely = np.exp(kinds - kinds.max(axis=1, keepdims=True))
        basis = np.concatenate([before, own, after, own * before, own * after, one], axis=1) @ self.basis
        return np.concatenate([likely / likely.sum(axis=1, keepdims=True), 1 / (1 + np.exp(-basis))[:, None]], axis=1)


@dataclass(frozen=True)
class EmbeddedBackend:
    """An encoder (texts to an array of texts x width) with its heads."""

    embed: Callable[[list[str]], np.ndarray]
    heads: Heads

    def score(self, text: Text, wanted: Sequence[int], record_type: str | None) -> list[Scores]:  # noqa: ARG002 - the encoder knows words alone
        """Return the scores of the sentences wanted, reading these and those beside them."""
        import numpy as np

        count = len(text.sentences)
        needed = sorted({near for index in wanted for near in range(index - 1, index + 2) if 0 <= near < count})
        vectors = self.embed([text.sentences[index].span.of(text.text) for index in needed])
        padded = np.concatenate([vectors, np.zeros_like(vectors[:1])])  # the last row stands for no neighbour
        at = {index: row for row, index in enumerate(needed)}
        own, before, after = (padded[[at.get(index + step, len(needed)) for index in wanted]] for step in (0, -1, 1))
        return [tuple(row) for row in self.heads.scores(own, before, after).tolist()]


def open_embedded(model: str | None, device: str) -> EmbeddedBackend:
    """Return the encoder and heads of the folder `model`. Raises ModelError that says what to do."""
    import numpy as np

    folder = Path(model or "")
    described = _described(folder)
    weights = folder / "heads.npz"
    if not weights.is_file() or hashlib.sha256(weights.read_bytes()).hexdigest() != described["sha256"]:
        msg = f"{weights}: missing, or not the file that heads.toml describes. {REMEDY}"
        raise ModelError(msg)
    with np.load(weights, allow_pickle=False) as stored:
        heads = Heads(stored["kinds"], stored["basis"])
    return EmbeddedBackend(load_encoder(folder / "encoder", device), heads)


def load_encoder(folder: Path, device: str) -> Callable[[list[str]], np.ndarray]:
    """Return a function from texts to vectors. Raises ModelError where the library or the encoder is missing."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        msg = "The backend sentence-transformers needs the extra `embedded`: pip install 'wellnoted[embedded]'"
        raise ModelError(msg) from None
    try:
        encoder = SentenceTransformer(
            str(folder), device=device, local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except (OSError, ValueError, RuntimeError) as error:
        msg = f"{folder}: this encoder cannot be loaded on {device} ({type(error).__name__}). {REMEDY}"
        raise ModelError(msg) from None

    def embed(texts: list[str]) -> np.ndarray:
        found: np.ndarray = encoder.encode(texts, batch_size=_AT_ONCE, show_progress_bar=False, convert_to_numpy=True)
        return found

    return embed


def _described(folder: Path) -> dict[str, str]:
    try:
        described = tomllib.loads((folder / "heads.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        msg = f"WELLNOTED_KINDS_MODEL={folder}: no folder with a readable heads.toml. {REMEDY}"
        raise ModelError(msg) from None
    if described.get("classes") != list(CLASSES) or "sha256" not in described:
        msg = f"{folder / 'heads.toml'}: made by another version of the program. {REMEDY}"
        raise ModelError(msg)
    return described
