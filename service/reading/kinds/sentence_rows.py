"""Sentences as the model of sentence kinds reads them: word pieces, packed without padding.

Most of the model's work is done piece by piece, so the pieces of all sentences lie in one row, one
behind the other. Only attention needs sentences apart: `slots` and `around` say where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
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


def pack_alone(rows: Sequence[Row]) -> dict[str, np.ndarray]:
    """Return sentences as arrays for the layers that look at each by itself.

    With N pieces in S sentences of up to T pieces: `ids`, `told` and `places` (N), `slots` (S x T) points into
    these or is -1, `back` (N) points into slots laid flat.
    """
    import numpy as np  # slow to import, and not needed to list the checks

    lengths = [len(row.ids) for row in rows]
    slots, places, back = _laid_out(lengths)
    return {
        "ids": np.array([piece for row in rows for piece in row.ids], dtype=np.int64),
        "told": np.array([told for row in rows for told in row.told], dtype=np.int64),
        "places": places,
        "slots": slots,
        "back": back,
    }


def pack_beside(lengths: Sequence[int], beside: Sequence[tuple[int, int]]) -> dict[str, np.ndarray]:
    """Return sentences of so many pieces as arrays for the layers that also look at their neighbours.

    `beside` has the sentences before and after each, or -1. `slots` and `back` are as in `pack_alone`; with W
    pieces in the longest sentence with its neighbours, `around` (S x W) points at pieces or is -1, `relation`
    (S x W) says where the piece stands; `beside` is S x 2.
    """
    import numpy as np  # slow to import, and not needed to list the checks

    ends = list(accumulate(lengths))
    ranges = [range(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    near = [
        [
            (at, where)
            for where, other in ((BEFORE, before), (SAME, index), (AFTER, after))
            if other >= 0
            for at in ranges[other]
        ]
        for index, (before, after) in enumerate(beside)
    ]
    looked = np.full((len(lengths), max(map(len, near)), 2), (-1, NOWHERE), dtype=np.int64)
    for index, pieces in enumerate(near):
        looked[index, : len(pieces)] = pieces
    slots, _, back = _laid_out(lengths)
    return {
        "slots": slots,
        "back": back,
        "around": looked[:, :, 0].copy(),
        "relation": looked[:, :, 1].copy(),
        "beside": np.array(beside, dtype=np.int64),
    }


def _laid_out(lengths: Sequence[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return `slots`, `places` and `back` of sentences of so many pieces."""
    import numpy as np  # slow to import, and not needed to list the checks

    places = np.concatenate([np.arange(length, dtype=np.int64) for length in lengths])
    back = np.repeat(np.arange(len(lengths)), lengths) * max(lengths) + places
    slots = np.full((len(lengths), max(lengths)), -1, dtype=np.int64)
    slots.ravel()[back] = np.arange(len(places))
    return slots, places, back
