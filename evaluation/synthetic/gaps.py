"""The gaps in a gold sentence, and how each is filled in another child's note."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from evaluation.synthetic import days

_OFTEN = 0.75
_NOW_AND_THEN = 0.6


@dataclass(slots=True)
class Scene:
    """What fills the gaps of one passage: the child and the people, how far days and times have moved."""

    given: str
    surname: str
    age: int
    people: Sequence[tuple[str, str]]
    places: Sequence[str]
    is_turned: bool
    by: timedelta
    minutes: int
    chance: random.Random


class Gap(Protocol):
    """A place in a sentence that is filled anew."""

    def fill(self, scene: Scene) -> str:
        """Return what stands there."""


@dataclass(frozen=True, slots=True)
class Child:
    """The child's name."""

    has_given: bool
    has_surname: bool

    def fill(self, scene: Scene) -> str:
        """Return the names of the child that stood there."""
        return " ".join(_names((scene.given, scene.surname), self.has_given, self.has_surname))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody else's name."""

    who: int
    has_given: bool
    has_surname: bool

    def fill(self, scene: Scene) -> str:
        """Return the names of the person that stood there."""
        return " ".join(_names(scene.people[self.who], self.has_given, self.has_surname))


def _names(names: tuple[str, str], has_given: bool, has_surname: bool) -> Sequence[str]:  # noqa: FBT001
    return names if has_given and has_surname else names[:1] if has_given else names[1:]


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a street, a school, a house."""

    name: str

    def fill(self, scene: Scene) -> str:
        """Return the child's place for it."""
        return scene.places[sum(map(ord, self.name)) % len(scene.places)]


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    day: days.Written

    def fill(self, scene: Scene) -> str:
        """Return the day as far from this note's as it was from its own."""
        return self.day.moved(scene.by)


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day."""

    time: days.WrittenTime

    def fill(self, scene: Scene) -> str:
        """Return a time some minutes off; all of a passage move together."""
        return self.time.moved(scene.minutes)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number."""

    number: int

    def fill(self, scene: Scene) -> str:
        """Return another number of about the size."""
        return str(days.other_figure(self.number, scene.chance))


@dataclass(frozen=True, slots=True)
class Age:
    """The child's age in years."""

    def fill(self, scene: Scene) -> str:
        """Return the age on the day of the note."""
        return str(scene.age)


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The child's year at school."""

    def fill(self, scene: Scene) -> str:
        """Return the year that fits the age."""
        return str(min(13, max(1, scene.age - 5)))


@dataclass(frozen=True, slots=True)
class Gendered:
    """A word that turns with the sex of those it is about."""

    word: str
    other: str

    def fill(self, scene: Scene) -> str:
        """Return the word for whom it is about."""
        return self.other if scene.is_turned else self.word


@dataclass(frozen=True, slots=True)
class Word:
    """A word for which another can stand: one that means the same, or another thing of its kind."""

    word: str
    others: tuple[str, ...]
    is_same: bool

    def fill(self, scene: Scene) -> str:
        """Return one of the words, more often another than the one that stood there."""
        rate = _NOW_AND_THEN if self.is_same else _OFTEN
        return scene.chance.choice(self.others) if scene.chance.random() < rate else self.word
