"""Who somebody named is: roles beside names, in apposition, brackets, lists, headers and plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from service.reading.people.introduced import Introduced, Roles, kind_of
from service.reading.people.person_mentions import Found
from service.reading.people.roles_before import apposed_before
from service.reading.people.roles_behind import apposed_behind, from_where, past_age, said_of

_JOINING = frozenset({",", "and", "&", "+"})
_BEFORE_ALL = frozenset({",", ":", "(", "-", "–", "'", "’", "are", "were"})
_COUPLE = 2
_GROWN_UP = 18  # years
_A_CHILD = Introduced(None, "sibling")
"""Whom a note names with an age in brackets and nothing else: "Maddie (2) had slept"."""


def introductions(names: Sequence[Found], roles: Roles) -> Mapping[int, Introduced]:
    """Return the roles that the note gives names, by the token at which each name begins."""
    own = {name.first: one for name in names if (one := _introduced(name, roles))}
    return dict(_shared(names, own, roles)) | own


def with_owner(role: Found, roles: Roles) -> Found:
    """Return a role with whose it is, where it is not the child's: "Ms Copeland's sister"."""
    owner, _ = roles.owner_of(role.first)
    return role if owner is None or kind_of(role.kind or "", owner) == role.kind else replace(role, owner=owner)


def _introduced(name: Found, roles: Roles) -> Introduced | None:
    at = past_age(name.last, roles)
    found = apposed_behind(at, roles) or apposed_before(name, roles) or said_of(at, roles) or from_where(name, roles)
    return found or (_A_CHILD if at != name.last and _is_young(name.last, roles) else None)


def _is_young(at: int, roles: Roles) -> bool:
    """Tell whether an age is a child's: of two figures at most, and below eighteen if in years."""
    figure = next((word for word in map(roles.line.word, range(at + 1, at + 4)) if word.isdigit()), "")
    is_in_years = roles.line.word(at + 2) in {")", ","}
    return bool(figure) and (not is_in_years or int(figure[:3]) < _GROWN_UP)


def _shared(names: Sequence[Found], own: Mapping[int, Introduced], roles: Roles) -> Iterator[tuple[int, Introduced]]:
    """Yield the roles of names that share one: "Foster carers Mr and Mrs Gebre", "Kai (7) and Skye (5)"."""
    for run in _runs(names, roles):
        shared = _before_all(run[0].first, roles) or _behind_all(run, roles) or _brothers_and_sisters(run, roles)
        for name in run:
            if shared is not None and name.first not in own:
                yield name.first, shared


def _runs(names: Sequence[Found], roles: Roles) -> Iterator[list[Found]]:
    """Yield the names that stand in one list, joined by "and" or a comma."""
    run: list[Found] = []
    for name in names:
        between = roles.text.tokens[past_age(run[-1].last, roles) : name.first] if run else ()
        if run and not (between and all(token.text.lower() in _JOINING for token in between)):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _before_all(first: int, roles: Roles) -> Introduced | None:
    """Return what a plural right before a name makes of it: "her brothers, Ife and Tobi"."""
    match = roles.ending.get(first - (roles.line.word(first - 1) in _BEFORE_ALL))
    if match is None or not (match.entry.group == "several" or match.entry.kind == "parents"):
        return None
    return Introduced(match.span.of(roles.text.text), match.entry.kind)


def _behind_all(run: Sequence[Found], roles: Roles) -> Introduced | None:
    """Return what a plural right behind the last of two makes of both: "Mr and Mrs Thackray (foster carers)"."""
    at = run[-1].last
    if len(run) != _COUPLE or roles.line.word(at) not in {",", "("}:
        return None
    match = next((roles.starting[near] for near in (at + 1, at + 2) if near in roles.starting), None)
    if match is None or not (match.entry.group == "several" or match.entry.kind == "parents"):
        return None
    return Introduced(match.span.of(roles.text.text), match.entry.kind)


def _brothers_and_sisters(run: Sequence[Found], roles: Roles) -> Introduced | None:
    """Return what a name is that stands beside the child's, with an age: "Joel (9) and Kai (7)"."""
    with_age = any(past_age(name.last, roles) != name.last for name in run)
    is_of_family = with_age and any(roles.is_child(name) for name in run)
    return Introduced(None, "sibling") if len(run) > 1 and is_of_family else None
