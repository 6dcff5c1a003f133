"""Who does what in a note: each verb, or other predicate, with whom its subject stands for and who passes it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.reading.language.text import Sentence, Token
from service.reading.language.words import listed
from service.reading.people.speaker_mentions import UNKNOWN
from service.reading.people.speakers import SPEECH

if TYPE_CHECKING:
    from service.reading.read import Reading

_NOT = listed("not n't n’t never nothing nowt no neither nor cannot nobody")
_TO_COME = listed("will shall should must may might can could 'll ’ll wo ca")
_SHARING = frozenset({"conj", "xcomp", "parataxis", "list"})
_OPENED = _SHARING | {"root"}
_LONE = frozenset({"conj", "xcomp", "advcl", "parataxis", "list"})
_PREDICATES = frozenset({"VERB", "ADJ", "AUX"})
_NO_PREDICATES = frozenset({"aux", "aux:pass", "cop", "amod"})
_MOST_CLIMBED = 12  # heads from a verb up to the report that it hangs in
_SEEING = listed("watch see hear notice observe find film")
_HANGING = frozenset({"xcomp", "ccomp", "acl", "advcl", "obl", "amod"})
_JOINED = frozenset({"acl", "advcl", "conj", "parataxis", "list", "appos", "acl:relcl"})
_CONDITIONS = listed("if unless until whether when once whenever")
_TELLING = listed("say report explain tell write reply add state feel think claim confirm believe reckon")
_LONGEST_LABEL = 9  # words before a colon that only say who writes, and when
_NEAR = 4  # words between "says" and whoever says it: ", says her mum"
_LABELS = frozenset({":", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate. `who` is a kind of the list `role`, None for the writer and for whoever is not known.

    `tellers` are those in whose reports it stands, nearest first; none if it is the writer's. `beside` holds
    the lemmas that hang on the predicate. `is_dropped` tells that the subject was left out ("Wants to go home")
    and is only likely, `is_watched` that somebody saw or heard it done ("I watched her stack").
    """

    verb: Token
    who: str | None
    tellers: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    is_passive: bool = False
    is_dropped: bool = False
    is_watched: bool = False

    @property
    def is_negated(self) -> bool:
        """True for "did not"."""
        return not self.beside.isdisjoint(_NOT)

    @property
    def is_supposed(self) -> bool:
        """True for what only may be so: "if he feels like it"."""
        return not self.beside.isdisjoint(_CONDITIONS)

    @property
    def is_to_come(self) -> bool:
        """True for what will, should or could be."""
        return not self.beside.isdisjoint(_TO_COME)


def read_clauses(reading: Reading) -> tuple[tuple[Clause, ...], ...]:
    """Return the clauses of each sentence of a note, in order; words inside quotation marks make none."""
    following = _Following(reading)
    return tuple(tuple(following.read(sentence)) for sentence in reading.text.sentences)


@dataclass
class _Sentence:
    """The words of one sentence, and what hangs on each."""

    tokens: Sequence[Token]
    subjects: dict[int, Token] = field(default_factory=dict)
    hanging: dict[int, list[Token]] = field(default_factory=dict)
    objects: dict[int, Token] = field(default_factory=dict)
    passive: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for token in self.tokens:
            self.hanging.setdefault(token.head, []).append(token)
            if token.dep.startswith("nsubj"):
                self.subjects.setdefault(token.head, token)
            if token.dep == "obj":
                self.objects.setdefault(token.head, token)
            if token.dep in {"nsubj:pass", "aux:pass"}:
                self.passive.add(token.head)

    def beside(self, verb: Token) -> frozenset[str]:
        """Return what hangs on a verb, as written and in dictionary form, but for names: "Ellie-May was"."""
        hanging = [token for token in self.hanging.get(verb.index, ()) if token.pos != "PROPN"]
        return frozenset((*(token.lemma for token in hanging), *(token.text.lower() for token in hanging)))

    def at(self, index: int) -> Token | None:
        place = index - self.tokens[0].index
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def subject_of(self, verb: Token, words: Mapping[int, str]) -> Token | None:
        """Return the subject of a verb, that of the verb it goes on from, or whom somebody saw doing it."""
        is_finite = verb.text.lower() != verb.lemma
        for _ in range(_MOST_CLIMBED):
            if verb.index in self.subjects:
                return self.subjects[verb.index]
            head = self.at(verb.head)
            if head is None or head is verb:
                return None
            if self.is_watched(verb):
                return self.objects[head.index]
            if (
                verb.dep in _JOINED
                and head.index in words
                and head.dep in {"root", "nsubj", "dep", "list", "parataxis"}
            ):
                return head
            if verb.dep not in _LONE or (self._has_mark(verb) and not is_finite):
                return None
            verb = head
        return None

    def is_watched(self, verb: Token) -> bool:
        """Tell whether somebody saw or heard it done: "I watched her stack the bricks"."""
        head = self.at(verb.head)
        return head is not None and verb.dep in _HANGING and head.lemma in _SEEING and head.index in self.objects

    def _has_mark(self, verb: Token) -> bool:
        """Tell "while going" and "to be seen" from "came in and sat": the former may be anybody's."""
        return verb.dep == "advcl" and verb.text.lower() == verb.lemma


@dataclass
class _Following:
    """The note so far: who was its topic last."""

    reading: Reading
    topic: str | None = None

    def __post_init__(self) -> None:
        self.words: Mapping[int, str] = self.reading.speakers.of_words

    def read(self, sentence: Sentence) -> Iterator[Clause]:
        tokens = self.reading.text.tokens_of(sentence)
        if not tokens:
            return
        here = _Sentence(tokens)
        label = label_of(self.reading, sentence)
        self.topic = label or self.topic
        teller = self._teller(here) or (label if label != "child" else None)
        for token in tokens:
            is_predicate = token.pos in _PREDICATES or token.index in here.subjects
            if is_predicate and not token.spoken_for and token.dep not in _NO_PREDICATES:
                yield self._clause(token, here, teller)
        self.topic = self._topic_of(here) or self.topic

    def _clause(self, verb: Token, here: _Sentence, teller: str | None) -> Clause:
        subject = _inverted(verb, here, self.words) or here.subject_of(verb, self.words) or self._opening(verb, here)
        is_dropped = subject is None and self._is_dropped(verb, here)
        who = self.topic if is_dropped else self.words.get(subject.index) if subject else None
        tellers = tuple(self._tellers(verb, here))
        if teller is not None and not (who == teller and verb.lemma in SPEECH):
            tellers = (*tellers, teller)
        return Clause(
            verb, who, tellers, here.beside(verb), verb.index in here.passive, is_dropped, here.is_watched(verb)
        )

    def _opening(self, verb: Token, here: _Sentence) -> Token | None:
        """Return whom a jotting opens with where no verb has a subject before: "Ava at table, did not look up"."""
        first = next((token for token in here.tokens if token.is_word), None)
        if first is None or first.index not in self.words or verb.dep not in _OPENED:
            return None
        before = (subject for subject in here.subjects.values() if subject.index < verb.index)
        is_first = all(self.words.get(subject.index) == self.words[first.index] for subject in before)
        return first if is_first and first.dep != "nmod:poss" else None

    def _is_dropped(self, verb: Token, here: _Sentence) -> bool:
        """Tell whether a sentence has lost its subject: "Said school is fine.", "Chatty and smiling."."""
        if verb.dep not in {"root", "conj"} or verb.text.lower() == verb.lemma != "be":
            return verb.pos == "ADJ" and verb.dep == "root" and not here.subjects
        colon = next((token.index for token in here.tokens[:_LONGEST_LABEL] if token.text == ":"), -1)
        first = next((token for token in here.tokens if token.is_word and token.index > colon), verb)
        return not any(subject.index < verb.index for subject in here.subjects.values()) and first.pos in _PREDICATES

    def _tellers(self, verb: Token, here: _Sentence) -> Iterator[str]:
        """Climb from a verb through the reports it hangs in, past what it is only joined to by "and"."""
        for _ in range(_MOST_CLIMBED):
            head = here.at(verb.head)
            if head is None or head is verb:
                return
            if verb.dep not in _SHARING and head.lemma in SPEECH and not head.spoken_for:
                subject = _inverted(head, here, self.words) or here.subject_of(head, self.words)
                if subject is not None and subject.index in self.words:
                    yield self.words[subject.index]
            verb = head

    def _teller(self, here: _Sentence) -> str | None:
        """Return who stands behind "according to", or behind "says" at the end: ", says her mum"."""
        for token in here.tokens:
            if (
                token.lemma in _TELLING
                and not token.spoken_for
                and (token.dep == "parataxis" or _is_between(token, here))
            ):
                subject = _inverted(token, here, self.words) or here.subjects.get(token.index)
                if subject is not None and subject.index in self.words:
                    return self.words[subject.index]
            if token.text.lower() in {"according", "per"}:
                behind = (here.at(token.index + step) for step in range(1, _NEAR + 1))
                found = (self.words.get(one.index) for one in behind if one is not None and one.dep != "nmod:poss")
                return next((who for who in found if who), UNKNOWN)
        return None

    def _topic_of(self, here: _Sentence) -> str | None:
        subjects = [self.words[token.index] for token in here.subjects.values() if token.index in self.words]
        if any(self.words.get(token.index) == "child" for token in here.tokens):
            subjects.append("child")
        return next(iter(subjects), None)


def label_of(reading: Reading, sentence: Sentence) -> str | None:
    """Return who is named before a colon or a dash at the start: "Ava: wants a dog", "Mum - says he is fine"."""
    words = reading.speakers.of_words
    tokens = reading.text.tokens_of(sentence)[:_LONGEST_LABEL]
    for place, token in enumerate(tokens):
        if place and (token.text == ":" or (token.text in _LABELS and place <= _NEAR)):
            return next((words[one.index] for one in tokens[:place] if one.index in words), None)
        if token.pos in {"VERB", "AUX"} and not token.spoken_for:
            return None
    return None


def _inverted(verb: Token, here: _Sentence, words: Mapping[int, str]) -> Token | None:
    """Return whoever stands right beside a verb of speech as its unmarked subject: "said Ava", "nan says"."""
    if verb.lemma not in _TELLING or verb.index in here.subjects:
        return None
    before = here.at(verb.index - 1)
    if before is not None and before.index in words:
        return before
    if not _ends_a_report(verb, here):
        return None
    behind = (here.at(verb.index + step) for step in range(1, _NEAR))
    found = next((one for one in behind if one is not None and one.index in words), None)
    is_of_another = found is not None and found.dep.startswith("nsubj") and found.head != verb.index
    return None if is_of_another else found


def _is_between(verb: Token, here: _Sentence) -> bool:
    """Tell whether a verb of speech stands between commas with its subject: ", she said, "."""
    subject, behind = here.subjects.get(verb.index), here.at(verb.index + 1)
    before = here.at(subject.index - 1) if subject is not None else None
    is_next = subject is not None and subject.index == verb.index - 1
    return is_next and before is not None and before.text == "," and (behind is None or not behind.is_word)


def _ends_a_report(verb: Token, here: _Sentence) -> bool:
    before = here.at(verb.index - 1)
    return before is not None and (before.spoken_for or before.text in {",", '"', "”", "'", "’", "-", "–"})
