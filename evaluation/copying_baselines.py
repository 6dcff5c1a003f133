"""Plain ways to find copied text, to hold ours against: exact windows, difflib, MinHash of whole notes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Protocol

from evaluation.text_alignment import Shared
from service.reading.copies.token_views import Words, grams, view_of_words

WINDOW = 10
"""Words; source: Steinkamp et al. 2022, which counted copying in 104 million clinical notes so."""
_LEAST_BLOCK = 5
_WIDEST_GAP = 8
_PERMUTATIONS = 128
_LEAST_JACCARD = 0.5

Notes = Sequence[tuple[str, str]]
"""Earlier notes, each as its id and text."""


def exact_windows(draft: str, earlier: Notes) -> tuple[Shared, ...]:
    """Return the stretches of the draft of which every word lies in a shared window of ten words."""
    here = view_of_words(draft).literal
    found: list[Shared] = []
    for note_id, text in earlier:
        known = set(grams(view_of_words(text).literal.shown, WINDOW))
        held = {n for at, gram in enumerate(grams(here.shown, WINDOW)) if gram in known for n in range(at, at + WINDOW)}
        found += (_shared(here, first, last, note_id) for first, last in _runs(sorted(held), 1))
    return tuple(_apart(found))


def difflib_blocks(draft: str, earlier: Notes) -> tuple[Shared, ...]:
    """Return difflib's equal blocks of five words or more, joined over eight words."""
    here = view_of_words(draft).literal
    found: list[Shared] = []
    for note_id, text in earlier:
        there = view_of_words(text).literal.shown
        matcher = difflib.SequenceMatcher(None, here.shown, there, autojunk=False)
        held = {
            block.a + n
            for block in matcher.get_matching_blocks()
            if block.size >= _LEAST_BLOCK
            for n in range(block.size)
        }
        found += (_shared(here, first, last, note_id) for first, last in _runs(sorted(held), _WIDEST_GAP))
    return tuple(_apart(found))


def is_near_duplicate(draft: str, earlier: Notes) -> bool:
    """Tell whether MinHash finds an earlier note of which the draft is mostly a repeat."""
    mine = _sketch(draft)
    return any(mine.jaccard(_sketch(text)) >= _LEAST_JACCARD for _, text in earlier)


def _sketch(text: str) -> _MinHash:
    # Slow to import, in the extra `evaluation` alone, and without types.
    sketch: _MinHash = import_module("datasketch").MinHash(num_perm=_PERMUTATIONS)
    for gram in grams(view_of_words(text).literal.shown, _LEAST_BLOCK):
        sketch.update(" ".join(gram).encode())
    return sketch


class _MinHash(Protocol):
    """What is used of datasketch's class."""

    def update(self, value: bytes) -> None:
        """Add one run of words."""

    def jaccard(self, other: _MinHash) -> float:
        """Return the estimated share of runs in common."""


def _runs(held: Sequence[int], widest: int) -> Iterator[tuple[int, int]]:
    """Yield runs of word numbers, first and last, joined over gaps of up to `widest`."""
    first = last = -1
    for word in held:
        if first >= 0 and word - last <= widest:
            last = word
            continue
        if first >= 0:
            yield first, last
        first = last = word
    if first >= 0:
        yield first, last


def _shared(words: Words, first: int, last: int, note_id: str) -> Shared:
    return Shared(words.span(first, last + 1), note_id, None, "verbatim")


def _apart(found: Iterable[Shared]) -> Iterator[Shared]:
    """Yield the longest finds that do not overlap."""
    kept: list[Shared] = []
    for one in sorted(found, key=lambda each: each.span.start - each.span.end):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
            yield one
