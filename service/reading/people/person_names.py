"""What a name is made of, and whether two names may be one person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.reading.language.words import listed

MEN = frozenset({"mr", "sir"})
WOMEN = listed("mrs ms miss dame sister sr")
KIN = listed("uncle aunt auntie aunty cousin nan nana nanna nanny gran granny grandma grandad granddad grandpa")
"""What stands before a given name, and belongs to it: "Auntie Dee"."""
KIND_OF_TITLE = {
    **dict.fromkeys(listed("pc ds dc di dci pcso wpc sgt sergeant inspector insp constable"), "police and justice"),
    **dict.fromkeys(listed("dr sister sr nurse matron"), "health"),
    **dict.fromkeys(listed("judge dj hhj rev reverend pastor imam rabbi coach canon"), "other professional"),
}
"""Whom a title makes of somebody of whom nothing else is said."""
TITLES = MEN | WOMEN | KIN | frozenset(KIND_OF_TITLE) | listed("mx prof professor cllr lady lord fr detective district")

_PART = re.compile(r"[^\W\d_]+(?:['’`´][^\W\d_]+)*")
_JOINED = re.compile(r"[^\W\d_]+(?:['’`´-][^\W\d_]+)*")
_PARTICLES = listed("de da di do dos del della der den van von al el la le bin bint ibn ap ab o")
_NICKNAMES = listed("big little young old wee mad fat tall")
"""What stands before a given name and makes no full name of it: "Big Steve"."""
_TWO = 2
_SHORTEST_SHORT_FORM = 3  # letters: "Steph" for Stephanie


@dataclass(frozen=True, slots=True)
class Name:
    """A name in lower case; a part that is not there is None. `given` may be one letter, and so may `family`."""

    title: str | None = None
    given: str | None = None
    family: str | None = None

    @property
    def is_full(self) -> bool:
        """True with a given and a family name."""
        return self.given is not None and self.family is not None

    @property
    def gender(self) -> str | None:
        """Return "he" or "she" if the title tells."""
        return "he" if self.title in MEN else "she" if self.title in WOMEN else None

    @property
    def initials(self) -> str:
        """The first letters of all parts: "jtb" for Jo Tranter-Booth."""
        return "".join(part[0] for part in _PART.findall(f"{self.given or ''} {self.family or ''}"))


def read_name(words: str) -> Name:
    """Return the parts of a name as it was written: "Mrs Ann Hill", "Hill", "J. van der Berg"."""
    parts = _JOINED.findall(words.lower())
    titles = 0
    while titles < len(parts) - 1 and parts[titles] in TITLES:
        titles += 1
    title, bare = (parts[titles - 1] if titles else None), parts[titles:]
    bare = bare[len(bare) == _TWO and bare[0] in _NICKNAMES :]
    if len(bare) == 1 and title is not None and title not in KIN:
        return Name(title, None, bare[0])
    given = bare[0] if bare else None
    return Name(title, given, " ".join(bare[1:]) or None)


def same_family(one: str, other: str) -> bool:
    """Tell whether two family names may be one: Tranter-Booth and Booth."""
    return one == other or not parts_of(one).isdisjoint(parts_of(other))


def same_given(one: str, other: str) -> bool:
    """Tell whether two given names may be one: Lacey-Mae and Lacey, Stephanie and Steph, Jo and J."""
    if one == other or not parts_of(one).isdisjoint(parts_of(other)):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) > _SHORTEST_SHORT_FORM and long.endswith(short):
        return True  # Oluwaseun and Seun
    return (len(short) == 1 or len(short) >= _SHORTEST_SHORT_FORM) and long.startswith(short)


def may_be(one: Name, other: Name) -> bool:
    """Tell whether two full names may be one person's."""
    if None in {one.given, one.family, other.given, other.family}:
        return False
    return same_given(str(one.given), str(other.given)) and same_family(str(one.family), str(other.family))


def parts_of(name: str) -> frozenset[str]:
    """Return the parts of a double or a composed name, without particles."""
    return frozenset(_PART.findall(name)) - _PARTICLES


def fullest(names: Sequence[str]) -> str | None:
    """Return the fullest of the ways somebody is named; the first of those that are equally full."""
    return max(names, key=lambda name: len(_PART.findall(name)), default=None)
