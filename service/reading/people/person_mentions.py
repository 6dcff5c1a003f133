"""Where a note speaks of a person: names with their titles, initials, and roles that stand for one person."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.language.text import Text, Token
from service.reading.language.words import listed
from service.reading.people.name_stretches import name_stretches
from service.reading.people.person_names import TITLES, Name, read_name
from service.reading.people.somebody import Form
from service.reading.phrasing.wordlists import Match

NOT_ONE = frozenset({"services", "several"})
"""Groups of the list `role` that stand for nobody in particular."""
FAMILY = listed("mother father grandparent sibling partner") | {"wider family"}
_OWN = frozenset({"mother", "father", "grandparent"})  # what a child calls somebody
_NOBODY = listed(
    "a an any another each every no some whichever either other others different new next further future potential "
    "possible suitable qualified alternative as many several two three four five six seven eight few more most all "
    "additional"
)
_NOBODYS_PARENTS = listed("a an any another other many some as no single")
_BEFORE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_FEW_WORDS = 4
_HYPHENS = frozenset({"-", "‐", "‑"})
_OF_MANY = listed("family household children boys girls kids brothers sisters siblings twins sibs residence estate")
_POINTS_AT_CHILD = listed("the this his her their your") | {"'s", "’s", "my", "our"}
_OWNED = listed("his her their") | {"'s", "’s"}
_NEEDS_OWNER = listed("son daughter")
_NO_CHILD = listed("in protection and benefit arrangements looked care")
_JOINING = frozenset({"and", "&"})
_OWNER = {"his": "he", "her": "she"}
_LETTERS = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\.){2,3}")
_NO_INITIALS = frozenset({"WB", "BB", "WBC", "NK", "NA", "OK", "TV", "PE", "ST"})
"""Letters that stand for a people, or for no one."""
_LETTER = re.compile(r"[A-Z]\.")
_TWO = 2
_DOES = listed(
    "say tell ring sit attend arrive ask call text come go agree answer visit feel think know want stay leave "
    "talk speak email bring take give share laugh cry smile explain advise chair apologise live drive see hear "
    "meet confirm report cover join have try help write count weigh promise offer refuse hope worry collect drop hold "
    "chase note check hand pass invite hug hit push buy cook wash dress feed watch walk wait remember notice read play "
    "pop find pick support lead teach hear"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Words that stand for one person: `first` to `last` are tokens (half-open); a name, or a role and its kind.

    `words` is the name or the role in full: "Mr Gebre" for "Mr" of "Mr and Mrs Gebre". `owner` is whose a role is,
    as far as a pronoun says: "she" for "her brother".
    """

    span: Span
    first: int
    last: int
    form: Form
    is_spoken: bool
    words: str
    name: Name | None = None
    kind: str | None = None
    owner: str | None = None


def name_mentions(text: Text, roles: Sequence[Match], kinds: Mapping[str, str]) -> Iterator[Found]:
    """Yield the names of persons, each with its title; of "Mr and Mrs Gebre" both."""
    spelt = {match.last for match in roles if match.last - match.first > 1}
    for first, last in name_stretches(text, roles, kinds):
        titled = _with_title(text.tokens, first, spelt)
        is_role = titled == first and last - first == 1 and text.tokens[first].text.lower() in kinds
        if is_role or _is_of_many(text.tokens, first, last):
            continue  # "Tata went back to Brno"
        found = _name(text, titled, last)
        yield from _other_of_couple(text, found)
        yield found


def _name(text: Text, first: int, last: int) -> Found:
    span = Span(text.tokens[first].start, text.tokens[last - 1].end)
    words = span.of(text.text)
    name = read_name(words)
    return Found(span, first, last, _form(name), text.tokens[last - 1].spoken_for, words, name)


def _form(name: Name) -> Form:
    if name.is_full:
        return "full name"
    if name.family:
        return "initials" if len(name.family) == 1 else "title and surname"
    return "first name"


def _with_title(tokens: Sequence[Token], first: int, roles: Container[int]) -> int:
    """Return where a name with its titles begins; "Staff Nurse" before it is a role and no title."""
    while first and first not in roles and _is_of_name(tokens[first - 1]) and "\n" not in _gap(tokens, first):
        first -= 1
    return first


def _is_of_name(token: Token) -> bool:
    return _is_title(token) or _LETTER.fullmatch(token.text) is not None


def _is_title(token: Token) -> bool:
    word = token.text.lower().rstrip(".")
    return word in TITLES and token.text[0].isupper()


def _gap(tokens: Sequence[Token], at: int) -> str:
    return "\n" if tokens[at].start - tokens[at - 1].end > 1 else ""


def _is_of_many(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a name stands for all who bear it: the Qureshi family, the Watsons."""
    following = tokens[last].text.lower() if last < len(tokens) else ""
    is_the = first > 0 and tokens[first - 1].text.lower() == "the"
    return following in _OF_MANY or (is_the and tokens[last - 1].text.endswith("s") and last - first == 1)


def _other_of_couple(text: Text, found: Found) -> Iterator[Found]:
    """Yield the first of two who share a name: "Mr" of "Mr and Mrs Gebre"."""
    tokens, at = text.tokens, found.first
    if found.name is None or found.name.title is None or at < 2 or tokens[at - 1].text.lower() not in _JOINING:  # noqa: PLR2004
        return
    title = tokens[at - 2]
    if _is_title(title):
        name = Name(title.text.lower().rstrip("."), None, found.name.family)
        words = f"{title.text} {found.words.split(maxsplit=1)[-1]}"
        yield Found(title.span, at - 2, at - 1, "title and surname", title.spoken_for, words, name)


def initials(text: Text, known: Container[str], taken: Container[str], came: Container[int]) -> Iterator[Found]:
    """Yield letters that stand for somebody: `known` initials in lower case, or what acts as only a person does.

    `taken` are letters that stand for something else ("CIN"), `came` the tokens of lines that say who came.
    """
    for token in text.tokens:
        if not _LETTERS.fullmatch(token.text) or _is_shouted(text.tokens, token.index):
            continue
        letters = token.text.replace(".", "").lower()
        is_free = token.text not in _NO_INITIALS and token.text not in taken and token.text.rstrip(".") not in taken
        is_there = token.index in came and len(letters) == _TWO
        if is_free and (letters in known or is_there or (not token.is_name and _acts(text.tokens, token))):
            name = Name(None, letters[0], letters[1:])
            is_spoken = token.spoken_for
            yield Found(token.span, token.index, token.index + 1, "initials", is_spoken, token.text, name)


def _is_shouted(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a neighbour is in capitals too, where letters say nothing."""
    beside = (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])
    return any(token.text.isupper() and len(token.text) > 1 and "." not in token.text for token in beside)


def _acts(tokens: Sequence[Token], token: Token) -> bool:
    verb = tokens[token.head]
    behind = [near.text for near in tokens[token.index + 1 : token.index + 3]]
    if behind == [",", "who"] and len(token.text) == _TWO:
        return True
    following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    is_there = len(token.text) == _TWO and following is not None and following.lemma == "be"
    return token.dep == "nsubj" and (verb.lemma in _DOES or is_there)


def role_mentions(text: Text, roles: Sequence[Match], named: Container[int]) -> Iterator[Found]:
    """Yield the roles that stand for one person; `named` are the tokens of names with their titles."""
    for match in roles:
        if match.entry.group not in NOT_ONE and match.first not in named and is_one(text.tokens, match, named):
            yield role_found(text, match)


def role_found(text: Text, match: Match) -> Found:
    """Return a role of the list as a mention."""
    is_spoken = text.tokens[match.first].spoken_for
    words = match.span.of(text.text)
    owner = _OWNER.get(text.tokens[match.first - 1].text.lower()) if match.first else None
    return Found(match.span, match.first, match.last, "role", is_spoken, words, kind=match.entry.kind, owner=owner)


def is_one(tokens: Sequence[Token], match: Match, named: Container[int]) -> bool:
    """Tell whether a role means one certain person: "the health visitor", "his nan", never "a nurse"."""
    following = tokens[match.last] if match.last < len(tokens) else None
    is_part = tokens[match.last - 1].dep == "compound" and tokens[match.last - 1].head >= match.last
    if is_part and match.last not in named and following is not None and following.pos in {"NOUN", "PROPN"}:
        return False
    before = list(_words_before(tokens, match.first))
    if match.entry.kind == "wider family" and tokens[match.last - 1].dep == "nsubj":
        nobody = _NOBODY - {"a", "an"}  # "an aunt collects her" is one of the family all the same
    else:
        nobody = _NOBODYS_PARENTS if match.entry.kind == "parents" else _NOBODY
    is_new = before[-2:] != before[-1:] and before[-2] == "new" and before[-1] in _OWNED  # "his new teacher" is one
    if not nobody.isdisjoint(before[:-2] if is_new else before):
        return False
    return match.entry.kind != "child" or _is_this_child(tokens, match, before, following)


def _words_before(tokens: Sequence[Token], first: int) -> Iterator[str]:
    """Yield what stands before a role, as far as it belongs to it, and one word more."""
    for at in range(first - 1, max(first - 2 - _FEW_WORDS, -1), -1):
        yield tokens[at].text.lower()
        is_joined = tokens[at].text in _HYPHENS or tokens[at - 1].text in _HYPHENS  # "a Welsh-speaking sitter"
        if tokens[at].pos not in _BEFORE and not is_joined:
            return


def _is_this_child(tokens: Sequence[Token], match: Match, before: Sequence[str], following: Token | None) -> bool:
    words = [token.text.lower() for token in tokens[match.first : match.last]]
    if following is not None and following.text.lower() in _NO_CHILD:
        return False
    if words[-1] in _NEEDS_OWNER:
        return bool(before) and before[-1] in _POINTS_AT_CHILD and before[-1] not in {"the", "this"}
    return not before or before[-1] in _POINTS_AT_CHILD or words[-1] in {"yp", "baby", "unborn"}


def spoken_kin(text: Text, kinds: Mapping[str, str]) -> Iterator[Found]:
    """Yield what a child calls somebody inside quotation marks, where no list looks: "Daddy"."""
    for token in text.tokens:
        if token.spoken_for and kinds.get(token.text.lower()) in _OWN:
            kind = kinds[token.text.lower()]
            yield Found(token.span, token.index, token.index + 1, "role", is_spoken=True, words=token.text, kind=kind)
