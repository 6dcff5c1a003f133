"""Train the model of sentence kinds, calibrate it, and write its files.

    python -m models.sentence_kinds.train --gold evaluation/gold

MiniLM reads each sentence of the gold notes of training kind with the two beside it, and learns its
kind, whose an opinion is, whether its basis stands beside it, and which words are jargon, vague or
loaded. A smaller reader then learns from it (`distil.py`), and is what the service runs. Ends by printing
scores on the development notes, the version and the hashes. See `card.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import nn

from evaluation.gold_notes import GoldNote, development_files, read_gold, read_gold_file, training_files
from evaluation.sentence_kinds import in_short, judged, tables
from models.sentence_kinds.distil import distil
from models.sentence_kinds.export import export
from models.sentence_kinds.fitting import fit, mean_of
from models.sentence_kinds.lessons import Lesson, batch_of, lessons_of, signs_of
from models.sentence_kinds.network import ALONE_INPUTS, BESIDE_INPUTS, MINILM, Alone, Beside, Reader
from models.wording.train import MORE, load_tokenizer
from service.reading.kinds.basis import Basis
from service.reading.kinds.kinded import Backend
from service.reading.kinds.kinds_onnx import ALONE, BESIDE, OnnxBackend, Run, open_onnx
from service.reading.kinds.sentence_rows import MOST_PIECES

VERSION = "1"
FOLDER = Path(__file__).parent
SEEDS = (2, 3, 4)
HEAT = 1.0  # of the kinds' scores: least loss on files left out of training; see card.md
BASIS_OFFSET = 0.2  # what the signs are short of: right most often on files left out of training


def all_lessons(notes: Sequence[GoldNote], tokenizer: Tokenizer) -> list[list[Lesson]]:
    """Return the lessons of gold notes, and of sentences written for the wording model, which have no neighbours."""
    return [lessons_of(note, tokenizer) for note in notes] + [
        lessons_of(note, tokenizer, knows_neighbours=False) for note in read_gold_file(MORE)
    ]


def backend_of(reader: Reader) -> Backend:
    """Return a backend that scores with a reader in training's own arithmetic."""
    tokenizer = load_tokenizer()
    tokenizer.enable_truncation(MOST_PIECES)
    alone, beside = Alone(reader).eval(), Beside(reader, HEAT).eval()
    return OnnxBackend(tokenizer, _run(alone, ALONE_INPUTS), _run(beside, BESIDE_INPUTS))


def _run(part: nn.Module, inputs: Sequence[str]) -> Run:
    """Return a part as something to be run as a session is."""

    def run(_: None, arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
        with torch.no_grad():
            return [part(*(torch.from_numpy(arrays[name]) for name in inputs)).numpy()]

    return run


def backend_without(notes: Sequence[GoldNote], left_out: Sequence[str], seed: int = 1) -> Backend:
    """Return a backend trained, teacher and all, on all `notes` but those of the files `left_out`."""
    lessons = all_lessons([note for note in notes if note.file not in left_out], load_tokenizer())
    return backend_of(distil(fit(lessons, seed), lessons, seed))


_FILES = (ALONE, BESIDE, "tokenizer.json")


def weigh(notes: Sequence[GoldNote]) -> Basis:
    """Return the weights of the signs of a basis: a logistic regression on every opinion of `notes`."""
    pairs = [pair for note in notes for pair in signs_of(note)]
    fitted = LogisticRegression(C=0.5, max_iter=5000).fit([found for found, _ in pairs], [basis for _, basis in pairs])
    weights = tuple(round(float(weight), 3) for weight in fitted.coef_[0])
    return Basis(weights, round(float(fitted.intercept_[0]) + BASIS_OFFSET, 3))


def describe(folder: Path, seeds: Sequence[int], basis: Basis) -> str:
    """Write `model.toml` and return it."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    lines = [f'version = "{VERSION}"', f"seeds = {list(seeds)}", "", "[sha256]"]
    lines += [f'"{name}" = "{digest}"' for name, digest in digests.items()]
    lines += ["", "[basis]", f"offset = {basis.offset}", "weights = ["]
    lines += [f"  {weight}," for weight in basis.weights] + ["]"]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "\n".join(lines)


def write(reader: Reader, folder: Path, lessons: Sequence[Sequence[Lesson]]) -> None:
    """Write the model's files, with activation ranges from every twenty-fourth note."""
    samples = [{name: array.numpy() for name, array in batch_of([note]).arrays.items()} for note in lessons[::24]]
    export(Alone(reader).eval(), Beside(reader, HEAT).eval(), folder, samples)
    shutil.copyfile(MINILM / "tokenizer.json", folder / "tokenizer.json")


def main() -> None:
    """Train, export, describe and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("evaluation/gold"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument(
        "--seeds", type=int, nargs="+", default=SEEDS, help="one training each, of teacher and pupil; means are kept"
    )
    chosen = parser.parse_args()
    notes = read_gold(training_files(chosen.gold))
    lessons = all_lessons(notes, load_tokenizer())
    development = read_gold(development_files(chosen.gold))
    teacher = mean_of([fit(lessons, seed) for seed in chosen.seeds])
    print(f"Six layers: {in_short(judged(development, backend_of(teacher)))}", flush=True)
    readers = [distil(teacher, lessons, seed) for seed in chosen.seeds]
    for seed, reader in zip(chosen.seeds, readers, strict=True):
        print(f"Four layers, seed {seed}: {in_short(judged(development, backend_of(reader)))}", flush=True)
    reader = mean_of(readers)
    write(reader, chosen.out, lessons)
    described = describe(chosen.out, chosen.seeds, weigh(notes))
    plain, small = judged(development, backend_of(reader)), judged(development, open_onnx(chosen.out))
    tables("Sentence kinds on the development notes", small)
    print(f"\nAs trained: {in_short(plain)}\nIn whole numbers: {in_short(small)}\n\n{described}")


if __name__ == "__main__":
    main()
