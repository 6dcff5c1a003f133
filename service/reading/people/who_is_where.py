"""Who the words of a note may stand for, as far as a pronoun is concerned: the child, or somebody else.

Generous with others: a name or a noun that might be a person is one, so that a pronoun is held to be the
child's only where hardly anybody else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.reading.calendar_words import DAYS, MONTHS
from service.reading.copies.familiar import GENDERS
from service.reading.language.text import Token
from service.reading.language.words import TITLES, listed
from service.reading.people.first_names import HER_NAMES, HIS_NAMES
from service.reading.people.name_forms import fold
from service.reading.people.spelling import misspelt

if TYPE_CHECKING:
    from service.reading.read import Reading

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
HE, SHE, THEY = GENDERS
_PRONOUNS = HE | SHE | THEY
EITHER = frozenset({"he", "she"})
_WOMEN = listed(
    "mother mum mam mummy mom mums nan gran granny grandma grandmother nana nanna sister stepmum stepmother aunt "
    "auntie niece wife girlfriend daughter granddaughter woman women lady ladies girl girls mrs ms miss midwife "
    "headmistress mgm pgm nun waitress madam queen bride mare cow hen stepdaughter stepsister godmother landlady"
)
_MEN = listed(
    "father dad daddy dads grandad granddad grandpa grandfather taid brother stepdad stepfather uncle nephew husband "
    "boyfriend son grandson man men boy boys mr sir priest imam vicar headmaster mgf pgf monk waiter king groom lad "
    "lads bloke guy stepson stepbrother godfather fireman postman policeman gentleman"
)
_ANYBODY = listed(
    "parent parents carer carers friend friends partner cousin cousins sibling siblings twin twins baby toddler "
    "neighbour teacher tutor worker manager nurse doctor gp dentist officer driver escort receptionist secretary clerk "
    "assistant helper mentor coach trainer therapist psychologist psychiatrist consultant paediatrician optician "
    "solicitor barrister judge magistrate advocate guardian interpreter chair lawyer landlord lodger tenant visitor "
    "guest caller host keyworker staff colleague student pupil classmate peer teenager adult person somebody someone "
    "anybody anyone child kid infant newborn patient client customer shopkeeper cook cleaner caretaker librarian "
    "volunteer leader head headteacher senco senior deputy registrar surgeon physio physiotherapist radiographer "
    "adviser advisor counsellor psychotherapist specialist practitioner supervisor chairperson reviewer assessor "
    "inspector sergeant constable detective dog cat puppy kitten rabbit hamster pony horse pet doll teddy character "
    "owner babysitter childminder nanny sitter adopter fosterer witness victim suspect perpetrator ex applicant "
    "respondent expert writer author referrer stranger player captain singer actor vet hairdresser chef handler "
    "attendant minder pastor other others another"
)
_GENDERED = _WOMEN | _MEN
_NOT_PEOPLE = (
    frozenset((*DAYS, *MONTHS))
    | frozenset(title.lower() for title in TITLES)
    | listed(
        "mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec christmas easter "
        "eid homework maths english science pe ehcp pep cin cp lac nhs gcse year reception road street lane primary "
        "secondary tiktok snapchat instagram xbox lego minecraft teams zoom ramadan halloween diwali facebook youtube "
        "netflix whatsapp school nursery college education camhs hospital surgery police court housing cafcass "
        "probation health hospice academy virtual yot edt placement family the houses worries dreams wishes"
    )
)
_BODIES = listed(
    "school nursery college education camhs hospital surgery police court housing cafcass probation health hospice yot "
    "edt clinic reception office duty"
)
_NO_TRADES = listed(
    "letter computer paper weather matter number order dinner water summer winter door floor shower boiler cooker "
    "heater toaster corner poster folder sticker jumper trainer power register mirror error factor monitor motor "
    "supper butter finger shoulder river tower layer cover offer answer temper trigger chapter danger disorder drawer "
    "timer charger cancer fever laughter manner member minor motor odour plaster printer transfer locker "
    "counter restaurant infant drawer paper flyer speaker hoover trailer scooter roller laser laptop ladder hammer "
    "butter bladder blister collar color"
)
_SPEAKING = frozenset({"by", "with", "from"})
_NO_NAMES = frozenset({"PRON", "DET", "ADP", "AUX"})
_GREETINGS = listed("hi hello hey dear thanks")
_WHOSE = re.compile(r"^.*['’]s? |,.*$| of .*$| to .*$|\(.*$")  # of a role: "mother's ex-partner" is no mother
_BEFORE_NAMES: Mapping[str, str] = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she", "auntie": "she"}
_SHORTEST_INITIALS, _LONGEST_INITIALS = 2, 3


@dataclass(frozen=True, slots=True)
class Who:
    """Who a word stands for: the child, or somebody who may be called by these of "he" and "she"."""

    is_child: bool
    genders: frozenset[str]


CHILD = Who(is_child=True, genders=frozenset())


def who_is_where(reading: Reading) -> Mapping[int, Who]:
    """Return who the words of a note stand for, by the number of the token; pronouns are left out."""
    child = _child_words(reading)
    misspelt_at = {found.span.start for found in misspelt(reading) if found.is_child}
    people = _People(reading, _genders_sent(reading), {})
    for token in reading.text.tokens:
        if not token.is_word or token.text.lower() in _PRONOUNS:
            continue
        is_capital = token.text[:1].isupper() or token.pos == "PROPN"  # "rob walked me to the door"
        is_childs = is_capital and (fold(token.text) in child or people.is_family_name(token))
        if is_childs or token.start in misspelt_at:
            people.found[token.index] = CHILD
        elif (genders := people.genders(token)) is not None:
            people.found[token.index] = Who(is_child=False, genders=genders)
    return people.found


def _child_words(reading: Reading) -> frozenset[str]:
    """Return the folded words that can only be the child: of the given name and other names, and of nobody else's."""
    child = reading.note.child
    names = ((child.name or "").split()[:1], *([name] for name in child.known_as)) if child else ()
    words = {fold(part) for name in names for each in name for part in re.split(r"[-\s]", each)}
    others = {fold(part) for person in reading.note.people for part in re.split(r"[-\s]", person.name)}
    return frozenset(word for word in words if len(word) > 1 and word not in others | {"baby", "unborn"})


def _genders_sent(reading: Reading) -> Mapping[str, frozenset[str]]:
    """Return, by folded word of their names, what the people on the list may be called."""
    found: dict[str, frozenset[str]] = {}
    for person in reading.note.people:
        words = person.name.split()
        role = _WHOSE.sub("", (person.role or "").lower())
        said = _by_words({*words[:1], *re.findall(r"[a-z]+", role)})
        genders = _by_name(fold(words[0])) if words and said == EITHER else said
        for part in re.split(r"[-\s]", person.name):
            found[fold(part)] = found.get(fold(part), frozenset()) | genders
    return found


def _by_words(words: set[str]) -> frozenset[str]:
    lowered = {word.lower().rstrip(".") for word in words}
    is_woman, is_man = bool(lowered & _WOMEN), bool(lowered & _MEN)
    return EITHER if is_woman == is_man else frozenset({"she" if is_woman else "he"})


def _by_name(first: str) -> frozenset[str]:
    if first in HER_NAMES:
        return frozenset({"she"})
    return frozenset({"he"}) if first in HIS_NAMES else EITHER


def _has_a_trade(token: Token) -> bool:
    """Tell whether a noun that does something is likely a person by its ending: "the decorator said"."""
    if token.dep not in SUBJECTS or token.pos != "NOUN" or token.lemma in _NO_TRADES:
        return False
    return token.lemma.endswith(("er", "or", "ist", "ian", "man", "woman", "ant"))


@dataclass(frozen=True, slots=True)
class _People:
    """What is known of the people of a note: what was sent, and who was found so far."""

    reading: Reading
    sent: Mapping[str, frozenset[str]]
    found: dict[int, Who]
    family_names: dict[str, frozenset[str]] = field(default_factory=dict)

    def genders(self, token: Token) -> frozenset[str] | None:
        """Return what somebody whom a token stands for may be called; None where it stands for nobody."""
        word = token.text.lower()
        if word in _GENDERED:
            return _by_words({word})
        if word in _ANYBODY or token.lemma in _ANYBODY or _has_a_trade(token):
            return EITHER
        is_capital, is_body = token.text[:1].isupper() or token.is_name, word in _BODIES
        return self.of_name(token, is_body=is_body) if is_capital or is_body else None

    def of_name(self, token: Token, *, is_body: bool) -> frozenset[str] | None:
        """Return it for a name: by its title, as was sent, as its first word, or as the name goes."""
        before = self.reading.text.tokens[token.index - 1].text if token.index else ""
        lead = before.lower().rstrip(".")
        if is_body:  # somebody there: "School rang"
            return EITHER if token.dep in SUBJECTS or lead in _SPEAKING else None
        if lead in _BEFORE_NAMES:
            return frozenset({_BEFORE_NAMES[lead]})
        if not self.is_name(token) or lead in _GREETINGS:
            return None  # whoever is written to is "you"
        folded, earlier = fold(token.text), self.found.get(token.index - 1)
        if folded in self.sent:
            return self.sent[folded]
        if earlier is not None and before[:1].isupper():
            self.family_names.setdefault(folded, earlier.genders)
            return earlier.genders or None
        return self.family_names.get(folded) or _by_name(folded)

    def is_family_name(self, token: Token) -> bool:
        """Tell whether a word is the rest of the child's name: "Ellis Rudd"."""
        is_behind = self.found.get(token.index - 1) is CHILD and token.pos == "PROPN"
        return is_behind and self.reading.text.tokens[token.index - 1].end + 1 == token.start

    def is_name(self, token: Token) -> bool:
        """Tell whether a token may be somebody's name or initials."""
        word = token.text.lower()
        if not token.text[:1].isupper() or (token.pos in _NO_NAMES and not token.is_name):
            return False
        whole = self.reading.text.tokens[token.head]
        if token.dep in {"compound", "amod"} and whole.pos == "NOUN" and whole.text.islower() and not token.is_name:
            return False  # "French knots"
        is_short = _SHORTEST_INITIALS <= len(word) <= _LONGEST_INITIALS
        is_initials = token.text.isupper() and is_short and (token.dep in SUBJECTS or word in self.reading.initials)
        is_letter = len(word) == 1 and word not in {"i", "a"} and token.dep in SUBJECTS
        is_proper = token.pos == "PROPN" and word.rstrip(".") not in _NOT_PEOPLE
        return token.is_name or is_initials or is_letter or is_proper or fold(token.text) in self.sent
