"""What the model of sentence kinds learns from: gold notes, cut into stretches of neighbours."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from evaluation.gold_notes import GoldNote, GoldSentence
from service.note import Span
from service.reading.kinds.basis import Side, is_apart, signs
from service.reading.kinds.kinded import CLASSES
from service.reading.kinds.sentence_rows import OF_PIECES, Row, pack_alone, pack_beside, read_rows
from service.reading.language.quotation import exempt_spans
from service.reading.phrasing.worded import LABELS

STRETCH = 10  # sentences that are learned together; the notes are cut anew each round
UNKNOWN = -100


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence: what is read, its class, whether it is evidenced (UNKNOWN but for opinions), its pieces' labels."""

    row: Row
    kind: int
    evidenced: int
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Stretches of sentences as arrays, and what should come out for each."""

    arrays: dict[str, torch.Tensor]
    kinds: torch.Tensor
    evidenced: torch.Tensor
    labels: torch.Tensor


def lessons_of(note: GoldNote, tokenizer: Tokenizer, *, knows_neighbours: bool = True) -> list[Lesson]:
    """Return the lessons of a note, one a sentence, in order."""
    exempt = exempt_spans(note.text)
    rows = read_rows(note.text, [gold.span for gold in note.sentences], exempt, note.record_type, tokenizer)
    return [
        Lesson(
            row,
            class_of(gold),
            UNKNOWN if gold.evidenced is None or not knows_neighbours else int(gold.evidenced),
            tuple(_labels(gold, note, len(row.ids), tokenizer)),
        )
        for gold, row in zip(note.sentences, rows, strict=True)
    ]


def class_of(gold: GoldSentence) -> int:
    """Return the index in CLASSES of what a gold sentence is."""
    if gold.kind == "opinion":
        return CLASSES.index("owned opinion" if gold.owned else "unowned opinion")
    return CLASSES.index(str(gold.kind))


def _labels(gold: GoldSentence, note: GoldNote, length: int, tokenizer: Tokenizer) -> Iterator[int]:
    encoded = tokenizer.encode(gold.span.of(note.text), add_special_tokens=False)
    yield UNKNOWN
    for start, end in encoded.offsets[: length - 2]:
        span = Span(gold.span.start + start, gold.span.start + end)
        marks = [1 + LABELS.index(mark.label) for mark in gold.marks if mark.span.overlaps(span)]
        yield marks[0] if marks else 0
    yield UNKNOWN


def stretches(notes: Sequence[Sequence[Lesson]], chance: random.Random) -> list[list[Lesson]]:
    """Return the notes cut at random places, in random order."""
    found: list[list[Lesson]] = []
    for note in notes:
        first = chance.randrange(STRETCH // 2, STRETCH + 1)
        starts = [0, *range(first, len(note), STRETCH)]
        found += [
            _cut(note, start, end) for start, end in zip(starts, [*starts[1:], len(note)], strict=True) if end > start
        ]
    chance.shuffle(found)
    return found


def _cut(note: Sequence[Lesson], start: int, end: int) -> list[Lesson]:
    """Return a stretch; where a neighbour is cut off, nothing is learned about evidence."""
    here = list(note[start:end])
    for at, is_cut in ((0, start > 0), (-1, end < len(note))):
        if is_cut:
            here[at] = Lesson(here[at].row, here[at].kind, UNKNOWN, here[at].labels)
    return here


def batch_of(parts: Sequence[Sequence[Lesson]], chance: random.Random | None = None) -> Batch:
    """Return stretches as one batch; with `chance`, the type of record and the letter case are hidden at times."""
    lessons = [lesson for part in parts for lesson in part]
    beside: list[tuple[int, int]] = []
    for part in parts:
        first, last = len(beside), len(beside) + len(part) - 1
        beside += [(row - 1 if row > first else -1, row + 1 if row < last else -1) for row in range(first, last + 1)]
    rows = [lesson.row for lesson in lessons] if chance is None else [_less(lesson.row, chance) for lesson in lessons]
    neighbours = pack_beside([len(row.ids) for row in rows], beside)
    return Batch(
        {name: torch.from_numpy(array) for name, array in (pack_alone(rows) | neighbours).items()},
        torch.tensor([lesson.kind for lesson in lessons]),
        torch.tensor([lesson.evidenced for lesson in lessons]),
        torch.from_numpy(np.concatenate([lesson.labels for lesson in lessons]).astype(np.int64)),
    )


def _less(row: Row, chance: random.Random) -> Row:
    told = list(row.told)
    if chance.random() < 0.4:  # noqa: PLR2004
        told[0] = OF_PIECES
    if chance.random() < 0.1:  # noqa: PLR2004
        told[1:-1] = [1 + 4 * (one > 4) for one in told[1:-1]]  # noqa: PLR2004
    return Row(row.ids, tuple(told))


def signs_of(note: GoldNote) -> Iterator[tuple[list[float], bool]]:
    """Yield, for each opinion of a note, the signs of a basis and whether there is one."""
    known = [tuple(float(index == class_of(gold)) for index in range(len(CLASSES))) for gold in note.sentences]
    for at, gold in enumerate(note.sentences):
        if gold.kind == "opinion":
            sides = (_side(note, at, at - 1, known), _side(note, at, at + 1, known))
            yield signs(gold.span.of(note.text), float(bool(gold.owned)), sides), bool(gold.evidenced)


def _side(note: GoldNote, at: int, other: int, known: Sequence[tuple[float, ...]]) -> Side | None:
    if not 0 <= other < len(note.sentences):
        return None
    here, there = note.sentences[at].span, note.sentences[other].span
    between = note.text[min(here.end, there.end) : max(here.start, there.start)]
    return Side(there.of(note.text), known[other], is_apart(between))
