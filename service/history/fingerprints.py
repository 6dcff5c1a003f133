"""A note as keyed fingerprints: one byte for every five words in a row, and where the words stand.

A byte by itself says nothing, for one gram in 256 agrees by chance. Five neighbours that agree are nine
words in a row and 40 bits: a common run of nine words is always found, and its ends are known to the word.
Winnowed hashes that could stand alone (k = 5, w = 4, both views) need more room, and know the ends to four words
only. `evaluation/history_benchmark.py` prints the bytes a note.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import Protocol

import numpy as np
import numpy.typing as npt

from service.errors import TooLargeError

FORMAT = 1
"""Of what this file makes of a view. Raise it when a stored note would no longer meet a draft."""

K = 5
MAX_WORDS = 0xFFFF

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HEAD = struct.Struct("<HHHH")  # literal words, covered grams, long words, bytes of the note's id
_ESCAPE = 255


class SeenWords(Protocol):
    """Words as they are compared, and where each starts and ends in the raw text."""

    @property
    def shown(self) -> tuple[str, ...]:
        """How each word is compared."""

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each starts, in code points."""

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each ends, in code points."""


class Seen(Protocol):
    """A text in two views; the covered word i stands for the literal words firsts[i] up to firsts[i + 1]."""

    @property
    def literal(self) -> SeenWords:
        """The words as they stand."""

    @property
    def masked(self) -> SeenWords:
        """The words with names, dates, numbers and pronouns covered."""

    @property
    def firsts(self) -> tuple[int, ...]:
        """The first literal word behind each covered one, and at the end how many literal words there are."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """A draft's fingerprints under one key: a byte for every K words of either view."""

    literal: Bytes
    masked: Bytes
    touched: Flags
    """For each gram of the covered view: does it hold a cover? If not, its byte is the literal one."""


def fingerprint(view: Seen, key: bytes) -> Fingerprints:
    """Return the fingerprints of both views under `key`."""
    keyed = blake2b(key=key, digest_size=1)
    literal = _tags(view.literal.shown, range(len(view.literal.shown) - K + 1), keyed)
    firsts = np.asarray(view.firsts, np.int64)
    touched = any_in_gram(covers(view))
    masked = literal[firsts[: len(touched)]] if len(literal) else np.zeros(len(touched), np.uint8)
    at = np.flatnonzero(touched)
    masked[at] = _tags(view.masked.shown, at.tolist(), keyed)
    return Fingerprints(literal, masked, touched)


def any_in_gram(flags: Flags) -> Flags:
    """Tell for every K flags in a row whether one of them is set."""
    if len(flags) < K:
        return np.zeros(0, np.bool_)
    counts = np.concatenate(([0], np.cumsum(flags)))
    return np.asarray(counts[K:] > counts[:-K])


def covers(view: Seen) -> Flags:
    """Tell for each word of the covered view whether something is covered there."""
    words, firsts, shown = view.literal.shown, view.firsts, view.masked.shown
    found = [
        word != words[first] or after - first > 1 for word, first, after in zip(shown, firsts, firsts[1:], strict=False)
    ]
    return np.asarray(found, np.bool_)


def _tags(words: tuple[str, ...], places: Iterable[int], keyed: blake2b) -> Bytes:
    """Return a byte for each place at which a gram begins."""
    parts = [word.encode("utf-8", "surrogatepass") for word in words]
    joined = b" ".join(parts)
    starts = list(accumulate((len(part) + 1 for part in parts), initial=0))
    tags = bytearray()
    for at in places:
        gram = keyed.copy()  # a third cheaper than keying anew
        gram.update(joined[starts[at] : starts[at + K] - 1])
        tags += gram.digest()
    return np.frombuffer(bytes(tags), np.uint8)


def pack(view: Seen, prints: Fingerprints, note_id: str) -> bytes:
    """Return what is kept of one note; it must be encrypted before it is stored."""
    count = len(view.literal.shown)
    if count > MAX_WORDS:
        msg = f"A note of {count:,} words; the history keeps notes of up to {MAX_WORDS:,}. Send it in parts."
        raise TooLargeError(msg)
    named = note_id.encode("utf-8", "surrogatepass")
    tags = prints.masked[prints.touched]
    steps, long_steps = _steps(view)
    parts = (
        _HEAD.pack(count, len(tags), len(long_steps), len(named)),
        prints.literal.tobytes(),
        tags.tobytes(),
        *(np.packbits(flags).tobytes() for flags in _cover_flags(view)),
        long_steps.tobytes(),
        named,
        _squeeze(steps.tobytes()),
    )
    return b"".join(parts)


def _cover_flags(view: Seen) -> tuple[Flags, Flags]:
    """Tell of each literal word whether it is covered, and for each of those whether the one before is part of it."""
    firsts = np.asarray(view.firsts, np.int64)
    is_covered = np.repeat(covers(view), firsts[1:] - firsts[:-1])
    is_continued = np.ones(len(is_covered), np.bool_)
    is_continued[firsts[:-1]] = False
    return is_covered, is_continued[is_covered]


def _steps(view: Seen) -> tuple[Bytes, npt.NDArray[np.uint32]]:
    """Return how far each word starts after the last one, and how long the last is: a byte each, or in full."""
    places = np.asarray((0, *view.literal.starts, *view.literal.ends[-1:]), np.int64)
    steps = np.diff(places)
    is_long = steps >= _ESCAPE
    return np.where(is_long, _ESCAPE, steps).astype(np.uint8), steps[is_long].astype("<u4")


def _squeeze(plain: bytes) -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)  # there are no repeats to find
    return squeezer.compress(plain) + squeezer.flush()


@dataclass(frozen=True, slots=True)
class Packed:
    """The parts of what `pack` returned."""

    words: int
    literal: bytes
    touched: bytes
    is_covered: bytes
    is_continued: bytes
    rest: bytes
    long_steps: int
    name_bytes: int

    @property
    def note_id(self) -> str:
        """The id of the note, as it was given."""
        at = 4 * self.long_steps
        return self.rest[at : at + self.name_bytes].decode("utf-8", "surrogatepass")

    def places(self) -> Numbers:
        """Return where each word starts, and at last where the last one ends; code points."""
        at = 4 * self.long_steps
        plain = zlib.decompress(self.rest[at + self.name_bytes :], -15)
        steps = np.frombuffer(plain, np.uint8).astype(np.int64)
        steps[steps == _ESCAPE] = np.frombuffer(self.rest[:at], "<u4")
        return np.cumsum(steps)


def unpack(packed: bytes) -> Packed:
    """Take apart what `pack` returned; what only a find needs is left as it is."""
    words, touched, long_steps, name_bytes = _HEAD.unpack_from(packed)
    tags = _HEAD.size + max(0, words - K + 1)
    flags = tags + touched
    more = flags + (words + 7) // 8
    is_covered = packed[flags:more]
    rest = more + (int.from_bytes(is_covered, "big").bit_count() + 7) // 8
    cut = packed[_HEAD.size : tags], packed[tags:flags], is_covered, packed[more:rest], packed[rest:]
    return Packed(words, *cut, long_steps, name_bytes)


def join_flags(parts: Sequence[bytes], counts: Numbers) -> Flags:
    """Return packed flags of many notes as one row, without the bits that fill up their last bytes."""
    bits = np.unpackbits(np.frombuffer(b"".join(parts), np.uint8)).astype(np.bool_)
    padded = (counts + 7) // 8 * 8
    nth = np.arange(len(bits)) - np.repeat(np.cumsum(padded) - padded, padded)
    return np.asarray(bits[nth < np.repeat(counts, padded)])
