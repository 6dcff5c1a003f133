"""Teach any encoder the kinds of sentences, for councils that run a larger model than ours.

    python -m models.sentence_kinds.adapt --encoder all-mpnet-base-v2 --out kinds-large --device cuda

`--encoder` is a folder or a name on the hub, whatever sentence-transformers loads. By default the encoder itself
is taught too (`--rounds 3`); with `--rounds 0` it stays as it is and only the heads over its vectors are fitted,
which takes a minute and is clearly worse. Ends by printing scores on the development notes. Set
WELLNOTED_KINDS_BACKEND=sentence-transformers and WELLNOTED_KINDS_MODEL to the folder to use it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import nn
from torch.nn import functional

from evaluation.gold_notes import GoldNote, development_files, read_gold, training_files
from evaluation.sentence_kinds import judged, tables
from models.sentence_kinds.lessons import UNKNOWN, class_of
from service.reading.kinds.kinded import CLASSES
from service.reading.kinds.kinds_embedded import open_embedded

SEED = 1
LONGEST_STRETCH = 20  # neighbouring sentences in a batch
HEAD_STEPS = 200
HEAD_RATE, BODY_RATE = 1e-3, 2e-4
SMOOTHING = 0.05


@dataclass(frozen=True, slots=True)
class Sample:
    """A note's sentences with their classes, and whether each opinion is evidenced (UNKNOWN for all others)."""

    words: tuple[str, ...]
    kinds: tuple[int, ...]
    evidenced: tuple[int, ...]


class Heads(nn.Module):
    """Scores over the vectors of a sentence and the two beside it; as `service.reading.kinds.kinds_embedded.Heads`."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.kinds = nn.Linear(3 * width, len(CLASSES))
        self.basis = nn.Linear(5 * width, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, vectors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return scores of kinds and evidence for neighbouring sentences (sentences x width)."""
        nothing = torch.zeros_like(vectors[:1])
        before, after = torch.cat([nothing, vectors[:-1]]), torch.cat([vectors[1:], nothing])
        beside = torch.cat([before, vectors, after], dim=1)
        products = torch.cat([vectors * before, vectors * after], dim=1)
        return self.kinds(self.drop(beside)), self.basis(self.drop(torch.cat([beside, products], dim=1)))[:, 0]


def samples_of(notes: Sequence[GoldNote]) -> list[Sample]:
    """Return gold notes as samples."""
    return [
        Sample(
            tuple(gold.span.of(note.text) for gold in note.sentences),
            tuple(class_of(gold) for gold in note.sentences),
            tuple(UNKNOWN if gold.evidenced is None else int(gold.evidenced) for gold in note.sentences),
        )
        for note in notes
    ]


def adapt(encoder: SentenceTransformer, samples: Sequence[Sample], rounds: int) -> Heads:
    """Teach the encoder for some rounds (none: not at all), with its heads; return these."""
    torch.manual_seed(SEED)
    heads = Heads(encoder.get_embedding_dimension() or 0).to(encoder.device)
    _fit(encoder, heads, samples)
    if rounds:
        _teach(encoder, heads, samples, rounds)
    return heads.eval()


def _fit(encoder: SentenceTransformer, heads: Heads, samples: Sequence[Sample]) -> None:
    """Fit the heads to the vectors as they are; a row of nothing parts the notes."""
    apart = Sample(("",), (UNKNOWN,), (UNKNOWN,))
    joined = [part for sample in samples for part in (sample, apart)]
    words = [one for sample in joined for one in sample.words]
    with torch.no_grad():
        vectors = encoder.encode(words, convert_to_tensor=True, show_progress_bar=False).clone()
    vectors[[row for row, one in enumerate(words) if not one]] = 0
    optimiser = torch.optim.AdamW(heads.parameters(), lr=10 * HEAD_RATE, weight_decay=0.01)
    for _ in range(HEAD_STEPS):
        _step(optimiser, heads(vectors), joined)


def _teach(encoder: SentenceTransformer, heads: Heads, samples: Sequence[Sample], rounds: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 (nothing here is secret)
    parts = [part for _ in range(rounds) for part in _shuffled(samples, chance)]
    optimiser = torch.optim.AdamW(
        [{"params": encoder.parameters(), "lr": BODY_RATE}, {"params": heads.parameters(), "lr": HEAD_RATE}]
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [BODY_RATE, HEAD_RATE], total_steps=len(parts) + 1, pct_start=0.1, anneal_strategy="linear"
    )
    encoder.train()
    for part in parts:
        given = encoder.preprocess(list(part.words))
        features = {name: v.to(encoder.device) if torch.is_tensor(v) else v for name, v in given.items()}
        _step(optimiser, heads(encoder(features)["sentence_embedding"]), [part])
        schedule.step()
    encoder.eval()


def _shuffled(samples: Sequence[Sample], chance: random.Random) -> list[Sample]:
    """Return the notes cut at random places, in random order; some sentences stand alone, as in short notes."""
    parts: list[Sample] = []
    for sample in samples:
        at = 0
        while at < len(sample.words):
            here = slice(at, at + chance.randint(1, LONGEST_STRETCH))
            parts.append(Sample(sample.words[here], sample.kinds[here], sample.evidenced[here]))
            at = here.stop
    chance.shuffle(parts)
    return parts


def _step(
    optimiser: torch.optim.Optimizer, scores: tuple[torch.Tensor, torch.Tensor], samples: Sequence[Sample]
) -> None:
    """Learn once from the scores of all sentences of `samples`; UNKNOWN is left out."""
    kinds, basis = scores
    wanted = torch.tensor([kind for sample in samples for kind in sample.kinds], device=kinds.device)
    evidenced = torch.tensor([one for sample in samples for one in sample.evidenced], device=kinds.device)
    loss = functional.cross_entropy(kinds, wanted, ignore_index=UNKNOWN, label_smoothing=SMOOTHING)
    known = evidenced != UNKNOWN
    if known.any():
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(basis[known], evidenced[known].float())
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


def write(encoder: SentenceTransformer, heads: Heads, folder: Path) -> None:
    """Write the folder that `reading/kinds/kinds_embedded.py` reads: the encoder, and the heads over its vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder.save(str(folder / "encoder"))
    kinds, basis = (
        np.concatenate([layer.weight.detach().cpu().numpy().T, layer.bias.detach().cpu().numpy()[None]])
        for layer in (heads.kinds, heads.basis)
    )
    np.savez(folder / "heads.npz", kinds=kinds, basis=basis[:, 0])
    digest = hashlib.sha256((folder / "heads.npz").read_bytes()).hexdigest()
    described = f'classes = {json.dumps(list(CLASSES))}\nsha256 = "{digest}"\n'
    (folder / "heads.toml").write_text(described, encoding="utf-8")


def main() -> None:
    """Teach, write and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="a folder, or a name on the hub")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gold", type=Path, default=Path("evaluation/gold"))
    parser.add_argument("--rounds", type=int, default=3, help="0 leaves the encoder as it is")
    parser.add_argument("--device", default="cpu")
    chosen = parser.parse_args()
    encoder = SentenceTransformer(chosen.encoder, device=chosen.device)
    heads = adapt(encoder, samples_of(read_gold(training_files(chosen.gold))), chosen.rounds)
    write(encoder, heads, chosen.out)
    tables(
        f"{chosen.encoder} on the development notes",
        judged(read_gold(development_files(chosen.gold)), open_embedded(str(chosen.out), chosen.device)),
    )


if __name__ == "__main__":
    main()
