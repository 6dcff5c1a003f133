"""Roles behind names: "Mrs Ann Hill, health visitor", "Jo (nan)", "Tom Hill - class teacher", "Jo is his nan"."""

from __future__ import annotations

import re

from service.reading.language.words import listed
from service.reading.people.introduced import DETS, OWNERS, Introduced, Roles
from service.reading.people.person_mentions import FAMILY, NOT_ONE, Found
from service.reading.phrasing.wordlists import Match

DASHES = frozenset({"-", "–", "—", "--"})
IS = listed("is was being as called named")
AT = listed("from at in of with for on")
INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "ADV"})
CLOSES = frozenset({",", ".", ";", ")", ":", "!", "?"})
MOST_WORDS = 7  # of a role: "the deputy head of the infant school"
_JOINS = frozenset({"and", "&", "+"})
_MOST_IN_BRACKETS = 12
_WORKPLACES = listed(
    "desk office garage shop clinic centre team hub bank library station gym club church mosque temple post reception "
    "ward unit charity service trust council project foodbank pharmacy chemist cafe café helpline switchboard "
    "bookings benefits finance payroll transport admissions lettings rents repairs accounts enrolment admin records"
)
_WORKS = listed(
    "foster raise adopt do run work teach lead manage chair look help support organise coach drive clean live sit mind "
    "own visit care cover collect take supervise lodge rent"
)
_KIND_OF_WORK = {"foster": "carer", "adopt": "carer", "teach": "school"}
_AGENT = re.compile(r"\w{2,}(?:er|or|ist|ian|ant|man|woman|person|lead|head|secretary|carer)", re.IGNORECASE)
_AGENTS = listed("lead governor member colleague deputy head coordinator grandson granddaughter godson goddaughter")
_THINGS = listed(
    "writer hoover summer winter letter corner number paper counter computer weather order water matter dinner "
    "supper hour centre door floor mirror freezer cooker buggy shower drawer folder poster trailer tower flower "
    "quarter fever cancer member's december november october september other another former latter lounger jumper "
    "trainer trainers cover plaster"
)
_JOINING = listed("and but so because when while")
_NO_ROLE = listed("with by via not on in at also both and see left arrived late until for but now then who")
_AGE = re.compile(
    r"(?:aged?|now|then|nearly|almost|just|turned)?\s*(?:about\s*)?\d|dob\b|he/|she/|they/", re.IGNORECASE
)


def past_age(at: int, roles: Roles) -> int:
    """Return the token behind an age: "Iona (4), his sister", "Pete Lund, 41, is"."""
    line = roles.line
    if line.word(at) == "," and line.word(at + 1).isdigit() and line.word(at + 2) in {",", "."}:
        return at + 2 + (line.word(at + 2) == "," and line.word(at + 3) in IS)
    end = _end_of_brackets(at, roles)
    return end + 1 if end is not None and _AGE.match(line.words(at + 1, end)) else at


def apposed_behind(at: int, roles: Roles) -> Introduced | None:
    """Return the role in brackets or behind a comma or a dash at `at`, or right there: "Nina the health visitor"."""
    line = roles.line
    mark = "" if line.ends_line(at) else line.word(at)
    if mark == "(":
        return _in_brackets(at, roles)
    if mark == "," or (mark in DASHES and line.is_apart(at)):
        return scanned(at + 1, roles, after_comma=mark == ",") or _unlisted(at + 1, roles)
    return scanned(at, roles) if mark == "the" else None


def said_of(at: int, roles: Roles) -> Introduced | None:
    """Return what a name is said to be or do: "Jo is his nan", "Bev, who does the benefits checks"."""
    line = roles.line
    at += line.word(at) == "," and line.word(at + 1) == "who"
    if line.lemma(at) == "interpret":
        return Introduced("interpreter", "other professional")
    if line.word(at) != "who":
        return scanned(at + 1, roles) if line.word(at) in IS else None
    is_said = line.word(at + 1) in IS | {"are", "were"}
    return (scanned(at + 2, roles) if is_said else None) or _doing(at + 1, roles)


def from_where(name: Found, roles: Roles) -> Introduced | None:
    """Return where somebody is from: "Ann Hill from the nursery", "Ms Priest at school", "Bryony from Larkrise"."""
    line, preposition = roles.line, roles.line.word(name.last)
    if preposition not in AT:
        return None
    first = name.last + 1 + (line.word(name.last + 1) in DETS)
    at = first
    while at < first + 3 and line.pos(at) in {"NOUN", "PROPN", "ADJ"}:
        match = roles.starting.get(at)
        if match is not None and match.entry.kind not in FAMILY | {"child", "parents"}:
            is_firm = preposition in {"from", "of"} or name.form not in {"first name", "initials"}
            return roles.given(match) if is_firm else None
        at += 1
    is_place = preposition == "from" or line.word(at - 1) in _WORKPLACES
    return roles.described(name.last, at) if is_place and at > first and first not in roles.naming else None


def is_agent(at: int, roles: Roles) -> bool:
    """Tell whether a word may well be a role that no list knows: "chess tutor", "school governor"."""
    noun = roles.line.token(at)
    if noun is None or noun.pos != "NOUN" or not noun.text.islower() or noun.text in _THINGS:
        return False
    return _AGENT.fullmatch(noun.text) is not None or noun.text in _AGENTS


def _doing(at: int, roles: Roles) -> Introduced | None:
    """Return what somebody does, in the words of the clause that begins at `at`."""
    line = roles.line
    at += line.word(at) in {"has", "have", "had"}
    if (line.lemma(at) not in _WORKS and line.word(at) not in {"are", "were"}) or line.word(at) == "did":
        return None  # "KR, who did six sessions" says nothing of who KR is
    last = at
    while last < at + MOST_WORDS and not line.ends_line(last) and line.word(last) not in CLOSES | _JOINING:
        last += 1
    is_told = last == at + 1 or any(line.pos(near) in {"NOUN", "PROPN"} for near in range(at + 1, last))  # "does these"
    return Introduced(line.words(at, last), _KIND_OF_WORK.get(line.lemma(at))) if last > at and is_told else None


def _end_of_brackets(at: int, roles: Roles) -> int | None:
    """Return where the brackets that open at `at` close, if they hold something."""
    if roles.line.word(at) != "(":
        return None
    ends = (end for end in range(at + 2, at + _MOST_IN_BRACKETS) if roles.line.word(end) in {")", ""})
    end = next(ends, None)
    return end if end is not None and roles.line.word(end) == ")" else None


def _in_brackets(at: int, roles: Roles) -> Introduced | None:
    """Return what stands between "(" and ")": roles of the list, or other words."""
    end = _end_of_brackets(at, roles)
    if end is None:
        return None
    found = [roles.starting[inside] for inside in range(at + 1, end) if inside in roles.starting]
    if found and roles.line.word(at + 1) not in _NO_ROLE:
        return roles.given_together(found)
    words = roles.line.words(at + 1, end)
    if roles.line.word(at + 1) in _NO_ROLE:
        return None
    return roles.described(at + 1, end) if words[0].isalpha() and at + 1 not in roles.naming else None


def scanned(first: int, roles: Roles, *, after_comma: bool = False) -> Introduced | None:
    """Return the role that a run of nouns from `first` on ends in: "Reggie's mother", "the CAMHS nurse"."""
    hit: Match | None = None
    at = first
    while at < first + MOST_WORDS and not roles.line.ends_line(at):
        if at in roles.starting:
            hit = roles.starting[at]
            at = hit.last
            is_owner = roles.line.word(at) in {"'s", "’s"}
            if not is_owner and (hit.entry.group not in NOT_ONE or at not in roles.starting):
                break
        elif _may_stand_inside(at, first, roles) or at in roles.naming:
            at += 1
        else:
            break
    if hit is None or (after_comma and _is_listed(first, hit, roles)):
        return None
    return roles.given(hit)


def _is_listed(first: int, hit: Match, roles: Roles) -> bool:
    """Tell whether a role behind a comma is one more of a list: "Kai, Mum and Nan"."""
    after = roles.line.word(hit.last)
    if hit.entry.kind not in FAMILY | {"parents"}:
        return hit.entry.group in NOT_ONE and hit.first == first and after == "and"
    is_bare = hit.first == first and roles.line.word(first) not in DETS
    is_called = roles.text.tokens[first].text[0].isupper() or first in roles.came  # "Kai, Mum, Nan"
    return is_bare and (after in _JOINS or (after == "," and is_called))


def _may_stand_inside(at: int, first: int, roles: Roles) -> bool:
    """Tell whether a word may stand in a role: "the allocated worker"; what is done, only behind an article."""
    token = roles.text.tokens[at]
    is_done = token.pos == "VERB" and token.text.endswith("ed") and at > first and roles.line.word(at - 1) in DETS
    return is_done or token.pos in INSIDE or token.text.lower() in OWNERS


def _unlisted(first: int, roles: Roles) -> Introduced | None:
    """Return a role that no list knows: ", chess tutor," or ", the hospital's play lead."."""
    line, at = roles.line, first
    while at < first + MOST_WORDS and not line.ends_line(at) and _may_stand_inside(at, first, roles):
        if at in roles.naming:
            return None
        at += 1
    noun = line.token(at - 1)
    if at == first or noun is None or not is_agent(at - 1, roles):
        return None
    if line.word(at) not in CLOSES | AT | {""} or noun.dep not in {"appos", "list", "root", "conj"}:
        return None
    return roles.described(first + (line.word(first) in DETS), at, mentioned=True)
