"""Where a draft agrees with stored notes: runs of fingerprints, joined over small changes.

Pure: takes fingerprints and gives word positions, for all of a child's notes at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.history.fingerprints import (
    Bytes,
    Fingerprints,
    Flags,
    K,
    Numbers,
    Packed,
    any_in_gram,
    join_flags,
)

ANCHOR = 3
"""Fingerprints in a row that may be part of an echo: seven words, 24 bits."""

ANCHOR_WORDS = ANCHOR + K - 1
ENOUGH = 5
"""Fingerprints that an echo must have in all: nine words in a row, or twice seven near each other.

40 bits or more, where a look-up among 50 notes of 250 words compares 3 million pairs of places.
"""

REACH = 12
"""Words that an echo may reach over, in either text."""

DRIFT = 6
"""By how many words more one text may be longer than the other between two runs of an echo."""

MIN_PLAIN = 4
"""Words of a run in the covered view that must not be covered: a table of dates is no copy."""

MAX_SOURCES = 12
"""Places in the stored notes that are kept of one anchor, the first on the shelf: form headings stand in every note."""

_MAX_REPEATS = 4  # places of one anchor in the draft, likewise
_LOOK_BACK = 16  # runs that a later one may join; they are sorted, so those further back are far away


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stored notes laid end to end, an entry a word; a gram's byte stands at its first word."""

    literal: Bytes
    note_of: Numbers
    masked: Bytes
    is_cover: Flags
    firsts: Numbers
    masked_note_of: Numbers


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last` of the draft that are words `source_first` to `source_last` of the shelf; half-open."""

    note: int
    first: int
    last: int
    source_first: int
    source_last: int
    same: tuple[tuple[int, int], ...] = ()
    """The draft's words that agree as they stand, as half-open runs that may overlap."""

    agreed: tuple[tuple[int, int], ...] = ()
    """The draft's words that agree in either view, likewise."""

    @property
    def same_words(self) -> int:
        """How many of the draft's words agree as they stand."""
        return sum(last - first for first, last in _merged(self.same))

    @property
    def fingerprints(self) -> int:
        """How many fingerprints agree."""
        return sum(last - first - K + 1 for first, last in _merged(self.agreed))


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches that overlap as one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if merged and first < merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def shelve(notes: Sequence[Packed]) -> Shelf:
    """Lay notes end to end, so that one pass searches all of them."""
    counts = np.asarray([note.words for note in notes], np.int64)
    note_of = np.repeat(np.arange(len(notes)), counts)
    literal = np.frombuffer(b"".join(note.literal + bytes(min(K - 1, note.words)) for note in notes), np.uint8)
    is_covered = join_flags([note.is_covered for note in notes], counts)
    covered_counts = np.bincount(note_of[is_covered], minlength=len(notes))
    is_first = np.ones(len(literal), np.bool_)
    is_first[is_covered] = ~join_flags([note.is_continued for note in notes], covered_counts)
    firsts = np.flatnonzero(is_first)
    is_cover, masked_note_of, masked = is_covered[firsts], note_of[firsts], literal[firsts]
    touched = _touched(is_cover, masked_note_of)
    masked[touched] = np.frombuffer(b"".join(note.touched for note in notes), np.uint8)
    return Shelf(literal, note_of, masked, is_cover, firsts, masked_note_of)


def _touched(is_cover: Flags, note_of: Numbers) -> Numbers:
    """Return where the grams begin that hold a cover and lie inside one note."""
    inside = note_of[: -K + 1] == note_of[K - 1 :]
    return np.flatnonzero(inside & any_in_gram(is_cover)) if len(note_of) >= K else np.zeros(0, np.int64)


def runs(prints: Fingerprints, firsts: Sequence[int], shelf: Shelf) -> list[Run]:
    """Return what a draft shares with the shelf, in order of the notes and of the draft.

    `firsts` are those of the draft's covered view. Every common run of ENOUGH + K - 1 words is found.
    """
    found = list(_literal_runs(prints.literal, shelf)) + list(_masked_runs(prints.masked, firsts, shelf))
    joined = (run for run in _join(found) if run.fingerprints >= ENOUGH)
    return _join([_lengthen(run, prints.literal, shelf) for run in joined])


def _literal_runs(draft: Bytes, shelf: Shelf) -> Iterator[Run]:
    for at, source, grams in _anchors(draft, shelf.literal, shelf.note_of):
        last = at + grams + K - 1
        yield Run(int(shelf.note_of[source]), at, last, source, source + grams + K - 1, ((at, last),), ((at, last),))


def _masked_runs(draft: Bytes, firsts: Sequence[int], shelf: Shelf) -> Iterator[Run]:
    for at, source, grams in _anchors(draft, shelf.masked, shelf.masked_note_of):
        after = source + grams + K - 1
        if after - source - shelf.is_cover[source:after].sum() < MIN_PLAIN:
            continue
        note = int(shelf.masked_note_of[source])
        is_note_end = after >= len(shelf.firsts) or shelf.masked_note_of[after] != note
        source_last = int(np.searchsorted(shelf.note_of, note, "right")) if is_note_end else int(shelf.firsts[after])
        plain = np.flatnonzero(~shelf.is_cover[source:after]) + at
        same = tuple((firsts[i], firsts[i] + 1) for i in plain.tolist())
        first, last = firsts[at], firsts[at + grams + K - 1]
        yield Run(note, first, last, int(shelf.firsts[source]), source_last, same, ((first, last),))


def _anchors(draft: Bytes, stored: Bytes, note_of: Numbers) -> Iterator[tuple[int, int, int]]:
    """Yield (place in the draft, place on the shelf, fingerprints in a row), each as long as it goes."""
    if len(draft) < ANCHOR or len(stored) < ANCHOR_WORDS:
        return
    wanted = _joined(draft, np.arange(len(draft) - ANCHOR + 1))
    order = np.argsort(wanted, kind="stable")
    ranked = wanted[order]
    places = _likely(draft, stored)
    places = places[note_of[places] == note_of[places + ANCHOR_WORDS - 1]]
    keys = _joined(stored, places)
    low = np.searchsorted(ranked, keys, "left")
    counts = np.minimum(np.searchsorted(ranked, keys, "right") - low, _MAX_REPEATS)
    counts[_nth_of_its_kind(low) >= MAX_SOURCES] = 0
    sources = np.repeat(places, counts)
    nth = np.arange(len(sources)) - np.repeat(np.cumsum(counts) - counts, counts)
    yield from _rows(order[np.repeat(low, counts) + nth], sources)


def _nth_of_its_kind(values: Numbers) -> Numbers:
    """Return for each value how many equal ones stand before it."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    nth = np.empty(len(values), np.int64)
    nth[order] = np.arange(len(values)) - np.searchsorted(ranked, ranked, "left")
    return nth


def _likely(draft: Bytes, stored: Bytes) -> Numbers:
    """Return the places whose first two bytes and whose next two occur as neighbours in the draft."""
    known = np.zeros(1 << 16, np.bool_)
    known[_pairs(draft)] = True
    hits = known[_pairs(stored)]
    room = len(stored) - ANCHOR_WORDS + 1
    return np.flatnonzero(hits[:room] & hits[1 : 1 + room])


def _pairs(tags: Bytes) -> Numbers:
    wide = tags.astype(np.int64)
    return (wide[:-1] << 8) | wide[1:]


def _joined(tags: Bytes, places: Numbers) -> Numbers:
    """Return ANCHOR bytes from each place as one number."""
    value = np.zeros(len(places), np.int64)
    for i in range(ANCHOR):
        value = (value << 8) | tags[places + i]
    return value


def _rows(drafted: Numbers, sources: Numbers) -> Iterator[tuple[int, int, int]]:
    """Join anchors that follow each other in both texts."""
    order = np.lexsort((drafted, sources - drafted))
    at, source = drafted[order], sources[order]
    if not len(at):
        return
    breaks = np.flatnonzero((np.diff(at) != 1) | (np.diff(source) != 1)) + 1
    for part in np.split(np.arange(len(at)), breaks):
        yield int(at[part[0]]), int(source[part[0]]), len(part) + ANCHOR - 1


def _join(found: Iterable[Run]) -> list[Run]:
    """Join runs of one note that follow each other closely, or overlap, in both texts."""
    chains: list[list[Run]] = []
    reach: list[Run] = []  # each chain as one run, as far as it goes by now
    for run in sorted(found, key=lambda run: (run.note, run.first, run.source_first)):
        back = range(len(chains) - 1, max(-1, len(chains) - 1 - _LOOK_BACK), -1)
        near = next((i for i in back if _follows(reach[i], run)), None)
        if near is None:
            chains.append([run])
            reach.append(run)
        else:
            chains[near].append(run)
            reach[near] = _spanning(reach[near], run)
    return [
        replace(
            whole,
            same=tuple(part for run in chain for part in run.same),
            agreed=tuple(part for run in chain for part in run.agreed),
        )
        for whole, chain in zip(reach, chains, strict=True)
    ]


def _follows(run: Run, later: Run) -> bool:
    if run.note != later.note:
        return False
    gap, source_gap = later.first - run.last, later.source_first - run.source_last
    is_near = gap <= REACH and source_gap <= REACH and later.source_last >= run.source_first
    begins = abs((later.source_first - later.first) - (run.source_first - run.first))
    goes_on = abs(source_gap - gap)
    return is_near and min(begins, goes_on) <= DRIFT


def _spanning(run: Run, later: Run) -> Run:
    return Run(
        run.note,
        min(run.first, later.first),
        max(run.last, later.last),
        min(run.source_first, later.source_first),
        max(run.source_last, later.source_last),
    )


def _lengthen(run: Run, draft: Bytes, shelf: Shelf) -> Run:
    """Return the run with what agrees shortly before and after it, as often as something does."""
    low, high = (int(np.searchsorted(shelf.note_of, run.note, side)) for side in ("left", "right"))
    stored = shelf.literal[low : max(low, high - K + 1)].tobytes()
    ours = draft.tobytes()
    same, agreed = list(run.same), run.agreed
    for look in (_after, _before):
        while step := look(ours, stored, run, low):
            run = _spanning(run, step)
            same += step.same
    return replace(run, same=tuple(same), agreed=agreed)


def _short_run(note: int, at: int, source: int) -> Run:
    words = ANCHOR + K - 1
    return Run(note, at, at + words, source, source + words, ((at, at + words),))


def _after(ours: bytes, stored: bytes, run: Run, low: int) -> Run | None:
    """Return where ANCHOR fingerprints agree next, or go one word further than the run."""
    at, source = run.last, run.source_last - low
    back = ANCHOR + K - 2  # a gram that ends one word after the run begins so much before its end
    for i in range(max(0, at - back), min(at + REACH, len(ours) - ANCHOR + 1)):
        j = stored.find(ours[i : i + ANCHOR], max(0, source - back), source + REACH + ANCHOR - 1)
        if j >= 0 and abs((j - source) - (i - at)) <= DRIFT:
            return _short_run(run.note, i, low + j)
    return None


def _before(ours: bytes, stored: bytes, run: Run, low: int) -> Run | None:
    """Return where ANCHOR fingerprints agree nearest before the run."""
    at, source = run.first, run.source_first - low
    for i in range(min(at - 1, len(ours) - ANCHOR), max(-1, at - REACH - ANCHOR - K), -1):
        j = stored.rfind(ours[i : i + ANCHOR], max(0, source - REACH - ANCHOR - K), max(0, source + ANCHOR - 1))
        if j >= 0 and abs((j - source) - (i - at)) <= DRIFT:
            return _short_run(run.note, i, low + j)
    return None
