"""Gold notes as passages with gaps: names, days, figures and words that another child's note fills otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from evaluation.gold_notes import GoldNote, GoldSentence, read_gold, training_files
from evaluation.synthetic import days
from evaluation.synthetic.gaps import Age, Child, Day, Figure, Gap, Gendered, Person, Place, SchoolYear, Time, Word
from evaluation.synthetic.gendered import BOUND, turned
from evaluation.synthetic.naming import WORD, Named, Names, Someone, places
from evaluation.synthetic.words import KINDS_OF_THING, SAME

Parts = tuple[str | Gap, ...]

_SENTENCES_A_PASSAGE = 5
_SPLIT = re.compile(
    r"(?:,? (?P<join>(?:and|but|so|because|as|while|when|which|who|although|until)(?: that)?)) (?=\S+ \S+ \S+)"
)
_LEAST_HEAD = 25  # characters before a tail
_FOUND = re.compile(
    rf"(?P<law>(?i:\b(?:section|sections|s|reg(?:ulation)?s?|part|form|schedule)\.? ?)\d+)"
    rf"|(?P<age>(?<=\()\d{{1,2}}(?=\))|(?<=aged )\d{{1,2}}|\b\d{{1,2}}(?=-year-old|[ -]years?[ -]old))"
    rf"|(?P<school_year>(?<=Year )\d{{1,2}}\b)"
    rf"|{days.ISO_DAY}|(?<![\d£.:/]){days.DAY_OF_MONTH}|(?<![\d£.:/]){days.NUMBER_DAY}|(?<![\d£.:/]){days.SHORT_DAY}"
    rf"|(?<![\d£.:/]){days.TIME}|(?<![\d£.:/]){days.HOUR}|(?<![\d£.:/]){days.ORDINAL}|\b{days.MONTH}|(?<![\d£.:/]){days.YEAR}"
    rf"|(?<![\w£]){days.FIGURE}(?!\w)|(?<=£){days.FIGURE.replace('figure', 'pounds')}"
    rf"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)"
)
_TWO_MEANINGS = frozenset(
    ["as", "since", "chair", "set", "map", "called", "class", "help", "home", "cross", "iceland", "last", "next"]
)
_THINGS = {
    word: tuple(words)
    for words in (*KINDS_OF_THING.values(), days.NUMBER_WORDS)
    for word in words
    if word not in _TWO_MEANINGS
}
_OTHERS = {word: tuple(words) for words in SAME for word in words if word not in _TWO_MEANINGS}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with gaps; `join` and `tail` part off its second half, where it has one that can be another's."""

    kind: str
    parts: Parts
    head: Parts = ()
    join: str = ""
    tail: Parts = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A gold note: its day, its child's age and pronouns, its people, its title and its passages."""

    note_id: str
    record_type: str
    day: date
    age: int
    pronouns: str
    people: tuple[Someone, ...]
    title: Parts


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences in a row. `is_bound` where they say what is true of one sex only."""

    number: int
    source: Source
    sentences: tuple[Sentence, ...]
    is_bound: bool


@cache
def passages() -> tuple[Passage, ...]:
    """Return the passages of all gold notes that may be trained on, but those about babies without a name."""
    notes = read_gold(training_files())
    names = Names(notes)
    found: list[Passage] = []
    for note in notes:
        if note.child.split(maxsplit=1)[0].lower() not in {"unborn", "baby", "he", "unknown"}:
            found += _passages(note, names, len(found))
    return tuple(found)


@cache
def tails(*, is_free: bool) -> dict[tuple[str, str], tuple[tuple[Source, Parts], ...]]:
    """Return second halves of sentences by the word that joins them and by pronouns; free ones fit both sexes."""
    by_join: dict[tuple[str, str], list[tuple[Source, Parts]]] = defaultdict(list)
    for passage in passages():
        if not (is_free and passage.is_bound):
            for sentence in passage.sentences:
                if sentence.tail:
                    by_join[sentence.join, passage.source.pronouns].append((passage.source, sentence.tail))
    return {key: tuple(values) for key, values in by_join.items()}


def _passages(note: GoldNote, names: Names, number: int) -> Iterator[Passage]:
    _, age, pronouns = (part.strip() for part in note.child.split("|"))
    years = int(age) if age.isdigit() else 0
    named = names.named(note)
    title = _title(note, names)
    source = Source(note.note_id, note.record_type, note.written_on, years, pronouns, tuple(named.people), title)
    for at, group in enumerate(_groups(note)):
        text = note.text[group[0].span.start : group[-1].span.end]
        sentences = tuple(_sentence(sentence, note, named, years) for sentence in group)
        yield Passage(number + at, source, sentences, bool(BOUND.search(text)))


def _groups(note: GoldNote) -> Iterator[list[GoldSentence]]:
    """Yield sentences a few at a time, paragraphs kept apart."""
    group: list[GoldSentence] = []
    for sentence in note.sentences:
        is_new = bool(group) and "\n\n" in note.text[group[-1].span.end : sentence.span.start]
        if group and (is_new or len(group) == _SENTENCES_A_PASSAGE):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _title(note: GoldNote, names: Names) -> Parts:
    """Return the title where it names nobody but the child; else nothing."""
    child = WORD.findall(note.child.split("|")[0])
    capitals = [word for word in WORD.findall(note.title)[1:] if word[0].isupper()]
    if any(word.removesuffix("'s") in names.known and word.removesuffix("'s") != child[0] for word in capitals):
        return ()
    parts: list[str | Gap] = []
    for piece in re.split(rf"\b({re.escape(child[0])})\b", note.title):
        parts += [Child(has_given=True, has_surname=False)] if piece == child[0] else [piece]
    return tuple(parts)


def _sentence(sentence: GoldSentence, note: GoldNote, named: Named, age: int) -> Sentence:
    start, end = sentence.span
    whole = _parts(note, named, age, start, end)
    kind = sentence.kind or "other"
    ending = note.text[end - 1]
    splits = [found for found in _SPLIT.finditer(note.text, start, end) if found.start() - start >= _LEAST_HEAD]
    if kind == "other" or ending != "." or not splits or any(mark in note.text[start:end] for mark in '"“”()'):
        return Sentence(kind, whole)
    at = splits[-1]
    head = (*_parts(note, named, age, start, at.start()), note.text[at.start() : at.start("join")])
    return Sentence(kind, whole, head, at["join"], _parts(note, named, age, at.end(), end))


def _parts(note: GoldNote, named: Named, age: int, start: int, end: int) -> Parts:
    """Return the note's text from `start` to `end` with gaps in it."""
    gaps: list[tuple[int, int, Gap]] = []
    for run in named.runs:
        if start <= run.start and run.end <= end:
            who = (
                Child(run.has_given, run.has_surname)
                if run.who is None
                else Person(run.who, run.has_given, run.has_surname)
            )
            gaps.append((run.start, run.end, who))
    gaps += [(f.start(), f.end(), Place(f["place"])) for f in places().finditer(note.text, start, end)]
    taken = sorted(gaps, key=lambda gap: gap[:2])
    for found in _FOUND.finditer(note.text, start, end):
        if not any(a < found.end() and found.start() < b for a, b, _ in taken):
            gap = _gap(found, note, age)
            if gap is not None:
                gaps.append((found.start(), found.end(), gap))
    return tuple(_laid_out(note.text, gaps, start, end))


def _laid_out(text: str, gaps: Sequence[tuple[int, int, Gap]], start: int, end: int) -> Iterator[str | Gap]:
    last = start
    for first, behind, gap in sorted(gaps, key=lambda each: each[:2]):
        if first < last:
            continue
        if first > last:
            yield text[last:first]
        yield gap
        last = behind
    if last < end:
        yield text[last:end]


def _gap(found: re.Match[str], note: GoldNote, age: int) -> Gap | None:
    if found["word"]:
        return _word(found, note.text)
    if found["law"]:
        return None
    if found["school_year"]:
        return SchoolYear()
    return _counted(found, age) or _dated(found, note)


def _counted(found: re.Match[str], age: int) -> Gap | None:
    number = found["age"] or found["figure"] or found["pounds"]
    if not number:
        return None
    return Age() if found["age"] and int(number) == age else Figure(int(number))


def _dated(found: re.Match[str], note: GoldNote) -> Gap | None:
    if found["hour"] or found["whole_hour"]:
        time = days.read_time(found)
        return Time(time) if time else None
    day = days.read_day(found, note.written_on)
    return Day(day) if day else None


def _word(found: re.Match[str], text: str) -> Gap | None:
    word = found["word"]
    other = turned(word, (WORD.match(text, found.end() + 1) or [""])[0])
    if other is not None:
        return Gendered(word, other)
    if word in _THINGS:
        return Word(word, _THINGS[word], is_same=False)
    return Word(word, _OTHERS[word], is_same=True) if word in _OTHERS else None
