"""Measure who is in a note: mentions of persons, who of them is one person, and each person's role.

    python -m evaluation.people [FILE …] [--errors]

The development notes `t2` (the figures that count) and `t3` were marked by careful readers in
`gold/people-t2.txt` and `gold/people-t3.txt`: `[1: Tia]` is a mention of person 1, and
`@person 1 Tia Marsh | child` gives the kind of role, `?` where the note does not tell.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.checks import as_note
from evaluation.gold_notes import GOLD, GoldNote, read_gold_file
from evaluation.scores import Score, exact, overlapping, pooled
from service.errors import InputError
from service.note import Span
from service.reading.people.somebody import Somebody
from service.reading.read import read
from service.settings import settings

FILES = ("t2", "t3")
UNKNOWN = "?"
_MARK = re.compile(r"\[(?P<person>\d+): (?P<words>[^\[\]]*)\]")
_PERSON = re.compile(r"@person (?P<number>\d+) (?P<name>.*?) \| (?P<kind>.*)")


@dataclass(frozen=True, slots=True)
class GoldPeople:
    """A note's persons as marked: the kind of each by number, and whose mention each span is."""

    note: GoldNote
    kinds: Mapping[int, str]
    mentions: Mapping[Span, int]


@dataclass(frozen=True, slots=True)
class Peopled:
    """A note's persons as marked, and as read."""

    gold: GoldPeople
    people: Sequence[Somebody]

    @property
    def found(self) -> dict[Span, int]:
        """Whose mention each span is, persons counted as they were read."""
        return {mention.span: at for at, one in enumerate(self.people) for mention in one.mentions}

    def same(self) -> dict[int, int]:
        """Return, for each marked person, which of those read has most of the mentions."""
        shared = Counter(
            (number, at)
            for span, number in self.gold.mentions.items()
            for other, at in self.found.items()
            if span.overlaps(other)
        )
        best: dict[int, int] = {}
        for (number, at), _ in shared.most_common():
            best.setdefault(number, at)
        return best


@dataclass(frozen=True, slots=True)
class PeopleScores:
    """How well persons are read; the two shares are of all persons, and of the mentions found, from 0 to 1."""

    exact: Score
    overlapping: Score
    roles: float
    linked: float
    persons: int


def read_people_gold(name: str, folder: Path = GOLD) -> Iterator[GoldPeople]:
    """Yield the marked notes of one file, laid over the notes themselves."""
    notes = {note.note_id: note for note in read_gold_file(folder / f"{name}.txt")}
    for block in re.findall(r"(?ms)^@note .*?^@end$", (folder / f"people-{name}.txt").read_text(encoding="utf-8")):
        lines = block.split("\n")
        note = notes[lines[0].removeprefix("@note ").strip()]
        yield _laid_over(note, lines[1:-1])


def _laid_over(note: GoldNote, lines: Sequence[str]) -> GoldPeople:
    persons = (found for line in lines if (found := _PERSON.fullmatch(line)))
    kinds = {int(found["number"]): found["kind"].strip() for found in persons}
    sentences = [line for line in lines if line.strip() and not line.startswith("@")]
    mentions: dict[Span, int] = {}
    if len(sentences) != len(note.sentences):
        msg = f"people of {note.note_id}: {len(sentences)} sentences; the note has {len(note.sentences)}"
        raise InputError(msg)
    for line, sentence in zip(sentences, note.sentences, strict=True):
        if _MARK.sub(r"\g<words>", line).strip() != sentence.span.of(note.text):
            msg = f"people of {note.note_id}: a sentence is not the note's own, near character {sentence.span.start}"
            raise InputError(msg)
        mentions |= dict(_marks(line.strip(), sentence.span.start))
    return GoldPeople(note, kinds, mentions)


def _marks(line: str, start: int) -> Iterator[tuple[Span, int]]:
    dropped = 0
    for found in _MARK.finditer(line):
        first = start + found.start() - dropped
        words = found["words"]
        yield Span(first, first + len(words)), int(found["person"])
        dropped += len(found[0]) - len(words)


def peopled(name: str) -> list[Peopled]:
    """Read the people of every marked note of one file."""
    return [Peopled(gold, read(as_note(gold.note), settings()).people) for gold in read_people_gold(name)]


def scored(notes: Sequence[Peopled]) -> PeopleScores:
    """Return the scores of some notes, mentions pooled."""
    persons = [right for one in notes for _, right in role_answers(one)]
    links = [right for one in notes for right in _links(one)]
    return PeopleScores(
        exact=pooled(exact(one.found, one.gold.mentions) for one in notes),
        overlapping=pooled(overlapping(one.found, one.gold.mentions) for one in notes),
        roles=sum(persons) / max(len(persons), 1),
        linked=sum(links) / max(len(links), 1),
        persons=len(persons),
    )


def role_answers(one: Peopled) -> Iterator[tuple[int, bool]]:
    """Yield each marked person and whether the kind read is right; where gold has `?`, none is."""
    same = one.same()
    mentioned = set(one.gold.mentions.values())
    for number, kind in one.gold.kinds.items():
        if number in mentioned:
            answer = one.people[same[number]].kind if number in same else None
            yield number, number in same and (answer or UNKNOWN) == kind


def _links(one: Peopled) -> Iterator[bool]:
    """Yield for each marked mention that was found whether it was given to the right person."""
    same = one.same()
    for span, number in one.gold.mentions.items():
        for other, at in one.found.items():
            if span.overlaps(other):
                yield same[number] == at
                break


def errors(one: Peopled) -> Iterator[str]:
    """Yield every miss, false alarm, wrong link and wrong role of a note, each a line."""
    text, found, same = one.gold.note.text, one.found, one.same()
    for kind, these, those in (("missed", one.gold.mentions, found), ("not marked", found, one.gold.mentions)):
        for span in these:
            if span not in those:
                near = "part" if any(span.overlaps(other) for other in those) else kind
                yield f"{near} ({kind})\t{span.of(text)}\t{_around(text, span)}"
    for span, number in one.gold.mentions.items():
        if span in found and found[span] != same[number]:
            yield f"link\t{span.of(text)} is {number}\t{_around(text, span)}"
    for number, is_right in role_answers(one):
        if not is_right:
            seen = one.people[same[number]] if number in same else None
            read_as = (seen.name, seen.role, seen.kind) if seen else None
            yield f"role\t{number}: {one.gold.kinds[number]}\tread as {read_as}"


def _around(text: str, span: Span) -> str:
    return f"…{text[max(span.start - 40, 0) : span.end + 30]}…".replace("\n", " ")


def report(names: Sequence[str] = FILES) -> None:
    """Print the table of figures."""
    print("\n## People\n")
    print("| notes | persons | mentions | F1 overlapping | F1 exact | right person | right role |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        notes = peopled(name)
        seen = scored(notes)
        print(
            f"| {name} ({len(notes)}) | {seen.persons} | {seen.exact.gold} | {seen.overlapping.f1:.3f} "
            f"| {seen.exact.f1:.3f} | {seen.linked:.3f} | {seen.roles:.3f} |"
        )


def main() -> None:
    """Print the figures of the marked notes; with --errors, every error too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=FILES, help="names of gold files, such as t3")
    parser.add_argument("--errors", action="store_true", help="print every miss and false alarm")
    chosen = parser.parse_args()
    report(chosen.files)
    if chosen.errors:
        for name in chosen.files:
            for one in peopled(name):
                print("".join(f"{one.gold.note.note_id}\t{line}\n" for line in errors(one)), end="")


if __name__ == "__main__":
    main()
