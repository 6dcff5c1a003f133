"""What a note says of each person: what is hard about them, and what is good."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.reading.guidance.clauses import Clause
from service.reading.language.text import Sentence
from service.reading.people.speaker_mentions import UNKNOWN
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

_PRAISE = frozenset({"praise"})
_BLAME = frozenset({"motive"})  # kinds of the list `opinion_as_fact`
_TURNING = frozenset({"but", "although", "though", "however", "yet", "still", "then"})
_BESIDE = 4  # words: "has not missed one" is one thing said
_OPEN_TO_ANYBODY = frozenset({"agree", "want", "like", "wish", "prefer", "mind", "worry", "need"})
_WORKERS = frozenset({"school", "health", "police and justice", "social care", "other professional", "children's home"})


@dataclass(frozen=True, slots=True)
class Portrait:
    """How many difficulties and strengths of one person, a kind of the list `role`, a note tells."""

    who: str
    difficulties: int
    strengths: int


def portraits(reading: Reading, said: Sequence[Sequence[Clause]]) -> tuple[Portrait, ...]:
    """Return what a note says of each of the family and the carers in the writer's own words."""
    told = _Told()
    for at, sentence in enumerate(reading.text.sentences):
        marks = _marks(reading, sentence)
        if sentence.is_heading:
            told.has_good_part |= any(is_good for _, is_good in marks)
        elif reading.kinds[at].kind != "plan":
            whose = [_of_whom(reading, match, said[at], sentence) for match, _ in marks]
            told.add(reading, sentence, zip(whose, marks, strict=True))
            told.lacks.update(_lacks(said[at], [match for match, _ in marks]))
    return tuple(told.portraits())


@dataclass
class _Told:
    """What the note has said so far of each person, and of whom it last said something hard."""

    hard: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    good: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lacks: Counter[str] = field(default_factory=Counter)
    last: str | None = None
    has_good_part: bool = False

    def add(self, reading: Reading, sentence: Sentence, marks: Iterable[tuple[str | None, tuple[Match, bool]]]) -> None:
        """Add what a sentence says; "Usual promises." without a subject is of whom the one before it was."""
        before, self.last = self.last, None
        tokens = reading.text.tokens_of(sentence)
        subject = next((token.index for token in tokens if token.dep.startswith("nsubj")), sentence.last)
        here = [
            (who or (before if not is_good and match.first < subject else None), match, is_good)
            for who, (match, is_good) in marks
        ]
        hard_here = {who for who, _, is_good in here if not is_good}
        turns = any(token.lemma in _TURNING for token in tokens)
        for who, match, is_good in here:
            if who and not is_good:
                self.hard[who].add(reading.words_of(match.span).lower())
                self.last = who
            elif who and (turns or who not in hard_here):  # "attends when he feels like it" is no strength
                self.good[who].add(reading.words_of(match.span).lower())

    def portraits(self) -> Iterator[Portrait]:
        """Yield the portrait of each of whom something hard is said; what is said of parents is said of both."""
        for who in (who for who in self.hard if who not in _WORKERS and who != UNKNOWN):
            both = [who, *(["parents"] if who in {"mother", "father"} else [])]
            hard = {words for one in both for words in self.hard.get(one, ())}
            good = {words for one in both for words in self.good.get(one, ())}
            yield Portrait(who, len(hard) + self.lacks[who], len(good) + self.has_good_part)


def _lacks(said: Sequence[Clause], marks: Sequence[Match]) -> Iterator[str]:
    """Yield of whom it says what is not done, known or had, where no word of the lists says so: "could not say"."""
    for clause in said:
        is_marked = any(match.first - _BESIDE <= clause.verb.index <= match.last for match in marks)
        is_other = clause.tellers or clause.is_supposed or clause.is_passive or clause.verb.lemma in _OPEN_TO_ANYBODY
        if clause.who and clause.is_negated and not (is_marked or is_other) and clause.who != "child":
            yield clause.who


def _marks(reading: Reading, sentence: Sentence) -> list[tuple[Match, bool]]:
    """Return what is said of somebody in a sentence, the same words once, and whether it is good."""
    own = [(match, match.entry.kind == "strength") for match in reading.matches("balance", sentence.span)]
    taken = [match.span for match, _ in own]
    loaded = [(match, False) for match in reading.matches("loaded_language", sentence.span)]
    judged = [
        (match, match.entry.kind in _PRAISE)
        for match in reading.matches("opinion_as_fact", sentence.span)
        if match.entry.kind in _PRAISE | _BLAME
    ]
    others = [
        (match, good) for match, good in (*loaded, *judged) if not any(match.span.overlaps(span) for span in taken)
    ]
    return [*own, *{match.span: (match, good) for match, good in others}.values()]


def _of_whom(reading: Reading, match: Match, said: Sequence[Clause], sentence: Sentence) -> str | None:
    """Return of whom something is said: the subject of the words or of the verb nearest before them."""
    inside = [clause.who for clause in said if match.first <= clause.verb.index < match.last]
    if inside:
        return inside[-1] or inside[0]
    words: Mapping[int, str] = reading.speakers.of_words
    before = [clause.who for clause in said if clause.verb.index < match.first and clause.who]
    behind = [clause.who for clause in said if clause.verb.index >= match.last and clause.who]
    named = [words[i] for i in range(sentence.first, match.first) if i in words]
    return next(iter((*before[::-1], *behind, *named[::-1])), None)
