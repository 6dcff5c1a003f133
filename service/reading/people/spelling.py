"""Names that came with a note and stand in it a letter or two off. Right or silent.

A form is compared with every part of every name that was sent. A form that is a word or a name of its own
("Ella" beside "Ellie") may well be somebody else, so it needs more to go by than one that is not: the rest of
the name beside it, the same sound, or a child whom the note never names otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from service.note import Note, Span
from service.reading.calendar_words import DAYS, MONTHS
from service.reading.ease.word_levels import levels_of
from service.reading.language.text import Token
from service.reading.language.words import TITLES, listed
from service.reading.once import once
from service.reading.people.name_forms import fold, is_other_gender, is_pet_form, letters_off, name_parts, sound

if TYPE_CHECKING:
    from service.reading.read import Reading

SHORTEST = 3
"""Letters of a name that is looked for: "Jo" is one letter away from too much."""
_TWO_OFF_FROM = 6  # letters of a name that may be two letters off
_REAL = 2.2  # Zipf; from here a form is a name or a word that somebody else may bear; "Harum" has 2.0
_COMMON = 3.3  # Zipf; up to here two letters swapped ("Kasai") are likelier a slip than another name
_CHILD = 0  # the child's number among the people who were sent
_TITLE_WORDS = frozenset(title.lower() for title in TITLES) | listed("sister nurse pc dc ds sgt baby cllr judge")
_SKIPPED = (
    _TITLE_WORDS
    | frozenset((*DAYS, *MONTHS))
    | listed("mum dad nan gran school christmas easter dear hi hello hey thanks")
)
_PLACES = listed(
    "academy avenue cafe café centre church close club college cottage court crescent drive farm gardens gate grove "
    "high hill hospice hospital house infants junior juniors lane library lodge nursery park place primary road row "
    "school square station street surgery terrace way"
)
_PLACING = frozenset({"in", "at", "near", "the", "outside", "to"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_DASHES = _HYPHENS | {"–"}
_CALLED = listed("called named nicknamed other another different second")
_SPELLING = listed("spell spelt spelled spelling surname birth typo misspell misspelt misspelling sic")
_ONE_OF = frozenset({"a", "an", "another", "one"})
_JOINING = frozenset({"and", "or", "&", ",", "with"})
_ENDS_APPOSITION = frozenset({"PUNCT", "VERB", "AUX", "CCONJ", "SCONJ"})
_APPOSED = 6  # words behind a name that may say who it is


@dataclass(frozen=True, slots=True)
class Misspelt:
    """Words that stand where a name that was sent should, and how it was sent."""

    span: Span
    right: str
    is_child: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a name that was sent; `whose` numbers the people."""

    shown: str
    folded: str
    whose: int
    is_given: bool


@dataclass(frozen=True)
class _Sent:
    """All that was sent: the parts of names, and each person's role as a kind of the list `role`."""

    parts: tuple[_Part, ...]
    kinds: Mapping[int, str | None]
    words: frozenset[str]

    def owners(self, part: _Part) -> frozenset[int]:
        """Return everybody who has this part in their name."""
        return frozenset(each.whose for each in self.parts if each.folded == part.folded)

    def names_of(self, owners: frozenset[int]) -> frozenset[str]:
        """Return the parts of the names of some people, folded."""
        return frozenset(part.folded for part in self.parts if part.whose in owners)


@dataclass(frozen=True)
class _Form:
    """A form that might be a name: where it stands, and how common it is in English (Zipf)."""

    folded: str
    places: tuple[Token, ...]
    zipf: float


@once
def misspelt(reading: Reading) -> tuple[Misspelt, ...]:
    """Return the forms that are a name's, misspelt, in reading order."""
    sent = _sent(reading.note, reading.roles)
    candidates = _candidates(reading.text.tokens, sent) if sent.parts else {}
    if not candidates:
        return ()
    facts = levels_of(candidates)
    look = _Look(reading, sent)
    forms = (_Form(folded, tuple(places), facts[folded].zipf) for folded, places in candidates.items())
    found = [
        Misspelt(at.span, part.shown.upper() if at.text.isupper() else part.shown, part.whose == _CHILD)
        for form in forms
        if (part := look.meant(form)) is not None
        for at in form.places
    ]
    return tuple(sorted(found, key=lambda one: one.span))


def _sent(note: Note, roles: Mapping[str, str]) -> _Sent:
    child = note.child
    names = [(_CHILD, name) for name in ((child.name or ""), *child.known_as)] if child else []
    names += [(number, person.name) for number, person in enumerate(note.people, 1)]
    kinds = {number: _kind_of(person.role or "", roles) for number, person in enumerate(note.people, 1)}
    words = {fold(word) for name in (*(name for _, name in names), note.author or "") for word in name_parts(name)}
    parts = tuple(part for whose, name in names for part in _parts(name, whose))
    return _Sent(parts, {_CHILD: "child", **kinds}, frozenset(words))


def _parts(name: str, whose: int) -> Iterator[_Part]:
    words = [word for word in name_parts(name) if word[:1].isupper() and word.lower() not in _TITLE_WORDS]
    yield from (_Part(word, fold(word), whose, at == 0) for at, word in enumerate(words) if fold(word))


def _kind_of(role: str, roles: Mapping[str, str]) -> str | None:
    words = re.findall(r"[\w'’-]+", role.lower())
    pieces = (" ".join(words[at : at + length]) for length in (3, 2, 1) for at in range(len(words)))
    return next((roles[piece] for piece in pieces if piece in roles), None)


def _candidates(tokens: Sequence[Token], sent: _Sent) -> dict[str, list[Token]]:
    """Return the forms that might be names, folded, and where each stands."""
    found: dict[str, list[Token]] = defaultdict(list)
    for token in tokens:
        looks = (token.text[:1].isupper() and not token.text.isupper()) or token.is_name
        if looks and not token.spoken_for:
            form = fold(token.text)
            if len(form) >= SHORTEST and not _is_known(form, sent.words) and form not in _SKIPPED:
                found[form].append(token)
    return found


def _is_known(form: str, words: frozenset[str]) -> bool:
    """Tell whether a form is a name that was sent, or its plural or possessive typed without an apostrophe."""
    return form in words or (form[-1:] == "s" and (form[:-1] in words or form.removesuffix("es") in words))


@dataclass(frozen=True)
class _Look:
    """Looks at forms in one note."""

    reading: Reading
    sent: _Sent

    @cached_property
    def named(self) -> frozenset[str]:
        """Every word with a capital in the note, folded."""
        return frozenset(fold(token.text) for token in self.reading.text.tokens if token.text[:1].isupper())

    def meant(self, form: _Form) -> _Part | None:
        """Return the one part that a form stands for, where that is sure."""
        offs = [(off, part) for part in self.sent.parts if (off := _off(form.folded, part)) is not None]
        least = min((off for off, _ in offs), default=0)
        nearest = {part.folded: part for off, part in reversed(offs) if off == least}
        alike = {folded: part for folded, part in nearest.items() if folded[0] == form.folded[0]} or nearest
        if len(alike) != 1:
            return None
        part = next(iter(alike.values()))
        is_sure = not any(self.is_somebody_else(at, part) for at in form.places) and self.is_sure(form, part, least)
        return part if is_sure else None

    def is_sure(self, form: _Form, part: _Part, off: int) -> bool:
        """Tell whether there is enough to go by."""
        has_the_rest = any(self.has_the_rest(at, form.folded, part) for at in form.places)
        if has_the_rest and all(self.is_joined(at) for at in form.places):
            return True
        if has_the_rest or is_other_gender(form.folded, part.folded):
            return len(part.folded) > SHORTEST and not is_other_gender(form.folded, part.folded)
        is_same_start, sounds_alike = form.folded[0] == part.folded[0], sound(form.folded) == sound(part.folded)
        if len(form.folded) <= SHORTEST or not (is_same_start or sounds_alike):
            return False
        if form.zipf < _REAL:
            return True
        if not is_same_start or off > 1 + sounds_alike or not all(self.is_named(at) for at in form.places):
            return False
        is_swap = sorted(form.folded) == sorted(part.folded) and form.zipf < _COMMON
        is_child_unnamed = part.whose == _CHILD and part.is_given and self.child_is_unnamed
        return sounds_alike or is_swap or is_child_unnamed

    @cached_property
    def child_is_unnamed(self) -> bool:
        """True if the note never has one of the child's names as it was sent."""
        return self.sent.names_of(frozenset({_CHILD})).isdisjoint(self.named)

    def is_named(self, at: Token) -> bool:
        """Tell whether a form stands where a name does, and not where a place would: "in Leeds"."""
        tokens = self.reading.text.tokens
        before = tokens[at.index - 1].text.lower() if at.index else ""
        return at.is_name or (at.pos == "PROPN" and at.index > 0 and before not in _PLACING)

    def is_joined(self, at: Token) -> bool:
        """Tell whether a form is one half of a double name: "Alfie-Lea"."""
        tokens = self.reading.text.tokens
        around = (*tokens[max(at.index - 1, 0) : at.index], *tokens[at.index + 1 : at.index + 2])
        return any(near.text in _HYPHENS for near in around)

    def beside(self, at: Token, step: int) -> Token | None:
        """Return the word next to a token, over a hyphen, if it may be of the same name."""
        tokens, place = self.reading.text.tokens, at.index + step
        is_over = 0 <= place < len(tokens) and tokens[place].text in _HYPHENS
        place += step * is_over
        if not 0 <= place < len(tokens):
            return None
        left, right = sorted((tokens[place], at), key=lambda one: one.start)
        return tokens[place] if is_over or right.start - left.end <= 1 else None

    def has_the_rest(self, at: Token, form: str, part: _Part) -> bool:
        """Tell whether another part of the same person's name stands beside: "Grace Okofor"."""
        rest = self.sent.names_of(self.sent.owners(part))
        beside = (self.beside(at, step) for step in (-1, 1))
        return any(near is not None and fold(near.text) in rest and fold(near.text) != form for near in beside)

    def is_somebody_else(self, at: Token, part: _Part) -> bool:
        """Tell whether the note brings a form in as somebody or something else."""
        before, after, tokens = self.beside(at, -1), self.beside(at, 1), self.reading.text.tokens
        rest = self.sent.names_of(self.sent.owners(part))
        if _is_strange(before, rest) or _is_strange(after, rest) or (after and after.text.lower() in _PLACES):
            return True
        lead = before.text.lower().rstrip(".") if before else ""
        has_title = lead in _TITLE_WORDS - {"baby"} and part.is_given and len(rest) > 1
        is_one_of = any(token.text.lower() in _ONE_OF for token in tokens[max(at.index - 2, 0) : at.index])
        return (
            has_title or is_one_of or lead in _CALLED or self.has_another_role(at, part) or self.is_told_apart(at, part)
        )

    def has_another_role(self, at: Token, part: _Part) -> bool:
        """Tell whether a role beside the form is not the one that was sent: "his friend Josie", "Inch (caretaker)"."""
        tokens, roles = self.reading.text.tokens, self.reading.roles
        kinds = {self.sent.kinds.get(whose) for whose in self.sent.owners(part)}
        rest = self.sent.names_of(self.sent.owners(part))
        name = takewhile(lambda token: fold(token.text) in rest or token.text in _HYPHENS, tokens[at.index + 1 :])
        last = next(reversed(list(islice(name, _APPOSED))), at)
        behind = tokens[last.index + 1 : last.index + 1 + _APPOSED]
        words = (*tokens[max(at.index - 1, 0) : at.index], *_apposition(last, behind))
        if [token.lemma for token in behind[:2]] == ["'s", "be"]:
            return True  # "Poppi's is the café"
        return any(roles.get(token.text.lower(), None) not in {None, *kinds} for token in words)

    def is_told_apart(self, at: Token, part: _Part) -> bool:
        """Tell whether the right name is listed beside the form, or the sentence speaks of spelling."""
        sentence, tokens = self.reading.sentence_at(at.span), self.reading.text.tokens
        words = self.reading.text.tokens_of(sentence) if sentence else ()
        if any(word.lemma in _SPELLING for word in (*words, *tokens[at.index + 1 : at.index + 1 + _APPOSED])):
            return True
        same = (word.index for word in words if fold(word.text) == part.folded)
        between = (tokens[min(at.index, other) + 1 : max(at.index, other)] for other in same)
        return any({token.text.lower() for token in stretch} <= _JOINING for stretch in between)


def _off(form: str, part: _Part) -> int | None:
    """Return how many letters a form is off a name, or None if that is too many or it is a form of its own."""
    name = part.folded
    if len(name) < SHORTEST:
        return None
    most = 2 if len(name) >= _TWO_OFF_FROM and form[0] == name[0] else 1
    off = letters_off(form, name, most)
    return None if off > most or (part.is_given and is_pet_form(form, name)) else off


def _is_strange(near: Token | None, rest: frozenset[str]) -> bool:
    """Tell whether the word beside a form is part of a name that is not this person's."""
    is_name = near is not None and (near.is_name or near.pos == "PROPN") and near.text[:1].isupper()
    if near is None or not is_name or near.text.isupper() or near.text.lower().rstrip(".") in _SKIPPED:
        return False
    folded = fold(near.text)
    return not any(letters_off(folded, word, 2) <= 1 + (len(word) >= _TWO_OFF_FROM) for word in rest)


def _apposition(at: Token, behind: Sequence[Token]) -> Sequence[Token]:
    """Return the words that say who somebody is: "Josie, his friend,", "Josie (a friend)"; none of a list."""
    mark = behind[0] if behind else None
    if mark is None or mark.text not in {",", "(", *_DASHES} or (mark.text in _HYPHENS and mark.start == at.end):
        return ()
    end = next((n for n, token in enumerate(behind[1:], 1) if token.pos in _ENDS_APPOSITION), len(behind))
    is_list = end < len(behind) and behind[end].pos == "CCONJ" and mark.text == ","
    return () if is_list else behind[1:end]
