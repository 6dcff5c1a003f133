"""What the model of meaning is worth, and what its whole numbers cost against MiniLM's own arithmetic.

    python -m evaluation.meaning            restated passages and chance likeness, with the weights as they are
    python -m evaluation.meaning --plain    and what rounding costs (needs the extra `train`)
    python -m evaluation.meaning --speed    and time and memory, in a process that has read nothing else

Sentences are those of the records, and of the development notes.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.gold_notes import GOLD, development_files, read_gold
from evaluation.records import RECORDS, Record, RecordNote, read_records
from service.note import Span
from service.reading.language.language import read_language
from service.reading.meaning import Encoder, load_encoder

LIKE = (0.45, 0.50, 0.55, 0.60, 0.65, 0.70, 0.75)
ALIKE = 0.4  # of the pairs, the nearest: where a limit is likely to lie
SEED = 20261123
NEW_SENTENCES = 15
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """A sentence of a note, and how near the nearest sentence of the child's earlier notes is.

    `in_source` is None where gold marks nothing, else whether the nearest stands in the note it names.
    """

    likeness: float
    in_source: bool | None


def report(encoder: Encoder, plain: Encoder | None, gold: Path = GOLD) -> None:
    """Print what the model finds, and against MiniLM in its own arithmetic what rounding costs."""
    print("\n## Meaning: restated passages\n")
    records = read_records(gold / RECORDS.name)
    small = list(_all_nearest(records, encoder))
    print("| nearest sentence at least | " + " | ".join(f"{like:.2f}" for like in LIKE) + " |")
    print("|---|" + "---|" * len(LIKE))
    _row("restated sentences", [near.likeness for near in small if near.in_source is not None])
    _row("and nearest to the note restated", [near.likeness for near in small if near.in_source], of=_restated(small))
    _row("sentences where nothing is marked", [near.likeness for near in small if near.in_source is None])
    if plain:
        _cost(encoder, plain, _sentences(records, gold))
        of_plain = [near for near in _all_nearest(records, plain) if near.in_source is not None]
        of_small = [near for near in small if near.in_source is not None]
        off = [abs(a.likeness - b.likeness) for a, b in zip(of_plain, of_small, strict=True)]
        print(f"Restated sentences ({len(off)}) to their nearest: mean {np.mean(off):.4f}, most {max(off):.4f} apart.")


def _restated(found: Sequence[Nearest]) -> int:
    return sum(near.in_source is not None for near in found)


def _row(name: str, likenesses: Sequence[float], of: int = 0) -> None:
    count = of or len(likenesses)
    shares = [sum(likeness >= like for likeness in likenesses) / max(count, 1) for like in LIKE]
    print(f"| {name} ({count}) | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


def _all_nearest(records: Sequence[Record], encoder: Encoder) -> Iterator[Nearest]:
    """Yield every sentence that was restated, or that nothing is marked in, with the nearest one before it."""
    for record in records:
        notes = _household(record, records)
        spans = [_spans(note) for note in notes]
        owners = [note.note_id for note, of_note in zip(notes, spans, strict=True) for _ in of_note]
        vectors = encoder.encode(
            [span.of(note.text) for note, of_note in zip(notes, spans, strict=True) for span in of_note]
        )
        start = 0
        for note, of_note in zip(notes, spans, strict=True):
            if start and note in record.notes:
                likeness = vectors[start : start + len(of_note)] @ vectors[:start].T
                yield from _nearest(note, of_note, likeness, owners)
            start += len(of_note)


def _household(record: Record, records: Sequence[Record]) -> list[RecordNote]:
    """Return a record's notes and those of the record it is linked with, by date."""
    linked = [note for other in records if other.record_id == record.linked for note in other.notes]
    return sorted([*record.notes, *linked], key=lambda note: note.written_on)


def _nearest(note: RecordNote, spans: Sequence[Span], likeness: np.ndarray, owners: Sequence[str]) -> Iterator[Nearest]:
    for span, row in zip(spans, likeness, strict=True):
        marked = [paste for paste in note.pastes if paste.span.overlaps(span)]
        if not marked:
            yield Nearest(float(row.max()), None)
        elif marked[0].kind == "restated":
            yield Nearest(float(row.max()), owners[int(row.argmax())] == marked[0].source)


def _spans(note: RecordNote) -> list[Span]:
    return [sentence.span for sentence in read_language(note.text, ()).sentences if not sentence.is_heading]


def _sentences(records: Sequence[Record], gold: Path) -> list[str]:
    of_records = [span.of(note.text) for record in records for note in record.notes for span in _spans(note)]
    of_notes = [one.span.of(note.text) for note in read_gold(development_files(gold)) for one in note.sentences]
    return list(dict.fromkeys(of_records + of_notes))


def _cost(encoder: Encoder, plain: Encoder, sentences: Sequence[str]) -> None:
    """Print how far whole numbers lead away from MiniLM's own arithmetic."""
    from scipy.stats import spearmanr

    small, true = encoder.encode(sentences), plain.encode(sentences)
    own = (small * true).sum(axis=1)
    upper = np.triu_indices(len(sentences), 1)
    likeness, expected = (small @ small.T)[upper], (true @ true.T)[upper]
    off = np.abs(likeness - expected)
    near = expected >= ALIKE
    some = random.Random(SEED).sample(range(len(off)), min(len(off), 100_000))  # noqa: S311 (nothing here is secret)
    order = spearmanr(likeness[some], expected[some]).statistic
    print(f"\n{len(sentences)} sentences, to their own vectors before rounding:")
    print(f"mean {own.mean():.4f}, least {own.min():.4f}.")
    print(f"{len(off)} pairs: mean {off.mean():.4f} apart, 99 in 100 within {np.quantile(off, 0.99):.4f},")
    print(f"most {off.max():.4f}; of the {near.sum()} pairs of {ALIKE} or more, mean {off[near].mean():.4f},")
    print(f"most {off[near].max():.4f}. Order of pairs (Spearman): {order:.4f}.")


def speed(gold: Path = GOLD) -> None:
    """Print how long loading and reading take on one thread, and the memory they need."""
    texts = [one.span.of(note.text) for note in read_gold(development_files(gold)) for one in note.sentences]
    before = _memory_mb()
    began = time.perf_counter()
    encoder = load_encoder()
    encoder.encode(["Warm."])
    loading = time.perf_counter() - began
    chance = random.Random(SEED)  # noqa: S311 (nothing here is secret)
    times = []
    pieces = []
    for _ in range(ROUNDS):
        drawn = chance.sample(texts, NEW_SENTENCES)
        pieces.append(sum(len(encoded.ids) for encoded in encoder.tokenizer.encode_batch(drawn)))
        began = time.perf_counter()
        encoder.encode(drawn)
        times.append(1000 * (time.perf_counter() - began))
    middle = statistics.median
    print(f"\nLoading {loading:.2f} s, {_memory_mb() - before:.0f} MB at most.")
    print(f"{NEW_SENTENCES} new sentences ({middle(pieces):.0f} word pieces):")
    print(f"p50 {middle(times):.1f} ms, p95 {sorted(times)[int(ROUNDS * 0.95)]:.1f} ms.")


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args()
    if chosen.speed:
        speed(chosen.gold)
    report(load_encoder(), _plain() if chosen.plain else None, chosen.gold)


def _plain() -> Encoder:
    # Needs torch, which the program itself never does.
    from models.meaning.train import plain_encoder

    return plain_encoder()


if __name__ == "__main__":
    main()
