"""Sentences as the model of sentence kinds reads them: word pieces, packed without padding.

Most of the model's work is done piece by piece, so the pieces of all sentences lie in one row, one
behind the other. Only attention needs sentences apart: `slots` and `around` say where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from service.note import RecordType, Span
from service.reading.language.quotation import touching

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

MOST_PIECES = 126
"""Word pieces of one sentence; with its two end marks, 128. What an endless sentence has beyond is not read."""
RECORD_TYPES: tuple[str, ...] = get_args(RecordType)
OF_PIECES = 9
"""What a piece may be told: 0 an end mark, then 1 + (capital first) + 2 (all capitals) + 4 (somebody else's words)."""
TOLD = OF_PIECES + 1 + len(RECORD_TYPES)
"""How many things can be told in all; a sentence's first piece tells the type of record, OF_PIECES if unknown."""

NOWHERE, BEFORE, SAME, AFTER = range(4)
"""Where a piece that is looked at stands: not there, in the sentence before, in the same, in the one after."""

_START, _END = 101, 102  # [CLS] and [SEP] of the tokenizer


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: its word pieces with both end marks, and what the model is told of each."""

    ids: tuple[int, ...]
    told: tuple[int, ...]


def read_rows(
    text: str, spans: Sequence[Span], exempt: Sequence[Span], record_type: str | None, tokenizer: Tokenizer
) -> list[Row]:
    """Return the sentences of `text` that stand at `spans`, in order."""
    of_type = OF_PIECES + (1 + RECORD_TYPES.index(record_type) if record_type in RECORD_TYPES else 0)
    encoded = tokenizer.encode_batch([span.of(text) for span in spans], add_special_tokens=False)
    is_exempt = touching(exempt)
    rows = []
    for span, pieces in zip(spans, encoded, strict=True):
        words = span.of(text)
        told = [
            _told(words[start:end], is_exempt=is_exempt(Span(span.start + start, span.start + end)))
            for start, end in pieces.offsets[:MOST_PIECES]
        ]
        rows.append(Row((_START, *pieces.ids[:MOST_PIECES], _END), (of_type, *told, 0)))
    return rows


def _told(piece: str, *, is_exempt: bool) -> int:
    is_loud = len(piece) > 1 and piece.isupper()
    return 1 + piece[:1].isupper() + 2 * is_loud + 4 * is_exempt


def pack(rows: Sequence[Row], beside: Sequence[tuple[int, int]]) -> dict[str, np.ndarray]:
    """Return sentences as arrays for the model; `beside` has the rows before and after each, or -1.

    With N pieces in S sentences of up to T pieces, and W in the longest with its neighbours: `ids`, `told`
    and `places` (N), `slots` (S x T) and `around` (S x W) point into these or are -1, `relation` (S x W) says
    where the piece stands, `back` (N) points into slots laid flat, `beside` is S x 2.
    """
    import numpy as np  # slow to import, and not needed to list the checks

    lengths = [len(row.ids) for row in rows]
    starts = np.concatenate([[0], np.cumsum(lengths)]).tolist()
    ranges = [range(starts[index], starts[index + 1]) for index in range(len(rows))]
    near = [
        [
            (at, where)
            for where, other in ((BEFORE, before), (SAME, index), (AFTER, after))
            if other >= 0
            for at in ranges[other]
        ]
        for index, (before, after) in enumerate(beside)
    ]
    width, reach = max(lengths), max(map(len, near))
    slots = np.full((len(rows), width), -1, dtype=np.int64)
    looked = np.full((len(rows), reach, 2), (-1, NOWHERE), dtype=np.int64)
    for index, pieces in enumerate(near):
        slots[index, : lengths[index]] = ranges[index]
        looked[index, : len(pieces)] = pieces
    places = np.concatenate([np.arange(length) for length in lengths])
    return {
        "ids": np.array([piece for row in rows for piece in row.ids], dtype=np.int64),
        "told": np.array([told for row in rows for told in row.told], dtype=np.int64),
        "places": places.astype(np.int64),
        "slots": slots,
        "back": (np.repeat(np.arange(len(rows)), lengths) * width + places).astype(np.int64),
        "around": looked[:, :, 0].copy(),
        "relation": looked[:, :, 1].copy(),
        "beside": np.array(beside, dtype=np.int64),
    }
