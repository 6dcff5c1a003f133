"""How much of the child is in a note: own words, what somebody saw, what a parent passed on, or nothing.

Read from whom each verb's subject stands for (`clauses.py`), what sort of verb it is, and who passes it on.
A child's words that a parent brings are the parent's report; those that a teacher brings are the child's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.finding import Voice
from service.note import Span
from service.reading.guidance import child_verbs as verbs
from service.reading.guidance.clauses import Clause, label_of
from service.reading.guidance.quoted import Quotation, read_quotations
from service.reading.language.text import Sentence, Token
from service.reading.once import once
from service.reading.people.speaker_mentions import UNKNOWN
from service.reading.people.speakers import SPEECH
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

FAMILY = frozenset(
    {"mother", "father", "parents", "partner", "grandparent", "sibling", "wider family", "carer", "somebody else"}
)
"""Kinds of the list `role` through whom a child's view is only reported."""
_DRAWS_FROM_YEARS = 4  # a younger child's drawing says what it did, not what it thinks
_SUMMING_UP = frozenset(
    {"assessment", "plan", "three-month summary", "transfer summary", "closing summary", "midway review"}
)
"""Records of more than one meeting: that the child slept through one of them says nothing about the others."""
_NOUN_LIKE = frozenset({"for", "of", "about", "from", "without", "by", "before", "after"})
_ATTENDANCE = re.compile(
    r"\W*(?:present|attended|attendees|attendance|in attendance|attending|there|who (?:was|came)|in the room)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|im|ive|i['’]\w+|me|my|mine)\b", re.IGNORECASE)
_REACH = 40  # words of a sentence on either side in which somebody is looked for
_LONGEST_LABEL = 12  # words before a colon: "Noor, from her mum's address: ..."


@dataclass(frozen=True, slots=True)
class ChildVoice:
    """The strongest voice of the child in a note, and the sentences behind each.

    `silent_because` holds the words that say why the child was not heard or not seen; `is_wordless` tells that
    the note says that the child does not use words, `is_unborn` that there is no child yet.
    """

    strongest: Voice
    own_words: tuple[Span, ...] = ()
    observed: tuple[Span, ...] = ()
    reported: tuple[Span, ...] = ()
    silent_because: tuple[Span, ...] = ()
    is_wordless: bool = False
    is_unborn: bool = False
    was_there: bool = False


@once
def read_voice(reading: Reading) -> ChildVoice:
    """Return how much of the child is in a note."""
    hearing = _Hearing(reading)
    found: Mapping[Voice, list[Span]] = {"own_words": [], "observed": [], "reported": []}
    for at, sentence in enumerate(reading.text.sentences):
        for voice in {*hearing.heard(at), *hearing.quoted(at)}:
            found[voice].append(sentence.span)
    listed_here = reading.matches("child_voice")
    why = [match for match in listed_here if match.entry.kind == "no answer" or hearing.is_of_the_child(match)]
    excuses = (
        {"declined"} if reading.note.record_type in _SUMMING_UP else {"declined", "asleep", "elsewhere", "no answer"}
    )
    return ChildVoice(
        strongest=next((voice for voice, spans in found.items() if spans), "none"),
        own_words=tuple(found["own_words"]),
        observed=tuple(found["observed"]),
        reported=tuple(found["reported"]),
        silent_because=tuple(match.span for match in why if match.entry.kind in excuses),
        is_wordless=any(match.entry.kind == "wordless" for match in why),
        is_unborn=hearing.age is None and (_is_baby(reading) or any(m.entry.kind == "unborn" for m in listed_here)),
        was_there=hearing.was_there(),
    )


class _Hearing:
    """A note's clauses, and whom its words stand for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.who = reading.speakers.of_words
        self.clauses = reading.clauses
        self.age = reading.note.child_age_years
        self.quotes: dict[int, list[Quotation]] = {}
        for quote in read_quotations(reading):
            self.quotes.setdefault(quote.at, []).append(quote)

    def heard(self, at: int) -> Iterator[Voice]:
        """Yield how the child is heard in the words of a sentence outside quotation marks."""
        read = self.reading.kinds[at]
        if read.sentence.is_heading:
            return
        is_plan = read.kind == "plan" and read.is_sure
        for clause in self.clauses[at]:
            if clause.who == "child" and not (clause.is_to_come or clause.is_supposed or clause.is_passive):
                voice = self._voice_of(at, clause)
                if voice and not (is_plan and not _is_past(clause)):
                    yield voice
        if not is_plan and self._has_own_things(read.sentence):
            yield "own_words"

    def _voice_of(self, at: int, clause: Clause) -> Voice | None:
        """Return how the child is heard in one clause of which the child is the subject."""
        if self._is_writers(clause):
            return None
        through_family = is_through_family(clause.tellers)
        if through_family and self.reading.kinds[at].kind == "reported":
            return "reported"
        if self._is_telling(at, clause):
            return "reported" if through_family else "own_words"
        if clause.verb.lemma in verbs.FEELS:
            return "reported" if through_family else "own_words" if self._is_told(at, clause) else None
        if _is_seen(clause):
            return "reported" if through_family else "observed"
        return None

    def _is_telling(self, at: int, clause: Clause) -> bool:
        lemma = clause.verb.lemma
        if lemma == "draw":
            return _is_finished(clause) and (self.age is None or self.age >= _DRAWS_FROM_YEARS)
        if lemma in verbs.TALKS:
            return not clause.is_negated and not clause.beside.isdisjoint({"about", "of"})
        if lemma in verbs.SIGNS and not self._is_answer(at, clause):
            return False
        if lemma in verbs.SAYS:
            return not clause.is_negated and (_is_finished(clause) or lemma in verbs.IN_THE_PRESENT)
        is_wish = lemma in verbs.WOULD and not clause.beside.isdisjoint({"would", "'d", "’d"})
        return is_wish or (lemma in verbs.WISHES and not self._is_watched_wish(clause))

    def _is_watched_wish(self, clause: Clause) -> bool:
        """Tell what somebody saw in it ("did not want it off", "points to what he wants") from what the child wants."""
        before = {token.text.lower() for token in self.text.tokens[max(0, clause.verb.index - 3) : clause.verb.index]}
        is_named = "what" in before and not clause.verb.dep.startswith(("nsubj", "csubj", "root"))
        is_past = clause.is_negated and not clause.beside.isdisjoint({"did", "didn't"})
        return not clause.tellers and (is_named or is_past)

    def _is_answer(self, at: int, clause: Clause) -> bool:
        """Tell "nodded when I asked" from "nodded at everyone"."""
        near = (one.verb.lemma for each in self.clauses[max(0, at - 1) : at + 1] for one in each if one is not clause)
        return any(lemma in verbs.ASKS for lemma in near)

    def _is_told(self, at: int, clause: Clause) -> bool:
        """Tell whether a liking or a feeling is the child's own telling, and not the writer's picture of the child."""
        if clause.tellers:
            return "child" in clause.tellers
        near = (one for each in self.clauses[max(0, at - 1) : at + 2] for one in each)
        return any(one.who == "child" and one.verb.lemma in verbs.SAYS and not one.is_to_come for one in near)

    def _is_writers(self, clause: Clause) -> bool:
        """Tell whether a verb with no subject is rather the writer's own doing: "Spoke to Ava"."""
        if not clause.is_dropped or clause.verb.lemma not in verbs.WRITERS | verbs.WISHES:
            return False
        if clause.verb.lemma == "tell":
            return clause.beside.isdisjoint({"me", "us"})
        sentence = self.reading.sentence_at(clause.verb.span)
        tokens = self.text.tokens_of(sentence) if sentence else ()
        if clause.verb.lemma in verbs.WISHES:
            return any(
                self.who.get(token.index) == "child" and token.index > clause.verb.index
                for token in tokens
                if token.is_name
            )
        return clause.verb.lemma != "say" or any(token.lemma in {"goodbye", "hello", "bye"} for token in tokens)

    def _has_own_things(self, sentence: Sentence) -> bool:
        """Tell whether "Ava's wish is …", "her drawing shows …" stands here, and not only that they were sought."""
        for token in self.text.tokens_of(sentence):
            if token.dep == "nmod:poss" and self.who.get(token.index) == "child":
                thing = self.text.tokens[token.head]
                verb = self.text.tokens[thing.head]
                is_subject = thing.dep in {"nsubj", "nsubj:outer"} and verb.index != thing.index
                is_told = is_subject and verb.lemma not in verbs.ONLY_SOUGHT
                if thing.lemma in verbs.OWN_THINGS and (is_told or self._goes_on(thing, sentence)):
                    return True
        return False

    def _goes_on(self, thing: Token, sentence: Sentence) -> bool:
        """Tell whether what the child wrote or chose follows: "Lucie's words (a card): ...", "her list: lamp, cat"."""
        rest = self.text.tokens_of(sentence)[thing.index + 1 - sentence.first :]
        return any(token.text == ":" for token in rest[:-1]) or any(token.spoken_for for token in rest)

    def quoted(self, at: int) -> Iterator[Voice]:
        """Yield "own_words" for what stands in quotation marks, or behind the child's name, and is the child's."""
        sentence = self.text.sentences[at]
        quotes = self.quotes.get(at, ())
        own = [one for one in quotes if one.who == "child"]
        if any(not is_through_family(one.tellers) for one in own) or self._is_labelled(at, sentence):
            yield "own_words"
        elif quotes and self._is_passed_on(at):
            yield "reported"

    def _is_labelled(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a sentence is the child's by its label: "Halima: the bus is late", "Noor: I want to stay"."""
        tokens = self.text.tokens_of(sentence)
        colon = next((token for token in tokens[:_LONGEST_LABEL] if token.text == ":"), None)
        if colon is None or label_of(self.reading, sentence) != "child":
            return False
        if _FIRST_PERSON.search(self.reading.words_of(Span(colon.end, sentence.end))):
            return True
        is_name = all(self.who.get(one.index) == "child" and one.is_name for one in tokens if one.index < colon.index)
        is_told = any(one.verb.pos != "ADJ" and one.verb.index > colon.index for one in self.clauses[at])
        return is_name and is_told and self.reading.kinds[at].kind == "reported"

    def _is_passed_on(self, at: int) -> bool:
        """Tell whether one of the family quotes something of the child: Donna says Alfie is "happy as Larry"."""
        of_child = (
            token.dep.startswith("nsubj")
            and self.who.get(token.index) == "child"
            and self.text.tokens[token.head].spoken_for
            for token in self.text.tokens_of(self.text.sentences[at])
        )
        return any(of_child) and any(one.who in FAMILY and one.verb.lemma in SPEECH for one in self.clauses[at])

    def is_of_the_child(self, match: Match) -> bool:
        """Tell whether what a phrase says ("asleep", "did not want to talk") is said of the child."""
        at = bisect_right(self.text.sentences, match.span.start, key=lambda one: one.start) - 1
        sentence = self.text.sentences[at]
        subjects = [one.who for one in self.clauses[at] if match.first <= one.verb.index < match.last]
        if any(subjects):
            return "child" in subjects
        first, last = max(sentence.first, match.first - _REACH), min(sentence.last, match.last + _REACH)
        before = [self.who[i] for i in range(match.first - 1, first - 1, -1) if i in self.who]
        behind = [self.who[i] for i in range(match.last, last) if i in self.who]
        return (before or behind)[:1] in (["child"], [])

    def was_there(self) -> bool:
        """Tell whether the child was at a meeting: listed among those who came, or seen to come."""
        came = (one for each in self.clauses for one in each if one.who == "child" and one.verb.lemma in verbs.CAME)
        if any(not (one.is_negated or one.is_to_come) for one in came):
            return True
        lists = (one for one in self.text.sentences if _ATTENDANCE.match(self.reading.words_of(one.span)))
        return any(
            self.who.get(token.index) == "child" and token.dep != "nmod:poss"  # "Ava's nan" is not Ava
            for one in lists
            for token in self.text.tokens_of(one)
        )


def _is_baby(reading: Reading) -> bool:
    """Tell whether the child came as "Baby Osei" or "Unborn Hill": before a birth there is no first name."""
    name = (reading.note.child.name or "").lower() if reading.note.child else ""
    return name.startswith(("baby", "unborn"))


def is_through_family(tellers: Iterable[str]) -> bool:
    """Tell whether a parent, a carer or nobody known passes it on, and no professional."""
    others = {who for who in tellers if who != "child"}
    return bool(others) and not (others - FAMILY - {UNKNOWN})


def _is_seen(clause: Clause) -> bool:
    lemma = clause.verb.lemma
    is_placed = lemma in verbs.PLACES and not clause.beside.isdisjoint({"was", "were"})
    if clause.verb.text.lower().endswith("ing") and not clause.beside.isdisjoint(_NOUN_LIKE):
        return False
    is_done = clause.is_watched or _is_past(clause)
    return lemma in verbs.DOES | verbs.SIGHTS or is_placed or (lemma in verbs.DID and is_done)


def _is_past(clause: Clause) -> bool:
    """Tell whether it is told as it happened: "sat", "was sitting", and not "sits" or "has sat"."""
    if clause.verb.text.lower().endswith("ing"):
        return not clause.beside.isdisjoint({"was", "were"}) or clause.verb.dep in {"acl", "advcl", "conj"}
    return (_is_finished(clause) and clause.beside.isdisjoint({"has", "have"})) or "did" in clause.beside


def _is_finished(clause: Clause) -> bool:
    """Tell "asked" and "has asked" from "asks"."""
    word, lemma = clause.verb.text.lower(), clause.verb.lemma
    return word not in {lemma, f"{lemma}s", f"{lemma}es"} and not word.endswith("ies")
