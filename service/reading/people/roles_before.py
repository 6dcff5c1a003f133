"""Roles before names: "social worker Dean Price", "his nan, Jo", "Mum (Jo Hill)", "HV: Ann Hill"."""

from __future__ import annotations

from service.reading.language.words import listed
from service.reading.people.introduced import DETS, Introduced, Roles
from service.reading.people.person_mentions import FAMILY, NOT_ONE, Found
from service.reading.people.role_names import gender_of
from service.reading.people.roles_behind import AT, CLOSES, DASHES, INSIDE, IS, MOST_WORDS, is_agent, scanned
from service.reading.phrasing.wordlists import Match

_LABELS = DASHES | {":"}
_NAMING = listed("called named is was")
_GENDERS = {"her": "she", "his": "he"}
_CHILDREN = listed("boy girl lad lass kid classmate")
_FAR = 25  # words
_JOINS = frozenset({"and", "&", "+"})


def apposed_before(name: Found, roles: Roles) -> Introduced | None:
    """Return the role right before a name, or before the comma, bracket, dash or verb that stands there."""
    line, at = roles.line, name.first
    if line.ends_line(at):
        return None
    match = roles.ending.get(at)
    if match is not None and not (match.entry.group == "services" and match.entry.kind == "school"):
        return roles.given(match)
    if line.gap(at) == " " and is_agent(at - 1, roles):
        return _agent(at - 1, roles)
    mark = line.word(at - 1)
    if mark in _NAMING:
        return _called(name, roles)
    return _marked(mark, roles.ending.get(at - 1), name, roles)


def _marked(mark: str, match: Match | None, name: Found, roles: Roles) -> Introduced | None:
    """Return the role before a mark: a comma, a bracket, a dash or a colon."""
    if match is None:
        return _far_before(name, roles) if mark == "," else _glossed(name, roles) if mark == "(" else None
    if match.entry.group == "services":
        return roles.given(match) if mark == "(" else None
    is_it = (
        (mark == "(" and roles.line.word(name.last) in {")", ","})
        or (mark == "," and _is_apposed(match, name, roles))
        or (mark in _LABELS and roles.line.starts_item(match.first) and roles.line.ends_item(name.last))
    )
    return roles.given(match) if is_it else None


def _is_apposed(match: Match, name: Found, roles: Roles) -> bool:
    """Tell whether "his nan, Jo" is one person: not where a list goes on, or the name has its own role."""
    after = roles.line.word(name.last)
    if match.entry.kind in FAMILY and match.first in roles.came and roles.line.word(match.first - 1) not in DETS:
        return False  # "Present: Mum, Abi"
    if after in {"(", "-", "–"} or (after == "," and scanned(name.last + 1, roles)):
        return False
    return roles.line.word(match.first - 1) in DETS or after not in _JOINS


def _glossed(name: Found, roles: Roles) -> Introduced | None:
    """Return what a name in brackets explains: "the chap underneath (Mr Doyle)"."""
    at = name.first - 2
    is_whole = roles.line.word(name.last) == ")" and roles.line.pos(at) in {"NOUN", "ADV"}
    return roles.described(max(at - 1, 0), at + 1) if is_whole and at > 0 else None


def _called(name: Found, roles: Roles) -> Introduced | None:
    """Return the role of "a friend called Mo", "his nan is Jo", "her teacher's name is Mrs Hill"."""
    line, at = roles.line, name.first - 1
    if line.word(at - 1) == "name" and line.word(at - 2) in _GENDERS:
        return _met_before(at - 2, roles)
    if line.word(at - 1) in _CHILDREN and line.word(name.last) in AT:
        return roles.described(at - 1, at)
    at -= line.word(at - 1) in IS
    at -= 2 * (line.word(at - 1) == "name")
    match = roles.ending.get(at)
    if match is None or match.entry.group == "services" or line.word(name.last) in {"'s", "’s"}:
        return None
    is_equal = line.word(name.first - 1) in {"called", "named"} or line.word(name.last) in CLOSES | {"and", ""}
    return roles.given(match) if is_equal else None


def _met_before(at: int, roles: Roles) -> Introduced | None:
    """Return the role of whoever was spoken of last before "her name is": "His gran came out. Her name is Jo Hill."."""
    gender = _GENDERS[roles.line.word(at)]
    for end in range(at, max(at - _FAR, 0), -1):
        match = roles.ending.get(end)
        if match is not None and match.entry.group not in NOT_ONE and match.entry.kind != "child":
            fits = gender_of(match.span.of(roles.text.text)) in {None, gender}
            return roles.given(match) if fits else None
    return None


def _far_before(name: Found, roles: Roles) -> Introduced | None:
    """Return the role of "the head of year at Elm Road, Mr Bello", or of "her chess tutor, Mo"."""
    line, comma = roles.line, name.first - 1
    if line.word(name.last) not in CLOSES | {"", "and"} and line.pos(name.last) not in {"VERB", "AUX"}:
        return None
    for at in range(comma, max(comma - MOST_WORDS, 0), -1):
        if at in roles.ending and line.word(at) in AT:
            match = roles.ending[at]
            is_one = line.word(match.first - 1) in DETS - {"a", "an"} or line.starts_item(match.first)
            return roles.given(match) if is_one and match.entry.group not in NOT_ONE else None
        if at < comma and line.pos(at) not in INSIDE | {"ADP"}:
            break
    tokens = (roles.text.tokens[at] for at in range(name.first, name.last))
    is_apposed = any(token.dep == "appos" and token.head == comma - 1 for token in tokens)
    return _agent(comma - 1, roles) if is_apposed and is_agent(comma - 1, roles) else None


def _agent(at: int, roles: Roles) -> Introduced:
    """Return a role that no list knows, with the noun before it: "autism lead", "staff member"."""
    first = at - (roles.line.pos(at - 1) == "NOUN" and roles.line.gap(at) == " ")
    return roles.described(first, at + 1, mentioned=True)
