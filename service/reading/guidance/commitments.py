"""In what form a sentence commits somebody to act: "Femi to ring", "I will ring", "to be rung", "Ring school"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from service.note import Span
from service.reading.guidance.items import Item
from service.reading.guidance.owners import ends_with_owner, names_nobody_in_particular, names_somebody
from service.reading.language.text import Token
from service.reading.language.words import listed
from service.reading.read import Reading

Form = Literal["hidden", "started", "command", "promise", "set", "habit", "noun"]

_WILL = listed("will 'll ’ll shall")
_PARTICIPLES = listed(
    "made sent done got given found held put set taken seen told kept brought bought sought begun written spoken met "
    "paid "
    "drawn built shown rung run dealt led left lent cut chosen heard read shared"
)
_HAPPENING = listed("commence begin start continue happen resume proceed remain follow go come stay take")
_STATES = listed(
    "be have know need want like hear feel miss understand mean depend remain stay live become love enjoy struggle "
    "cope "
    "benefit expect settle sleep manage think grow"
)
_STAYING = listed("stay remain live be")
_INWARD = listed("know want like feel hear understand think expect")
_PURPOSES = listed(
    "visit visits meeting meetings session call calls contact email conversation discussion appointment purpose aim "
    "goal "
    "outcome time need way right chance decision reason ability day able list thing things something anything review "
    "target step hope wish attempt tendency plan plans return permission money space room how what where when whether"
)
_NO_PROMISE = listed("need needs have has had like able want wants try trying used")
_SEE_ELSEWHERE = listed("above below attached strategy plan assessment report note notes previous you email")
_LEADING = listed(
    "continue aim try begin start agree plan look seek help refer speak talk write go listen respond reply apply "
    "return "
    "signpost"
)
_COMMANDS = listed(
    "refer ring call phone book arrange send chase write complete update explore continue begin monitor support "
    "encourage "
    "liaise engage organise request invite gather obtain discuss speak check prepare follow signpost ensure offer "
    "provide "
    "consider work visit contact review email share promote address identify apply register make"
)
_NEVER_NOUNS = listed(
    "refer arrange encourage explore liaise organise ensure provide monitor signpost engage discuss obtain"
)
_AGREED = re.compile(
    r"\W*(?:it (?:was|is|has been) )?(?:all |everyone |everybody |parents? |family |we |they |the \w+ |both )?"
    r"(?:of (?:us|them|those) )?(?:present |there )?(?:have |has |had |were |was |are |is )?(?:all )?"
    r"(?:agreed|decided|in (?:full )?agreement|of one mind|on board)"
    r"(?: by (?:all|everyone|the \w+))?(?: today| at the meeting)?(?: that|:)?\s+(?!to\b)",
    re.IGNORECASE,
)
_THINGS_TO_DO = listed(
    "referral referrals letter letters form forms application applications appointment assessment booking email e-mail "
    "request update report visit meeting call dentist optician passport"
)
_DATED = listed(
    "next review meeting conference visit supervision see back date no none nil apologies present reconvene"
)
_NOT_A_SUBJECT = listed("no it this that there")
_MAY_BE_A_VERB = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN"})  # behind "to" a rare verb is taken for others
_NOTS = frozenset({"not", "n't", "n’t", "never"})
_FEW = 3
_FAR = 8  # words in which "Bea asks" shows its verb
_FINAL_WORDS = 9  # "Letter to housing – me" is short; a sentence with a dash is not


@dataclass(frozen=True, slots=True)
class Commitment:
    """The form of an action, the words before its verb, and the verb's place among the note's words.

    `agreed` holds the words "all agreed that", where they stand before it.
    """

    form: Form
    subject: Span
    verb: int
    agreed: str = ""

    @property
    def is_hidden(self) -> bool:
        """Tell whether grammar leaves out who acts: "referral to be made", "work to start"."""
        return self.form in {"hidden", "started"}


def commitment(reading: Reading, item: Item) -> Commitment | None:
    """Return how an item commits somebody, or None where its words commit nobody."""
    agreed = _AGREED.match(reading.note.text, item.span.start, item.span.end)
    start = agreed.end() if agreed else item.span.start
    tokens = [token for token in item.tokens if token.start >= start and (token.is_word or token.text in "'’")]
    if not tokens or any(token.spoken_for for token in tokens[:_FEW]):
        return None
    said = _by_verb(reading, item, tokens, is_agreed=agreed is not None) or _without_verb(reading, item, tokens)
    return replace(said, agreed=agreed[0]) if said and agreed else said


def says_it_was_agreed(reading: Reading, item: Item) -> bool:
    """Tell whether an item begins with "it was agreed that" or the like."""
    return _AGREED.match(reading.note.text, item.span.start, item.span.end) is not None


def _without_verb(reading: Reading, item: Item, tokens: Sequence[Token]) -> Commitment | None:
    """Read what only its place tells: "Bea asks the physio", "Dentist" in a list of actions, "Letter – me"."""
    is_among_actions = item.heading is not None and item.heading.is_for_actions
    if is_among_actions and (item.kind.kind == "plan" or item.is_listed) and (said := _habit(tokens)):
        return said
    if is_among_actions and (said := _needing(tokens)):
        return said
    label, sentence = item.label, item.kind.sentence.span
    is_whose = label is not None and is_among_actions and names_somebody(reading, label)
    ends_so = len(tokens) <= _FINAL_WORDS and ends_with_owner(reading, sentence) and (label is None or is_among_actions)
    if not (item.is_listed or label or _begins_line(reading, sentence)):
        return None  # "J. Osei-Tutu, team manager" is a signature cut in two
    return _noun(tokens) if is_whose or ends_so or _may_be_a_noun(reading, item, tokens) else None


def _by_verb(reading: Reading, item: Item, tokens: Sequence[Token], *, is_agreed: bool) -> Commitment | None:
    for at, token in enumerate(tokens):
        lowered = token.text.lower()
        after = _behind(tokens, at)
        if lowered == "to" and _is_infinitive(token, after):
            return _infinitive(reading, item, tokens, at)
        if (lowered in _WILL or (is_agreed and lowered == "would")) and token.pos in {"AUX", "VERB"}:
            return _will(reading, tokens, at, is_agreed=is_agreed)
        if at == 0 and _is_command(tokens):
            return Commitment("command", Span(token.start, token.start), token.index)
        if at and _is_finite(token) and not _leads_to_infinitive(tokens, at):
            return None
    return None


def _behind(tokens: Sequence[Token], at: int) -> list[Token]:
    return [other for other in tokens[at + 1 : at + 1 + _FEW] if other.pos != "ADV" or other.lemma in _COMMANDS]


def _is_infinitive(to: Token, after: Sequence[Token]) -> bool:
    """Tell whether "to" stands before a verb, not before a place or a person."""
    if not after or after[0].text.lower() != after[0].lemma:
        return False
    return after[0].lemma == "be" or after[0].pos == "VERB" or (to.pos == "PART" and after[0].pos in _MAY_BE_A_VERB)


def _infinitive(reading: Reading, item: Item, tokens: Sequence[Token], at: int) -> Commitment | None:
    """Read "Femi to ring", "Referral to be made", "work to start", "is to ask", "agreed to ring"."""
    after = _behind(tokens, at)
    verb, first = after[0], tokens[0]
    subject = Span(first.start, tokens[at - 1].end if at else first.start)
    before = tokens[at - 1].text.lower() if at else ""
    if at and at <= _FEW and first.text.lower() in _NOT_A_SUBJECT:
        return None
    if verb.lemma == "be" and len(after) > 1 and _is_participle(after[1]):
        return Commitment("hidden", subject, after[1].index)
    is_among_actions = item.heading is not None and item.heading.is_for_actions
    is_needed = is_among_actions and before in {"need", "needs"}
    if before in _PURPOSES | _NO_PROMISE and not is_needed:
        return None
    if not at:  # "To agree the next steps" opens a note; in a list it is something to do
        is_purpose = first.text.istitle() and not (is_among_actions or item.is_listed)
        return None if is_purpose else Commitment("command", subject, verb.index)
    return _somebody_to(reading, subject, verb, is_named=any(token.pos == "PROPN" for token in tokens[:at]))


def _somebody_to(reading: Reading, subject: Span, verb: Token, *, is_named: bool) -> Commitment | None:
    is_somebody = is_named or names_somebody(reading, subject)
    if verb.lemma in _INWARD or (verb.lemma in {"remain", "stay"} and not is_somebody):
        return None
    if verb.lemma in _HAPPENING and not is_somebody:
        is_plan = re.search(r"\bplan(?: is)?\Z", reading.words_of(subject)) is not None
        return None if is_plan else Commitment("started", subject, verb.index)
    return Commitment("set", subject, verb.index) if is_somebody or verb.pos != "NOUN" else None


def _will(reading: Reading, tokens: Sequence[Token], at: int, *, is_agreed: bool) -> Commitment | None:
    """Read "I will ring", "will be referred", "will have mended"; states of things promise nothing."""
    after = _behind(tokens, at)
    if is_agreed:  # to keep from something, or to be somewhere, is agreed as a deed is
        after = [token for token in after if token.text.lower() not in _NOTS]
        return Commitment("promise", Span(tokens[0].start, tokens[at].start), after[0].index) if after else None
    if not after or after[0].text.lower() in _NOTS:
        return None
    verb, following = after[0], after[1] if len(after) > 1 else None
    subject = Span(tokens[0].start, tokens[at].start)
    is_somebody = names_somebody(reading, subject) or names_nobody_in_particular(reading, subject)
    if verb.lemma in {"be", "have"} and following is not None:
        if _is_participle(following):
            return Commitment("hidden" if verb.lemma == "be" else "promise", subject, following.index)
        is_doing = verb.lemma == "be" and following.text.endswith("ing") and following.lemma not in _STATES
        if verb.lemma == "be":
            return Commitment("promise", subject, following.index) if is_doing and is_somebody else None
    if verb.lemma in _STATES or (at and not is_somebody):
        return None
    return Commitment("promise", subject, verb.index)


def _is_command(tokens: Sequence[Token]) -> bool:
    first, rest = tokens[0], tokens[1:]
    lowered = first.text.lower()
    if not rest or first.lemma != lowered or first.pos == "PROPN" or (first.text.isupper() and len(first.text) > 1):
        return False
    if (
        first.lemma in _STAYING
        or lowered in _DATED - {"see", "back"}
        or (lowered == "see" and rest[0].text.lower() in _SEE_ELSEWHERE)
    ):
        return False
    if rest[0].text.lower() == "to" and lowered not in _LEADING:
        return False
    if any(token.text.lower() == "to" and following.lemma == "be" for token, following in pairwise(rest)):
        return False
    if first.pos == "VERB" or lowered in _NEVER_NOUNS:
        return not any(token.dep.startswith("nsubj") and token.head == first.index for token in rest)
    is_small = first.text.islower()  # "- ring housing": no sentence begins with a small noun
    is_used = rest[0].pos in {"DET", "PRON", "ADP", "PROPN"} and rest[0].text.lower() not in {"on", "from", "at"}
    return lowered in _COMMANDS and (is_small or is_used)


def _is_finite(token: Token) -> bool:
    if token.pos != "VERB":
        return token.pos == "AUX"
    return token.dep not in {"amod", "acl", "compound", "nmod"} and not token.text.lower().endswith("ing")


def _leads_to_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb only leads up to another: "is to ask", "need to be got", "agreed to ring", "is going to"."""
    lemma = tokens[at].lemma
    rest = [token.text.lower() for token in tokens[at + 1 : at + 3]]
    if rest[:1] == ["to"]:
        return lemma in {"be", "need", "agree", "promise", "offer"} or tokens[at].pos != "AUX"
    if lemma == "have":
        return rest[:1] in (["agreed"], ["offered"], ["promised"], ["both"])
    return lemma == "be" and rest[1:] == ["to"] and rest[0] in {"going", "due"}


def _is_participle(token: Token) -> bool:
    lowered = token.text.lower()
    return lowered in _PARTICIPLES or (lowered.endswith("ed") and token.pos in {"VERB", "ADJ", "AUX"})


def _habit(tokens: Sequence[Token]) -> Commitment | None:
    """Read "Bea asks the physio" under a heading of actions."""
    verb = next((token for token in tokens[:_FAR] if _is_finite(token)), None)
    if verb is None or verb.pos != "VERB" or not verb.text.lower().endswith("s") or verb.lemma in _STATES:
        return None
    return Commitment("habit", Span(tokens[0].start, verb.start), verb.index) if verb is not tokens[0] else None


def _begins_line(reading: Reading, span: Span) -> bool:
    return not reading.note.text[reading.note.text.rfind("\n", 0, span.start) + 1 : span.start].strip()


def _needing(tokens: Sequence[Token]) -> Commitment | None:
    """Read "The nursery place needs looking into" under a heading of actions."""
    for token, following in pairwise(tokens[:_FAR]):
        if token.lemma == "need" and following.text.lower().endswith("ing"):
            return Commitment("hidden", Span(tokens[0].start, token.start), following.index)
    return None


def _may_be_a_noun(reading: Reading, item: Item, tokens: Sequence[Token]) -> bool:
    """Tell whether even a bare noun is something to be done: on a line of its own, in a list of actions or a plan."""
    if not item.is_listed:
        is_to_do = tokens[0].text.lower() in _THINGS_TO_DO
        return is_to_do and item.heading is not None and item.heading.is_firm and item.label is None
    if item.around.end > item.span.end:
        return False
    return reading.note.record_type == "plan" if item.heading is None else item.heading.is_firm


def _noun(tokens: Sequence[Token]) -> Commitment | None:
    if len(tokens) > _FINAL_WORDS or tokens[0].pos == "ADP" or tokens[0].lemma in _DATED:
        return None
    if any(token.pos == "AUX" or token.dep.startswith("nsubj") for token in tokens):
        return None
    start = tokens[0].start
    return Commitment("noun", Span(start, start), tokens[0].index)
