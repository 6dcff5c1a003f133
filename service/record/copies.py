"""Passages that are carried from note to note, from what the review of each note already found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.finding import Passage
from service.note import Span
from service.record.record import Entry, Record

_MOSTLY = 0.5  # of a passage's source, that must itself be a copy for the chain to go on


@dataclass(frozen=True, slots=True)
class Chain:
    """A passage and the notes it stands in, the first and the later ones in order, with where in each."""

    places: tuple[tuple[Entry, Span], ...]

    @property
    def times_carried(self) -> int:
        """In how many later notes the passage stands."""
        return len({entry.note_id for entry, _ in self.places}) - 1


def chains(record: Record) -> tuple[Chain, ...]:
    """Return the passages that were copied on, the longest chain first; what is properly repeated is not followed.

    A copy is followed to its source, and on where more than half of that source is itself a copy.
    """
    roots: dict[tuple[str, Span], list[tuple[Entry, Span]]] = {}
    for entry in record.entries:
        for passage in copied(entry):
            root = _root(record, passage)
            if root is None:
                continue
            same = next((known for known in roots if known[0] == root[0] and _are_one(known[1], root[1])), root)
            roots.setdefault(same, []).append((entry, Span(passage.start, passage.end)))
    found = (Chain(((record.by_id[note_id], span), *places)) for (note_id, span), places in roots.items())
    return tuple(sorted(found, key=lambda chain: -chain.times_carried))


def copied(entry: Entry) -> tuple[Passage, ...]:
    """Return the passages of a note that are copies and not proper repeats."""
    passages = entry.review.copied.passages if entry.review.copied else ()
    return tuple(passage for passage in passages if not passage.proper)


def _root(record: Record, passage: Passage) -> tuple[str, Span] | None:
    """Return where a passage first stood in this record, or None where it comes from another child's."""
    seen: set[str] = set()
    while True:
        source = record.by_id.get(passage.note_id)
        if source is None or passage.note_id in seen:
            return None
        seen.add(passage.note_id)
        here = Span(passage.source_start, passage.source_end)
        further = _held(here, copied(source))
        if further is None:
            return passage.note_id, here
        passage = further


def _held(here: Span, passages: Iterable[Passage]) -> Passage | None:
    return next((each for each in passages if _overlap(here, Span(each.start, each.end)) > _MOSTLY), None)


def _overlap(here: Span, other: Span) -> float:
    shared = min(here.end, other.end) - max(here.start, other.start)
    return max(0, shared) / max(1, here.end - here.start)


def _are_one(here: Span, other: Span) -> bool:
    return max(_overlap(here, other), _overlap(other, here)) > _MOSTLY
