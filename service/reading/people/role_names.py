"""What words for a role have in common: who they may stand for, and of what gender."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from service.reading.language.words import listed

ALWAYS_ONE = frozenset({"mother", "father", "child", "parents"})
"""Kinds of which a child has one."""
BY_GENDER = frozenset({"grandparent", "sibling", "partner"})
"""Kinds whose words differ in gender only, as far as a note tells."""
_SHE = listed(
    "mother mum mam mummy mammy mom nan nana nanna nanny gran granny grandma grandmother sister aunt auntie aunty "
    "stepmum stepmother mgm pgm wife girlfriend daughter niece babcia nain mamgu nani dadi abuela nonna yiayia oma"
)
_HE = listed(
    "father dad daddy grandad granddad grandpa grandfather brother uncle stepdad stepfather mgf pgf husband boyfriend "
    "son nephew dziadek taid tadcu abuelo nonno opa"
)
_SHORT = {
    "sw": "social worker",
    "hv": "health visitor",
    "tm": "team manager",
    "fsw": "family support worker",
    "ssw": "supervising social worker",
    "pa": "personal adviser",
    "fc": "foster carer",
    "iro": "reviewing officer",
    "independent reviewing officer": "reviewing officer",
    "ot": "occupational therapist",
    "head teacher": "headteacher",
    "key worker": "keyworker",
    "children's guardian": "guardian",
    "allocated sw": "social worker",
    "allocated social worker": "social worker",
    "allocated worker": "social worker",
}
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OWNER = re.compile(r"\w+['’]s\b")
_LONGEST_ROLE = 5  # words of the list `role`


def kind_of_role(role: str, kinds: Mapping[str, str]) -> str | None:
    """Return the kind of a role as somebody wrote it ("class teacher at Elm Road"): that of its longest known words."""
    words = _WORD.findall(role.lower())
    for count in range(min(_LONGEST_ROLE, len(words)), 0, -1):
        for first in range(len(words) - count + 1):
            phrase = " ".join(words[first : first + count])
            found = kinds.get(phrase) or kinds.get(phrase.replace("-", " "))
            if found:
                return found
    return None


def known_roles(role: str, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the list `role` knows in a role as somebody wrote it, with its kind: "uncle and carer" is two.

    Nothing of a role that is relative to somebody else: "Carys's mum".
    """
    words = _WORD.findall(role.lower())
    at = 0
    while at < len(words) and not words[at].endswith(("'s", "’s")):
        counts = range(min(_LONGEST_ROLE, len(words) - at), 0, -1)
        count = next((count for count in counts if " ".join(words[at : at + count]) in kinds), 0)
        if count:
            phrase = " ".join(words[at : at + count])
            yield kinds[phrase], phrase
        at += count or 1


def role_key(kind: str, role: str) -> tuple[str, str]:
    """Return what roles that mean the same have in common."""
    if kind in ALWAYS_ONE:
        return kind, ""
    words = role.lower().replace("’", "'").replace("-", " ")
    if kind in BY_GENDER:
        return kind, gender_of(words) or ""
    return kind, _SHORT.get(words, words)


def gender_of(words: str) -> str | None:
    """Return "she" or "he" where a role tells: "his nan", "the uncle"."""
    said = set(re.findall(r"[a-z]+", _OWNER.sub("", words.lower())))
    return "she" if said & _SHE else "he" if said & _HE else None
