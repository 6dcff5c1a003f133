"""Write the model of meaning: MiniLM as it was published, in whole numbers. Nothing is learned.

    python -m models.meaning.train --gold evaluation/gold

The gold notes of training kind only show how large the numbers get on the way, so that they can be
rounded well. Ends by printing what rounding costs, the version and the hashes. See `card.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from evaluation import meaning as evaluation
from evaluation.gold_notes import read_gold, training_files
from models.export import Rounding, export, without_rarest
from models.meaning.network import INPUTS, Meaning, even
from models.sentence_kinds.network import MINILM
from service.reading.meaning import MOST_PIECES, Encoder, open_encoder, pack

VERSION = "1"
FOLDER = Path(__file__).parent
EVERY = 40  # of the gold sentences shows the numbers: 570 of them
RARE = 0.0005  # per cent of the numbers cut off at either end; none or thrice as many is as good
TOGETHER = 16  # sentences in a sample

_FILES = ("weights.onnx", "tokenizer.json")
_AXES = {
    "ids": {0: "pieces"},
    "places": {0: "pieces"},
    "slots": {0: "sentences", 1: "longest"},
    "back": {0: "pieces"},
    "states": {0: "pieces"},
}


def plain_encoder() -> Encoder:
    """Return MiniLM in its own arithmetic: what the small file is measured against."""
    return Encoder(_tokenizer(), partial(_run, Meaning().eval()))


def _run(model: Meaning, _: None, arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
    with torch.no_grad():
        return [model(*(torch.from_numpy(arrays[name]) for name in INPUTS)).numpy()]


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES + 2)
    return tokenizer


def write(folder: Path, sentences: Sequence[str]) -> None:
    """Write the model's files, rounded for numbers such as `sentences` bring about."""
    rows = sorted((tuple(pieces.ids) for pieces in _tokenizer().encode_batch(list(sentences))), key=len)
    samples = [pack(rows[at : at + TOGETHER]) for at in range(0, len(rows), TOGETHER)]
    model = Meaning().eval()
    even(model, samples)
    export(model, folder / _FILES[0], _AXES, samples, Rounding(without_rarest(RARE), per_channel=True))
    shutil.copyfile(MINILM / _FILES[1], folder / _FILES[1])


def describe(folder: Path) -> str:
    """Write `model.toml` and return it."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    lines = [f'version = "{VERSION}"', "", "[sha256]", *(f'"{name}" = "{digests[name]}"' for name in _FILES)]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "\n".join(lines)


def main() -> None:
    """Write, describe and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("evaluation/gold"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    notes = read_gold(training_files(chosen.gold))
    sentences = [sentence.span.of(note.text) for note in notes for sentence in note.sentences]
    write(chosen.out, sentences[::EVERY])
    described = describe(chosen.out)
    evaluation.report(open_encoder(chosen.out), plain_encoder(), chosen.gold)
    print(f"\n{described}")


if __name__ == "__main__":
    main()
