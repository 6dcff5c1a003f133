"""Where the people of a note are spoken of, for reading who speaks: each mention with its kind and its pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.note import Child, Note, Span
from service.reading.language.text import Text, Token
from service.reading.language.words import listed
from service.reading.people.name_forms import is_pet_form, letters_off
from service.reading.people.people import Somebody
from service.reading.phrasing.wordlists import Match

_SHE = listed(
    "mother mum mrs ms miss nan nana nanna gran granny grandma grandmother sister aunt auntie stepmum stepmother mgm "
    "pgm wife girlfriend"
)
_HE = listed(
    "father dad mr grandad granddad grandpa grandfather brother uncle stepdad stepfather mgf pgf husband boyfriend"
)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_NO_NAME = frozenset({"AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ"})
_OF_ANOTHER = re.compile(r"\b\w+['’]s\b")  # "mother's partner" is no mother
_BABY_UNDER_YEARS = 3  # from here on "the baby" in a note is another child
_SOME_WORKER = "other professional"  # a role that the list `role` does not know: "portage worker"
_SHORTEST = 2  # letters of a name
_SLIPS_FROM = 5  # letters; shorter names one letter apart are most often two people
UNKNOWN = "not clear"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody in a sentence: where, who (a kind of the list `role`), and the pronoun that may stand for them."""

    span: Span
    who: str
    pronoun: str | None


def mentions_in(note: Note, text: Text, roles: Sequence[Match], people: Sequence[Somebody]) -> list[Mention]:
    """Return all mentions in reading order; where two begin together, the longer first."""
    named = list(_people_mentions(people, text, note))
    taken = frozenset(one.span.start for one in named)
    others = (*_role_mentions(roles, text, note), *_child_mentions(text, note))
    return sorted(
        (*named, *(one for one in others if one.span.start not in taken)),
        key=lambda one: (one.span.start, -one.span.end),
    )


def child_names(child: Child | None) -> tuple[str, ...]:
    """Return the child's names as they were sent: the first name of the full one, and the others whole."""
    if child is None:
        return ()
    first = (child.name or "").split()[:1]
    return tuple(name for name in (*first, *child.known_as) if name.strip())


def name_of(child: Child | None) -> str:
    """Return the child's first name as it was sent, or "the child"; "Baby Osei" has no other yet."""
    name = ((child.name if child else None) or "").strip()
    first = name.split()[0] if name else "the child"
    return name if first.lower() in {"baby", "unborn"} else first


def _role_mentions(roles: Sequence[Match], text: Text, note: Note) -> Iterator[Mention]:
    for match in roles:
        words = match.span.of(text.text)
        kind = _kind_of_child(words, note) if match.entry.kind == "child" else match.entry.kind
        yield Mention(match.span, kind, _pronoun_of(kind, words))


def _kind_of_child(words: str, note: Note) -> str:
    """Return whether "the baby" is the child, or a brother or sister of a child of nine."""
    age = note.child_age_years
    is_other = words.lower().startswith("bab") and age is not None and age >= _BABY_UNDER_YEARS
    return "sibling" if is_other else "child"


def _people_mentions(people: Sequence[Somebody], text: Text, note: Note) -> Iterator[Mention]:
    """Yield where somebody is named or called by a role; one without a kind is somebody all the same."""
    own = {name.lower() for name in child_names(note.child)}
    for person in people:
        for mention in person.mentions:
            words = mention.span.of(text.text)
            is_short = person.kind is None and person.role is None and _is_form(words.lower(), own)
            if (
                person.is_child or words.lower() in own or is_short
            ):  # of two people of one name the child goes by it alone
                yield Mention(mention.span, "child", pronoun_sent(note.child))
            else:
                who = _kind_of(person, words, note)
                known_by = f"{person.name} {_OF_ANOTHER.sub('', person.role or '')} {words}"
                yield Mention(mention.span, who, _pronoun_of(who, known_by))


def _kind_of(person: Somebody, words: str, note: Note) -> str:
    if person.kind == "child":
        return "sibling" if person.name else _kind_of_child(words, note)
    return person.kind or (_SOME_WORKER if person.role else UNKNOWN)


def _child_mentions(text: Text, note: Note) -> Iterator[Mention]:
    """Yield the child's names wherever they stand, whether or not they were taken for names, and slips in them."""
    own = {part for name in child_names(note.child) for part in name_parts(name)[:1]}
    others = {part for person in note.people for part in name_parts(person.name or "")}
    pronoun = pronoun_sent(note.child)
    for token in text.tokens:
        word = token.text.lower()
        if word in own:
            if _is_used_as_name(token, text):
                yield Mention(token.span, "child", pronoun)
        elif token.pos == "PROPN" and word not in others and _is_form(word, own):
            yield Mention(token.span, "child", pronoun)


def _is_form(word: str, names: Iterable[str]) -> bool:
    """Tell whether a word is short for a name, as "Ty" for Tyreece, or a letter off it, as "Neveah" for Nevaeh."""
    return any(
        name[0] == word[0]
        and (is_pet_form(word, name) or (len(word) >= _SLIPS_FROM and letters_off(word, name, 1) == 1))
        for name in names
        if len(word) >= _SHORTEST
    )


def _is_used_as_name(token: Token, text: Text) -> bool:
    """Tell "Will told me" from "Will ring again": a name, or a word that only stands first."""
    if token.text[:1].islower():
        return token.is_name
    if token.pos not in _NO_NAME:
        return True
    following = text.tokens[token.index + 1] if token.index + 1 < len(text.tokens) else token
    return following.pos in {"VERB", "AUX"} and following.text.lower() != following.lemma


def pronoun_sent(child: Child | None) -> str | None:
    """Return "she" for a child whose pronouns were sent as "she/her"; None where none were."""
    pronouns = child.pronouns if child else None
    return (pronouns or "").split("/")[0].strip().lower() or None


def name_parts(name: str) -> list[str]:
    """Return the words of a name in lower case, without titles and initials."""
    return [part for part in re.findall(r"[^\W\d_]{2,}", name.lower()) if part not in _TITLES]


def _pronoun_of(who: str, words: str) -> str | None:
    said = set(re.findall(r"[a-z]+", words.lower()))
    if who == "mother" or said & _SHE:
        return "she"
    if who == "father" or said & _HE:
        return "he"
    return None
