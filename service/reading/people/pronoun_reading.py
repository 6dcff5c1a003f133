"""Pronouns and gendered words that mean the child and go against the child's recorded pronouns. Only when sure.

A modest reading, sentence by sentence: who of a gender has been spoken of in this paragraph, and whether the
child is the subject. Where anybody else could be meant, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from service.note import Span
from service.reading.language.text import Sentence, Token
from service.reading.language.words import listed
from service.reading.people.known_names import known_names
from service.reading.people.name_forms import fold
from service.reading.people.pronoun_clauses import (
    HE_OR_SHE,
    KIN_NOUNS,
    NOUNS,
    SAYING,
    does_as_a_baby,
    does_as_a_child,
    follows_ones_age,
    is_another,
    is_aside,
    is_bound,
    is_called,
    is_either,
    is_of_age,
    is_of_ones_body,
    is_ones_own,
    is_parents,
    is_the_only_one,
    leads,
    owns,
    owns_as_a_child,
    stands_by,
    subject_of,
)
from service.reading.people.who_is_where import EITHER, HE, SHE, SUBJECTS, THEY, Who, who_is_where

if TYPE_CHECKING:
    from service.reading.read import Reading

_FORMS: Mapping[str, frozenset[str]] = {"he": HE, "she": SHE}
_UNDECIDED = listed("any all either unknown not none no tbc ask")
_TOLD = listed("pronoun misgender refer deadname transition gender identify dysphoria")
_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent"})
_FITTING: Mapping[str, Mapping[str, str]] = {
    "he": {"subject": "he", "object": "him", "owner": "his", "owned": "his", "self": "himself"},
    "she": {"subject": "she", "object": "her", "owner": "her", "owned": "hers", "self": "herself"},
    "they": {"object": "them", "owner": "their", "owned": "theirs"},  # "they is" would not do
}
_CASES: Mapping[str, str] = {
    "he": "subject", "she": "subject", "him": "object", "himself": "self", "herself": "self", "hers": "owned"
}  # fmt: skip
_BARE = frozenset({"boy", "girl"})
_OTHER_CHILDREN = listed(
    "brother sister sibling twin cousin friend boyfriend girlfriend nephew niece child pupil classmate peer uncle aunt"
)
_OTHERS_OF_AGE = listed(
    "brother sister sibling twin cousin boy girl child children half-brother half-sister stepbrother stepsister"
)
_OWNERS = listed("his her their")
_KIN = listed("mum mam mother dad father nan gran grandma grandmother grandad grandfather uncle aunt auntie")
_BABY = 2  # years
_TELLING = 5  # words between "says" and what somebody calls the child
_OF_WORKERS = frozenset({"supervision", "management oversight"})  # "she" may be the worker, whom nobody need name
_NEAR, _FAR = 2, 6
"""Sentences back in which somebody else may still be meant, and in which the child may."""


@dataclass(frozen=True, slots=True)
class AgainstTheWish:
    """A word that means the child, and the word that fits the recorded pronouns, where one stands as it is."""

    span: Span
    instead: str | None


def recorded(pronouns: str) -> frozenset[str]:
    """Return which of "he", "she", "they" and "other" a record allows; none where it leaves it open."""
    words = set(re.findall(r"[a-z]+", pronouns.lower()))
    if not words or words & _UNDECIDED:
        return frozenset()
    named = {name for name, forms in (("he", HE), ("she", SHE), ("they", THEY)) if forms & words}
    return frozenset(named or {"other"})


def against_the_wish(reading: Reading) -> tuple[AgainstTheWish, ...]:
    """Return, in reading order, the words that mean the child and go against the recorded pronouns."""
    child = reading.note.child
    wish = recorded(child.pronouns or "") if child else frozenset()
    words = {token.text.lower() for token in reading.text.tokens}
    wrong = [gender for gender in sorted(EITHER - wish) if wish and words & (_FORMS[gender] | NOUNS[gender])]
    people = who_is_where(reading) if wrong else {}
    found = (each for gender in wrong for each in _Following(reading, people, gender, wish).read())
    return tuple(sorted(found, key=lambda each: each.span))


@dataclass
class _Here:
    """What a sentence has told so far: the child, the child's own pronouns, and whether somebody else may be meant.

    `leads` tells whether the child is what the sentence is about.
    """

    child: Token | None = None
    own: set[int] = field(default_factory=set)
    other: bool = False
    right: bool = False
    anybody: bool = False
    leads: bool = False


@dataclass
class _Following:
    """Follows one gender through a note. `…_at` are numbers of sentences; others count within their paragraph.

    `other_at` is where somebody was who may be of this gender, `sure_at` where somebody was who is, `rival_at` where
    somebody may share the child's own pronouns; `led_at` where the child led a sentence without anybody sure beside;
    `others_lead` tells whether somebody who is of this gender has led one in the paragraph;
    `behind` is the first sentence of a paragraph right behind another.
    """

    reading: Reading
    people: Mapping[int, Who]
    gender: str
    wish: frozenset[str]
    child_at: int | None = None
    other_at: int | None = None
    sure_at: int | None = None
    rival_at: int | None = None
    led_at: int | None = None
    others_lead: bool = False
    behind: int | None = None
    had_sure: bool = False
    had_child: bool = False
    in_paragraph: bool = False

    def read(self) -> Iterator[AgainstTheWish]:
        """Yield what means the child and is of this gender."""
        text, last_end = self.reading.text, 0
        for number, sentence in enumerate(text.sentences):
            if "\n" in text.text[last_end : sentence.start]:
                self._new_paragraph(number)
            last_end = sentence.end
            yield from self._sentence(number, sentence)

    def _new_paragraph(self, number: int) -> None:
        self.behind = number if number - 1 in {self.other_at, self.sure_at} else None
        self.in_paragraph, self.other_at, self.sure_at, self.rival_at = False, None, None, None
        self.others_lead = False

    def _sentence(self, number: int, sentence: Sentence) -> Iterator[AgainstTheWish]:
        tokens = self.reading.text.tokens_of(sentence)
        is_told = any(token.lemma in _TOLD for token in tokens)
        here = _Here()
        for token in tokens:
            word, who = token.text.lower(), self.people.get(token.index)
            is_wrong = word in _FORMS[self.gender]
            if (is_wrong or word in NOUNS[self.gender]) and not is_told and self._means_child(token, number, here):
                self.child_at = number
                yield AgainstTheWish(token.span, self._instead(token) if is_wrong else None)
            elif who is not None:
                self._heard(who, token, number, here)
            elif is_wrong and not token.spoken_for:
                self.other_at = self.sure_at = number
                self.had_sure, here.other, here.anybody = True, True, True
            elif word in HE_OR_SHE:
                self._heard_right(token, number, here)
        if here.leads and self.sure_at != number:
            self.led_at = number

    def _heard(self, who: Who, token: Token, number: int, here: _Here) -> None:
        """Take in a name or a noun."""
        if who.is_child:
            here.child, self.child_at, self.in_paragraph = token, number, True
            here.leads = here.leads or leads(token, self.reading.text.tokens)
            return
        here.anybody = True
        if self.gender in who.genders:
            is_sure = who.genders != EITHER or (token.pos == "PROPN" and not token.text.isupper()) or token.is_name
            self.sure_at = number if is_sure else self.sure_at
            self.others_lead = self.others_lead or (is_sure and leads(token, self.reading.text.tokens))
            self.other_at, here.other, self.had_sure = number, True, self.had_sure or is_sure
            self.had_child = self.had_child or token.lemma in _OTHER_CHILDREN
        if who.genders & self.wish:
            self.rival_at = number

    def _heard_right(self, token: Token, number: int, here: _Here) -> None:
        """Take in a pronoun of the other gender: the child's own, unless somebody else may be meant."""
        here.anybody = True
        if any(token.text.lower() in _FORMS[gender] for gender in self.wish & EITHER):
            here.right = True
            if self.rival_at is None and self.child_at is not None and number - self.child_at <= _FAR:
                here.own.add(token.index)
                if self.in_paragraph:
                    self.child_at = number

    def _means_child(self, token: Token, number: int, here: _Here) -> bool:
        """Tell whether a pronoun or noun can hardly mean anybody but the child."""
        sentence = self.reading.sentence_at(token.span)
        tokens = self.reading.text.tokens_of(sentence) if sentence else ()
        if token.spoken_for or is_either(token, tokens) or is_called(token, tokens):
            return False
        if token.text.lower() in HE_OR_SHE:
            return self._is_childs(token, number, here, is_told_aside=is_aside(token, tokens))
        return self._is_said_of(token, here.child)

    def _is_childs(self, token: Token, number: int, here: _Here, *, is_told_aside: bool) -> bool:
        tokens = self.reading.text.tokens
        subject = subject_of(token, tokens)
        is_childs = subject is not None and (subject is here.child or subject.index in here.own)
        if not here.other and ((is_childs and is_bound(token, tokens)) or self._is_as_a_child(token, number)):
            return True
        is_hardly_anybodys = is_childs and subject is here.child and is_of_ones_body(token, tokens)
        if is_hardly_anybodys or self._is_of_that_age(token):
            return True
        is_of_workers = self.reading.note.record_type in _OF_WORKERS
        if here.other or here.right or is_of_workers or is_told_aside or is_parents(token, tokens):
            return False
        if here.child is None:
            return self._goes_on_about(token, number, here) or self._is_still_the_child(number, here)
        if stands_by(token, here.child, tokens) or (is_childs and is_ones_own(token, tokens)):
            return True
        return not (is_childs and token.dep in _OBJECTS) and not self._was_other(number, here.child)

    def _is_of_that_age(self, token: Token) -> bool:
        """Tell whether a pronoun is said to be as old as the child, or does what a baby does where the child is one."""
        tokens, years = self.reading.text.tokens, self.reading.note.child_age_years
        is_baby = years is not None and years < _BABY
        return follows_ones_age(token, tokens, years) or (is_baby and does_as_a_baby(token, tokens))

    def _is_as_a_child(self, token: Token, number: int) -> bool:
        """Tell whether a pronoun does or has what only a child does, in a note without other children."""
        tokens = self.reading.text.tokens
        if self.child_at is None or self.had_child:
            return False
        is_at_school = does_as_a_child(token, tokens) and self.sure_at not in {number, number - 1}
        return is_at_school or owns_as_a_child(token, tokens)

    def _goes_on_about(self, token: Token, number: int, here: _Here) -> bool:
        """Tell whether a pronoun leads on from a sentence about the child: "Kit found a coat. She put it on".

        Asked only where the child is "they", or of another kind: that is mistaken far more often than "he" or "she".
        """
        is_next = self.led_at == number - 1 and token.dep in SUBJECTS and self.wish.isdisjoint(EITHER)
        return is_next and not here.anybody and not self.others_lead

    def _is_still_the_child(self, number: int, here: _Here) -> bool:
        """Tell whether the child is all that a sentence without a name can be about."""
        if self.child_at is None or self.other_at is not None or self.behind == number:
            return False
        reach = 1 if here.anybody else _FAR
        return number - self.child_at <= (reach if self.in_paragraph or not self.had_sure else 0)

    def _was_other(self, number: int, child: Token) -> bool:
        """Tell whether somebody else was spoken of just before; of a sentence about the child, only somebody sure."""
        verb = self.reading.text.tokens[child.head]
        leads = child.dep in SUBJECTS and verb.dep == "root" and verb.lemma not in SAYING
        other_at = self.sure_at if leads else self.other_at
        is_behind = self.behind == number and not leads
        return is_behind or (other_at is not None and number - other_at <= _NEAR)

    def _is_said_of(self, noun: Token, child: Token | None) -> bool:
        """Tell whether a noun is said of the child outright: "Robin is a bright girl", "her daughter Robin"."""
        tokens = self.reading.text.tokens
        if not self.had_child and is_of_age(noun, tokens, self.reading.note.child_age_years):
            return True
        following = self.people.get(noun.index + 1)
        if following is not None and following.is_child and tokens[noun.index + 1].start == noun.end + 1:
            return not owns(tokens, noun.index + 1) and not is_another(noun, tokens)
        if noun.text[0].isupper() and noun.dep in SUBJECTS and noun.lemma in _BARE and not self.had_child:
            sentence = self.reading.sentence_at(noun.span)
            return sentence is not None and noun.start == sentence.start  # "Boy is at school every day"
        if self._is_alone and (is_the_only_one(noun, tokens) or self._is_their_own(noun)):
            return True
        is_predicate = child is not None and child.dep in SUBJECTS and child.head == noun.index
        is_apposed = child is not None and noun.dep == "appos" and noun.head == child.index
        return (is_predicate or is_apposed) and not is_another(noun, tokens)

    def _is_their_own(self, noun: Token) -> bool:
        """Tell whether a noun is whose child it is, in the writer's own words: "painted the room for his nephew"."""
        tokens = self.reading.text.tokens
        is_called_so = any(token.lemma in SAYING for token in tokens[max(0, noun.index - _TELLING) : noun.index])
        whose = subject_of(noun, tokens)
        is_familys = whose is not None and (whose.lemma in _KIN or fold(whose.text) in self._names_sent)
        is_own = noun.lemma in KIN_NOUNS and tokens[noun.index - 1].text.lower() in _OWNERS
        return is_own and is_familys and not is_called_so

    @cached_property
    def _names_sent(self) -> frozenset[str]:
        return frozenset(fold(part) for name in known_names(self.reading.note) for part in name.split())

    @cached_property
    def _is_alone(self) -> bool:
        """True where no other child is sent or spoken of."""
        sent = (
            word for person in self.reading.note.people for word in re.findall(r"[a-z]+", (person.role or "").lower())
        )
        said = (token.lemma for token in self.reading.text.tokens if token.lemma not in NOUNS[self.gender])
        return _OTHERS_OF_AGE.isdisjoint(sent) and _OTHERS_OF_AGE.isdisjoint(said)

    def _instead(self, token: Token) -> str | None:
        """Return what fits in the place of a pronoun; None where more would have to change with it."""
        form = token.text.lower()
        case = "owner" if token.dep == "nmod:poss" else "object" if form == "her" else "owned"
        fitting = _FITTING.get(next(iter(self.wish)), {}) if len(self.wish) == 1 else {}
        instead = fitting.get(_CASES.get(form, case))
        if instead and token.text.isupper():
            return instead.upper()
        return instead.capitalize() if instead and token.text[0].isupper() else instead
