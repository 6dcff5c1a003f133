"""Counters that take in any number of notes and stay small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

KINDS = ("fact", "reported", "opinion", "plan")
Band = tuple[str, float, float]
"""A name, the least value that is in it, and the least that is above it."""
VOICES = ("own_words", "observed", "reported", "none")


class Spread:
    """How often each value came, in steps of `step`: enough for medians and pictures, whatever the number of notes."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.counts: Counter[int] = Counter()

    def add(self, value: float | None) -> None:
        """Count a value; nothing is counted where there is none."""
        if value is not None:
            self.counts[round(value / self.step)] += 1

    def take(self, other: Spread) -> None:
        """Count what another one counted."""
        self.counts.update(other.counts)

    @property
    def total(self) -> int:
        """How many values came."""
        return self.counts.total()

    def quantile(self, share: float) -> float | None:
        """Return the least value that at least `share` of all do not pass; None where none came."""
        left = share * self.total
        for at in sorted(self.counts):
            left -= self.counts[at]
            if left <= 0:
                return at * self.step
        return None

    @property
    def mean(self) -> float | None:
        """The mean, None where none came."""
        return sum(at * times for at, times in self.counts.items()) * self.step / self.total if self.counts else None

    def share_from(self, value: float) -> float | None:
        """Return the share of values that are `value` or more."""
        return share(sum(times for at, times in self.counts.items() if at * self.step >= value), self.total)

    def in_bands(self, bands: Sequence[Band]) -> dict[str, int]:
        """Return how many values are in each band, by its name."""
        return {
            name: sum(times for at, times in self.counts.items() if low <= at * self.step < high)
            for name, low, high in bands
        }


@dataclass
class Group:
    """The notes of a month, a kind of record, a team or of all, in figures."""

    notes: int = 0
    words: int = 0
    kind_words: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 0.0))
    opinions: int = 0
    unowned: int = 0
    without_basis: int = 0
    voices: Counter[str] = field(default_factory=Counter)
    above_age: Spread = field(default_factory=lambda: Spread(0.5))
    reading_age: Spread = field(default_factory=lambda: Spread(0.5))
    copied: Spread = field(default_factory=lambda: Spread(0.01))

    def add(self, note: Mapping[str, Any]) -> None:
        """Count a row of the table of notes."""
        self.notes += 1
        words = note["words"] or 0
        self.words += words
        for kind in KINDS:
            self.kind_words[kind] += (note[f"{kind}_share"] or 0.0) * words
        self.opinions += note["opinions"] or 0
        self.unowned += note["opinions_unowned"] or 0
        self.without_basis += note["opinions_without_basis"] or 0
        if note["voice"] in VOICES:
            self.voices[note["voice"]] += 1
        reading_age, child_age = note["reading_age_years"], note["child_age_years"]
        self.reading_age.add(reading_age)
        if reading_age is not None and child_age is not None:
            self.above_age.add(reading_age - child_age)
        self.copied.add(note["copied_share"])

    def take(self, other: Group) -> None:
        """Count what another one counted."""
        self.notes += other.notes
        self.words += other.words
        for kind in KINDS:
            self.kind_words[kind] += other.kind_words[kind]
        self.opinions += other.opinions
        self.unowned += other.unowned
        self.without_basis += other.without_basis
        self.voices.update(other.voices)
        self.above_age.take(other.above_age)
        self.reading_age.take(other.reading_age)
        self.copied.take(other.copied)

    def kind_share(self, kind: str) -> float | None:
        """Return the share of all words that are of this kind."""
        return share(self.kind_words[kind], self.words)

    def voice_share(self, *voices: str) -> float | None:
        """Return the share of these voices in the notes in which the child could be heard."""
        return share(sum(self.voices[voice] for voice in voices), self.voices.total())


@dataclass
class TeamGroup(Group):
    """A team's notes, and how many children's records they belong to."""

    children: int = 0
    children_with_gap: int = 0

    def take(self, other: Group) -> None:
        """Count what another team's counted."""
        super().take(other)
        if isinstance(other, TeamGroup):
            self.children += other.children
            self.children_with_gap += other.children_with_gap


def share(part: float, whole: float) -> float | None:
    """Return a share from 0 to 1, or None of nothing."""
    return part / whole if whole else None


def merged(groups: Iterator[Group]) -> Group:
    """Return one group of several."""
    all_of_them = Group()
    for group in groups:
        all_of_them.take(group)
    return all_of_them
