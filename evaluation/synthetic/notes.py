"""A child's notes: passages of gold notes that fit the child, and passages pasted from the child's earlier notes."""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from evaluation.guidance_notes import read_guidance
from evaluation.synthetic.days import ordinal
from evaluation.synthetic.families import Household, Young, cast, household
from evaluation.synthetic.gaps import Scene
from evaluation.synthetic.naming import WORD
from evaluation.synthetic.sources import Parts, Passage, Sentence, Source, passages, tails
from evaluation.synthetic.timeline import Event, events
from evaluation.synthetic.words import ADDED, DEADLINES, ENDINGS, OPENINGS
from service.reading.language.words import listed

_PASTING = ((0.55, 0.05), (0.85, 0.15), (1.0, 0.35))
"""How much people paste: for each share of children up to here, the share of paragraphs that begin with a paste."""
_FROM_SIBLINGS = 0.03
_RIGHT_NAME = 0.9
_REMEMBERED = 60  # paragraphs that may be pasted from
_TAILS_CHANGED = 0.6
_TAILS_ADDED = 0.4
_SHORT = 13  # words
_FRAMED = 0.2
_FRAMED_IF_BARE = 0.7
_OTHER_TYPE = 0.25
_CLOSE_IN_AGE = 4
_TRIES = 8
_MOST_WITHOUT_KIN = 24  # notes of a child called "they": few gold passages fit
_JOINS = ("and", "and", "but", "as", "so", "because", "while", "when")
_LOWERED = listed("The He She They We A An His Her My Our Their It There This That These In At On")


class Shared(NamedTuple):
    """A paragraph that may be pasted into a brother's or sister's note."""

    day: date
    given: str
    paragraph: tuple[str, ...]


class Written(NamedTuple):
    """A note as an export has it; `sentences` are those of its text."""

    household: str
    team: str
    child: Young
    note_id: str
    day: date
    record_type: str
    title: str
    author: str
    text: str
    people: tuple[tuple[str, str], ...]
    plan_goals: tuple[str, ...]
    sentences: tuple[str, ...]


def written(seed: int, number: int) -> Iterator[Written]:
    """Yield the notes of one household, each child's in order; the same for the same seed and number."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - repeatable, no secret
    home = household(number, chance)
    shared: list[Shared] = []
    for child in home.children:
        yield from _Writer(home, child, chance, shared).notes()


class _Writer:
    """Writes one child's notes, one after the other; what was said of the child already is not drawn again."""

    def __init__(self, home: Household, child: Young, chance: random.Random, shared: list[Shared]) -> None:
        self._home, self._child, self._chance, self._shared = home, child, chance, shared
        among = chance.random()
        self._pasting = next(rate for share, rate in _PASTING if among <= share)
        self._earlier: deque[tuple[str, ...]] = deque(maxlen=_REMEMBERED)
        self._unused: dict[str, list[int]] = {}
        self._used: set[int] = set()
        self._goals = tuple(_goals(child.given, chance))

    def notes(self) -> Iterator[Written]:
        most = _MOST_WITHOUT_KIN if self._child.pronouns == "they/them" else 300
        for at, event in enumerate(events(self._chance, self._child.born, most=most), start=1):
            yield self._note(f"{self._child.child_id}-{at:03}", event)

    def _note(self, note_id: str, event: Event) -> Written:
        paragraphs: list[tuple[str, ...]] = []
        count, title = 0, ""
        while count < event.words:
            among = self._chance.random()
            if self._earlier and among < self._pasting:
                paragraph = self._pasted()
            elif among > 1 - _FROM_SIBLINGS and (borrowed := self._borrowed(event.day)):
                paragraph = borrowed
            else:
                passage = self._drawn(event)
                scene = self._scene(passage.source, event.day)
                paragraph = tuple(self._said(sentence, passage, scene) for sentence in passage.sentences)
                title = title or "".join(_filled(passage.source.title, scene))
            paragraphs.append(paragraph)
            count += sum(sentence.count(" ") + 1 for sentence in paragraph)
        self._earlier += paragraphs
        self._shared += (Shared(event.day, self._child.given, paragraph) for paragraph in paragraphs)
        author = self._home.workers[self._chance.choice((0, 0, 0, 1, 2, 3))]
        return Written(
            self._home.household_id,
            self._child.team,
            self._child,
            note_id,
            event.day,
            event.record_type,
            title or event.record_type.capitalize(),
            " ".join(author),
            "\n\n".join(_laid_out(paragraph) for paragraph in paragraphs),
            tuple((" ".join(name), role) for name, role in self._family()),
            self._goals,
            tuple(sentence for paragraph in paragraphs for sentence in paragraph),
        )

    def _family(self) -> Iterator[tuple[tuple[str, str], str]]:
        yield self._home.kin["mother"], "mother"
        yield self._home.kin["father"], "father"
        yield from ((name, "sibling") for name in self._child.siblings)

    def _drawn(self, event: Event) -> Passage:
        """Return a passage not used of this child yet: of the kind of record if one is left, of about the age."""
        kind = "any" if self._chance.random() < _OTHER_TYPE else event.record_type
        age = self._child.age_on(event.day)
        for name in (kind, "any"):
            unused = self._of(name)
            while unused and unused[-1] in self._used:
                unused.pop()
            for at in range(len(unused) - 1, max(-1, len(unused) - 1 - _TRIES), -1):
                passage = passages()[unused[at]]
                if unused[at] not in self._used and abs(passage.source.age - age) <= _CLOSE_IN_AGE:
                    return self._taken(unused, at)
            if unused:
                return self._taken(unused, len(unused) - 1)
        self._used.clear()
        self._unused.clear()
        return self._drawn(event)

    def _of(self, kind: str) -> list[int]:
        if kind not in self._unused:
            fitting = _fitting(kind, self._child.pronouns)
            self._unused[kind] = self._chance.sample(fitting, len(fitting))
        return self._unused[kind]

    def _taken(self, unused: list[int], at: int) -> Passage:
        number = unused.pop(at)
        self._used.add(number)
        return passages()[number]

    def _scene(self, source: Source, day: date) -> Scene:
        """Return what fills the gaps: days move by whole weeks, so that a Tuesday stays one."""
        is_turned = source.pronouns != self._child.pronouns
        return Scene(
            given=self._child.given,
            surname=self._child.surname,
            age=self._child.age_on(day),
            people=cast(source.people, self._child, self._home, self._chance, is_turned=is_turned),
            places=self._home.places,
            is_turned=is_turned,
            by=timedelta(weeks=(day - source.day).days // 7),
            minutes=5 * self._chance.randint(-9, 9),
            chance=self._chance,
        )

    def _said(self, sentence: Sentence, passage: Passage, scene: Scene) -> str:
        chance = self._chance
        parts, is_bare = sentence.parts, sum(not isinstance(part, str) for part in sentence.parts) < 2  # noqa: PLR2004
        if sentence.tail and chance.random() < _TAILS_CHANGED:
            return "".join((*_filled(sentence.head, scene), *self._tail(sentence.join, passage.source, scene)))
        words = "".join(_filled(parts, scene))
        is_short = not sentence.tail and words.count(" ") < _SHORT and _can_go_on(words, sentence.kind)
        if is_short and chance.random() < _TAILS_ADDED:
            join = chance.choice(_JOINS)
            return "".join((words[:-1], ", " if join == "but" else " ", *self._tail(join, passage.source, scene)))
        if chance.random() < (_FRAMED_IF_BARE if is_bare else _FRAMED):
            return self._framed(words, sentence.kind, passage.source.day + scene.by)
        return words

    def _tail(self, join: str, source: Source, scene: Scene) -> Iterator[str]:
        """Yield the second half of another sentence."""
        others = tails(is_free=scene.is_turned)
        of, tail = self._chance.choice(others.get((join, source.pronouns)) or others["and", source.pronouns])
        yield f"{join} "
        yield from _filled(tail, self._scene(of, source.day + scene.by))

    def _framed(self, words: str, kind: str, day: date) -> str:
        """Return a sentence with a day, a time or a number more, where it can bear one."""
        if not _can_go_on(words, kind):
            return words
        opening = words.split(" ", 1)[0]
        chance = self._chance
        if kind == "plan":
            return f"{words[:-1]}{self._drawn_up(chance.choice(DEADLINES), day, ahead=True)}."
        if opening in _LOWERED and chance.random() < 0.5:  # noqa: PLR2004
            return f"{self._drawn_up(chance.choice(OPENINGS), day, ahead=False)}{words[0].lower()}{words[1:]}"
        return f"{words[:-1]}{self._drawn_up(chance.choice(ENDINGS), day, ahead=False)}."

    def _drawn_up(self, form: str, day: date, *, ahead: bool) -> str:
        chance = self._chance
        other = day + timedelta(days=chance.randint(1, 40) * (1 if ahead else -1))
        return form.format(
            day=f"{other.day} {other:%B}",
            time=f"{chance.randint(8, 18)}.{5 * chance.randrange(12):02}",
            number=chance.randint(2, 40),
            order=ordinal(chance.randint(2, 9)),
        )

    def _borrowed(self, day: date) -> tuple[str, ...]:
        """Return a paragraph of a brother's or sister's earlier note, mostly with the right name; or nothing."""
        given = self._child.given
        others = [each for each in self._shared if each.given != given and each.day <= day]
        if not others:
            return ()
        chosen = self._chance.choice(others)
        now = given if self._chance.random() < _RIGHT_NAME else chosen.given
        return tuple(re.sub(rf"\b{chosen.given}\b", now, sentence) for sentence in chosen.paragraph)

    def _pasted(self) -> tuple[str, ...]:
        """Return part of an earlier paragraph: as it stood, with other figures, or with words changed."""
        chance = self._chance
        paragraph = chance.choice(self._earlier)
        first = chance.randrange(max(1, len(paragraph) - 1))
        kept = paragraph[first : first + chance.randint(2, 5)]
        how = chance.random()
        if how < 0.55:  # noqa: PLR2004 - more than half are left as they were
            return kept
        if how < 0.8:  # noqa: PLR2004
            return tuple(re.sub(r"\d+", lambda f: str(int(f[0]) % 28 + 1) if len(f[0]) < 3 else f[0], s) for s in kept)  # noqa: PLR2004
        return tuple(_edited(sentence, chance) for sentence in kept)


def _can_go_on(words: str, kind: str) -> bool:
    return kind != "other" and words.endswith(".") and words[-2:-1] not in "”\"')" and words[0].isupper()


def _laid_out(paragraph: Sequence[str]) -> str:
    """Return a paragraph's sentences in a line; what ends without a mark, such as a heading, has a line of its own."""
    ends = (".", "!", "?", '"', "”", ":", ";", ",")
    return "".join(f"{sentence}{' ' if sentence.endswith(ends) else chr(10)}" for sentence in paragraph).rstrip()


def _filled(parts: Parts, scene: Scene) -> Iterator[str]:
    for part in parts:
        yield part if isinstance(part, str) else part.fill(scene)


def _edited(sentence: str, chance: random.Random) -> str:
    words = sentence.split(" ")
    for _ in range(max(1, len(words) // 10)):
        at = chance.randrange(len(words))
        if chance.random() < 0.5 and len(words) > 4:  # noqa: PLR2004
            del words[at]
        else:
            words.insert(at, chance.choice(ADDED))
    return " ".join(words)


@cache
def _fitting(kind: str, pronouns: str) -> tuple[int, ...]:
    """Return the numbers of the passages of a kind of record that fit a child; "they" turns into nothing else."""
    return tuple(
        passage.number
        for passage in passages()
        if kind in {"any", passage.source.record_type}
        and (
            passage.source.pronouns == pronouns
            or ("they/them" not in {pronouns, passage.source.pronouns} and not passage.is_bound)
        )
    )


def _goals(given: str, chance: random.Random) -> Iterator[str]:
    """Yield two or three goals of a plan, with the child's name."""
    for goal, name in chance.sample(_all_goals(), chance.randint(2, 3)):
        yield re.sub(rf"\b{re.escape(name)}\b", given, goal)


@cache
def _all_goals() -> tuple[tuple[str, str], ...]:
    """Return the goals of the guidance's notes that name the child and nobody else."""
    found: dict[str, str] = {}
    for each in read_guidance():
        name = ((each.note.child and each.note.child.name) or "").split(" ")[0]
        for goal in each.note.plan_goals:
            capitals = {word.removesuffix("'s") for word in WORD.findall(goal)[0:] if word[0].isupper()}
            if name and capitals == {name}:
                found[goal] = name
    return tuple(found.items())
