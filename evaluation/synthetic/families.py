"""Households that do not exist: children, the people around them, places, teams."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from evaluation.synthetic.naming import HERS, Someone, turned_role
from evaluation.synthetic.words import (
    BOYS,
    GIRLS,
    MEN,
    OTHER_SURNAMES,
    PLACES,
    SURNAME_ENDS,
    SURNAME_STARTS,
    WOMEN,
)

TEAMS = tuple(
    f"{what} {where}"
    for what in ("Assessment", "Family Help", "Safeguarding", "Children in Care", "Disabled Children")
    for where in ("North", "South")
)
_KIN = ("mother", "father", "grandmother", "grandfather", "aunt", "uncle", "stepmother", "stepfather", "partner")
_STRANGERS = 12
_PLACES_A_FAMILY = 9
_SHARE_OF_SIBLINGS = (0.55, 0.8, 0.95)
_SHARE_OF_THEY = 0.02
_OLDEST = 17

Name = tuple[str, str]


def surname(chance: random.Random) -> str:
    """Return a surname: English-sounding for four in five."""
    if chance.random() < 0.2:  # noqa: PLR2004
        return chance.choice(OTHER_SURNAMES)
    made = chance.choice(SURNAME_STARTS) + chance.choice(SURNAME_ENDS)
    return f"{made}-{chance.choice(OTHER_SURNAMES)}" if chance.random() < 0.03 else made  # noqa: PLR2004


@dataclass(slots=True)
class Young:
    """A child: names, birth date, pronouns, and the people whom only this child's notes name."""

    child_id: str
    given: str
    surname: str
    born: date
    pronouns: str
    team: str
    siblings: list[Name] = field(default_factory=list)
    strangers: dict[bool, list[Name]] = field(default_factory=dict)
    at_work: dict[tuple[str, bool], Name] = field(default_factory=dict)

    def age_on(self, day: date) -> int:
        """Return the age in whole years."""
        return max(0, day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day)))


@dataclass(slots=True)
class Household:
    """Children who live together, their family and where they live."""

    household_id: str
    kin: dict[str, Name]
    places: list[str]
    workers: list[Name]
    children: list[Young]


def household(number: int, chance: random.Random) -> Household:
    """Return a household with one to four children."""
    family = surname(chance)
    other = surname(chance)
    kin = {
        role: (
            chance.choice(WOMEN if role in HERS else MEN),
            family if chance.random() < 0.5 else other,  # noqa: PLR2004
        )
        for role in _KIN
    }
    workers = [(chance.choice(WOMEN + MEN), surname(chance)) for _ in range(4)]
    made = Household(f"H{number:06}", kin, chance.sample(PLACES, _PLACES_A_FAMILY), workers, [])
    among = chance.random()
    count = 1 + sum(among > share for share in _SHARE_OF_SIBLINGS)
    made.children = list(_children(number, count, family, chance))
    for child in made.children:
        child.siblings = [(other.given, other.surname) for other in made.children if other is not child]
    return made


def _children(number: int, count: int, family: str, chance: random.Random) -> Iterator[Young]:
    born = date(2025, 1, 1) - timedelta(days=chance.randint(365, 365 * _OLDEST))
    team = chance.choice(TEAMS)
    used: set[str] = set()
    for at in range(count):
        pronouns = "they/them" if chance.random() < _SHARE_OF_THEY else chance.choice(("she/her", "he/him"))
        names = {"she/her": GIRLS, "he/him": BOYS}.get(pronouns) or chance.choice((GIRLS, BOYS))
        given = chance.choice([name for name in names if name not in used])
        used.add(given)
        strangers = {
            is_she: [(name, surname(chance)) for name in chance.sample(WOMEN if is_she else MEN, _STRANGERS)]
            for is_she in (True, False)
        }
        yield Young(f"C{number:06}{'abcd'[at]}", given, family, born, pronouns, team, strangers=strangers)
        born += timedelta(days=chance.randint(400, 1500)) * chance.choice((1, -1))
        born = min(max(born, date(2007, 6, 1)), date(2024, 6, 1))


def cast(
    people: Sequence[Someone], child: Young, home: Household, chance: random.Random, *, is_turned: bool
) -> list[Name]:
    """Return who stands for each person of a gold note: the same for a role, everybody another."""
    taken: set[Name] = set()
    names: list[Name] = []
    for who in people:
        is_she = bool(who.is_she) is not is_turned
        name = _of_role(turned_role(who.role) if is_turned else who.role, is_she, child, home)
        if name is None or name in taken:
            name = next((each for each in _shuffled(child.strangers[is_she], chance) if each not in taken), None)
        name = name or (chance.choice(WOMEN if is_she else MEN), surname(chance))
        name = (name[0], child.surname) if who.is_family else name
        taken.add(name)
        names.append(name)
    return names


def _of_role(role: str, is_she: bool, child: Young, home: Household) -> Name | None:  # noqa: FBT001
    if role in {"sister", "brother"}:
        return child.siblings[0] if child.siblings else None
    if role in home.kin:
        return home.kin[role]
    if not role:
        return None
    return child.at_work.setdefault((role, is_she), child.strangers[is_she][len(child.at_work) % _STRANGERS])


def _shuffled(names: Sequence[Name], chance: random.Random) -> list[Name]:
    return chance.sample(names, len(names))
