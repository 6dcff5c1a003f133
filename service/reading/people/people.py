"""Who is in a note: everybody it speaks of, in whatever form, with the role it gives them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from service.note import Note
from service.reading.language.text import Text
from service.reading.people.company import Company
from service.reading.people.introduced import Roles
from service.reading.people.likely_kinds import with_likely_kinds
from service.reading.people.person_mentions import Found, initials, name_mentions, role_mentions, spoken_kin
from service.reading.people.person_roles import introductions, with_owner
from service.reading.people.somebody import Mention, Somebody
from service.reading.people.unseen_names import attendance
from service.reading.phrasing.wordlists import Match

__all__ = ["Mention", "Somebody", "read_people"]


def read_people(
    text: Text, note: Note, roles: Sequence[Match], kinds: Mapping[str, str], taken: Container[str] = frozenset()
) -> tuple[Somebody, ...]:
    """Return everybody in the note, by first mention.

    `roles` is what the list `role` found, `kinds` its words; `taken` are letters that are no person's initials.
    """
    company = Company(note, kinds)
    names = list(name_mentions(text, roles, kinds))
    known = company.initials(names)
    came = attendance(text)
    names = sorted((*names, *initials(text, known, taken, came)), key=lambda one: one.first)
    beside = Roles(
        text,
        {match.first: match for match in roles},
        {match.last: match for match in roles},
        {at: name for name in names for at in range(name.first, name.last)},
        company.child_words,
        came,
    )
    apposed = company.meet(names, introductions(names, beside), dict(_also_called(names, beside)))
    rest = [with_owner(one, beside) for one in role_mentions(text, roles, beside.naming) if one.first not in apposed]
    company.place([*rest, *(one for one in spoken_kin(text, kinds) if one.first not in beside.naming)])
    return with_likely_kinds(company.everybody(), text)


def _also_called(names: Sequence[Found], roles: Roles) -> Iterator[tuple[int, int]]:
    """Yield names in brackets with the name they are another of, as their first tokens: "Oluwaseun (Seun) Adeyemi"."""
    for name, other in pairwise(names):
        is_inside = roles.line.word(other.first - 1) == "(" and roles.line.word(other.last) == ")"
        if is_inside and name.last == other.first - 1 and name.form != "role":
            yield other.first, name.first
