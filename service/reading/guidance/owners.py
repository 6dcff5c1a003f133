"""Whether words name somebody who can be held to an action: by name, by role, by initials, or as "I"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.note import Span
from service.reading.guidance.deadlines import says_when
from service.reading.language.words import listed
from service.reading.read import Reading

FAMILY = frozenset(
    {"mother", "father", "parents", "partner", "grandparent", "sibling", "wider family", "carer", "child"}
)
"""Kinds of the list `role` whose word it takes to call an action agreed."""
_ANY_CHILD = listed("child baby unborn children")
_FEW = 2  # words beside a name: "Ella then"
_WORD = re.compile(r"[^\W\d_]+")
_PRONOUNS = listed("i me we us you he she they who myself ourselves both")
_EVERYDAY = listed(
    "family families carers worker writer author manager team allocated clinic surgery office council agency charity "
    "landlord interpreter mentor club service department hub centre panel unit home lawyer legal"
)
_INITIALS = re.compile(r"\b[A-Z]{2,3}\b")
_NO_INITIALS = listed(
    "DV DA PE TV GCSE AM PM ASAP TBC TBA TBD NFA CP CIN LAC CLA PEP EHCP EHC SEN ICPC RCPC PLO ID DBS SATS OK UK CV "
    "IT EHA DNA TAF"
)
_BY = re.compile(r"\bby\s+(?P<agent>(?:(?:the|a|an|our|his|her|their|my|your)\s+)?(?:[\w'’-]+\s?){1,2})", re.IGNORECASE)
_TAIL = 60  # characters in which a line may end with a name
_WHO = re.compile(
    r"\n[ \t]*(?:who|owner|lead|responsible|person responsible|by whom)\b[^:\n]{0,20}:(?P<who>[^\n]*)", re.IGNORECASE
)
_LAST = re.compile(r"(?:[-–—(/|]|→|->)\s*(?P<who>[^-–—()|/\n]{1,40}?)\)?\s*[.;]?\s*\Z")


def names_somebody(reading: Reading, span: Span) -> bool:
    """Tell whether somebody who can act stands in a stretch of the note."""
    if span.start >= span.end:
        return False
    if names_in(reading, span) or any(match.entry.kind != "child" for match in reading.matches("role", span)):
        return True
    words = span.of(reading.note.text)
    lowered = set(re.findall(r"[^\W\d_]+", words.lower()))
    if lowered & (_PRONOUNS | _EVERYDAY):
        return True
    return any(found[0] not in _NO_INITIALS for found in _INITIALS.finditer(words))


def names_nobody_in_particular(reading: Reading, span: Span) -> bool:
    """Tell whether a stretch names a crowd in which nobody need act: "all", "professionals", "parents and school"."""
    return any(match.entry.kind == "owner" for match in reading.matches("smart_action", span))


def has_agent(reading: Reading, span: Span) -> bool:
    """Tell whether "by" and somebody stands in a stretch: "to be rung by Ade", not "by Friday"."""
    text = reading.note.text
    agents = (Span(*found.span("agent")) for found in _BY.finditer(text, span.start, span.end))
    return any(not says_when(f"by {agent.of(text)}") and names_somebody(reading, agent) for agent in agents)


def ends_with_owner(reading: Reading, span: Span) -> bool:
    """Tell whether words end by naming who: "Letter to housing – me", "Book the room (Ade)", "Who: Femi"."""
    text = reading.note.text
    found = _LAST.search(text, max(span.start, span.end - _TAIL), span.end) or _WHO.search(text, span.start, span.end)
    return found is not None and names_somebody(reading, Span(*found.span("who")))


def is_child(reading: Reading, span: Span) -> bool:
    """Tell whether the words are the child's name, "the child", or a pronoun that is the child's."""
    words = set(_WORD.findall(reading.words_of(span).lower()))
    child = reading.note.child
    if words & _ANY_CHILD or child is None:
        return bool(words & _ANY_CHILD)
    names = [_WORD.findall(name.lower()) for name in (child.name or "", *child.known_as)]
    beside = words.difference(*names)
    if len(beside) <= _FEW and words & {part for name in names for part in name[:1]}:
        return True
    return (child.pronouns or "").lower().split("/")[0].strip() in words


def is_family(reading: Reading, span: Span) -> bool:
    """Tell whether somebody of the family stands in a stretch, by role or by the name of a person that was sent."""
    if any(match.entry.kind in FAMILY for match in reading.matches("role", span)):
        return True
    words = set(re.findall(r"[^\W\d_]+", span.of(reading.note.text).lower()))
    if words & {"family", "mum", "dad"}:
        return True
    return any(
        words & set(re.findall(r"[^\W\d_]{2,}", person.name.lower()))
        for person in reading.note.people
        if _is_family_role(reading, person.role or "")
    )


def _is_family_role(reading: Reading, role: str) -> bool:
    lowered = role.lower()
    return (
        any(reading.roles.get(word) in FAMILY for word in re.findall(r"[\w-]+", lowered)) or "family friend" in lowered
    )


def names_in(reading: Reading, span: Span) -> Sequence[Span]:
    """Return the names of persons that stand in a stretch."""
    names = reading.text.names
    first = bisect_left(names, span.start, key=lambda name: name.end - 1)
    return names[first : bisect_left(names, span.end, key=lambda name: name.start)]
