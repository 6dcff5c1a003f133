"""The checks on copied text against whole records: what `@expect` names, and what else they say.

Each note is reviewed as its author would send it, with the earlier notes of its record and of the
linked one. `python -m evaluation.copy_checks [FILE...]` prints the scores.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from evaluation.records import RECORDS, Record, RecordNote, read_records
from evaluation.scores import Score, pooled
from service.analyse import checks
from service.check import Hit
from service.note import Child, Note, Person, PriorNote, RecordType, Span
from service.reading.read import Reading, read
from service.settings import Settings, settings

CHECK_OF_EXPECT = {"wrong-name": "wrong_person", "stale": "stale_copy"}
"""The check that should find what an `@expect` line names."""

_ENOUGH_NOTES = 4  # of a record, before another child's passages are planted in its notes

_SAME_KIND = {"child looked after review": "looked after review", "statutory visit": "home visit"}
_QUOTED = re.compile(r'"(.*)"')


@dataclass(frozen=True, slots=True)
class Outcome:
    """One note with what a check said about it: the words named, and the words found."""

    note_id: str
    check: str
    named: tuple[Span, ...]
    found: tuple[Hit, ...]
    reading: Reading

    def right(self) -> list[Hit]:
        """Return the hits that stand in a sentence of which something is named."""
        return [hit for hit in self.found if any(self._meets(hit, span) for span in self.named)]

    def missed(self) -> list[Span]:
        """Return what is named and stands in no sentence with a hit."""
        return [span for span in self.named if not any(self._meets(hit, span) for hit in self.found)]

    def _meets(self, hit: Hit, named: Span) -> bool:
        sentences = [sentence.span for sentence in self.reading.text.sentences]
        return any(sentence.overlaps(named) and sentence.overlaps(hit.span) for sentence in sentences)


def as_notes(record: Record, linked: Record | None) -> Iterator[tuple[RecordNote, Note]]:
    """Yield each note of a record as its author would send it, with what was on file by then."""
    child, people = as_child(record.child), as_people(record.family)
    for at, note in enumerate(record.notes):
        before = [_prior(each, record) for each in record.notes[:at]]
        if linked:
            before += [_prior(each, linked) for each in linked.notes if _is_before(each, note)]
        yield (
            note,
            Note(
                text=note.text,
                note_id=note.note_id,
                child_id=record.record_id,
                title=note.title,
                record_type=record_type(note.record_type),
                written_on=note.written_on,
                author=note.author,
                child=child,
                people=people,
                prior_notes=tuple(before),
            ),
        )


def _is_before(other: RecordNote, note: RecordNote) -> bool:
    # Of two notes of one day, that of the record which comes first in the file was there first.
    return (other.written_on, other.note_id) < (note.written_on, note.note_id)


def as_child(line: str) -> Child:
    """Return the child of a line such as "Ellis Rudd | born 2015-09-22 | he/him"."""
    name, born, pronouns = (part.strip() for part in line.split("|"))
    return Child.model_validate({"name": name, "birth_date": born.removeprefix("born "), "pronouns": pronouns})


def as_people(line: str) -> tuple[Person, ...]:
    """Return the people of a line such as "mother: Danielle Rudd; sister: Poppy Rudd (born 2019-04-11)"."""
    pairs = (part.partition(":") for part in re.sub(r"\(born [^)]*\)", "", line).split(";"))
    return tuple(Person(name=name.strip(), role=role.strip()) for role, _, name in pairs if name.strip())


def record_type(written: str) -> RecordType | None:
    """Return the record type that a record's `@type` names, where the contract has it."""
    same = _SAME_KIND.get(written, written)
    return next((known for known in get_args(RecordType) if known == same), None)


def _prior(note: RecordNote, record: Record) -> PriorNote:
    return PriorNote(
        note_id=note.note_id,
        text=note.text,
        written_on=note.written_on,
        record_type=record_type(note.record_type),
        child_id=record.record_id,
    )


def outcomes(records: Sequence[Record], settings: Settings) -> Iterator[Outcome]:
    """Yield what each of the two checks said about each note of each record."""
    by_id = {record.record_id: record for record in records}
    run = {check.name: check for check in checks()}
    for record in records:
        for written, note in as_notes(record, by_id.get(record.linked or "")):
            reading = read(note, settings)
            for what, name in CHECK_OF_EXPECT.items():
                named = tuple(_named(record, written, what))
                yield Outcome(written.note_id, name, named, tuple(run[name].run(reading)), reading)


def _named(record: Record, note: RecordNote, what: str) -> Iterator[Span]:
    for kind, rest in record.expected:
        note_id, _, words = rest.partition(" ")
        if kind == what and note_id == note.note_id:
            quoted = _QUOTED.search(words)
            start = note.text.index(quoted[1] if quoted else words)
            yield Span(start, start + len(quoted[1] if quoted else words))


def score(found: Sequence[Outcome]) -> Score:
    """Return how many hits were right, and how many of the named words were found."""
    return pooled(
        Score(
            found=len(each.found),
            found_right=len(each.right()),
            gold=len(each.named),
            gold_found=len(each.named) - len(each.missed()),
        )
        for each in found
    )


@dataclass(frozen=True, slots=True)
class Planted:
    """A note with a passage of another child's record behind it, and whether anything there must be asked about."""

    how: str
    note: Note
    where: Span
    must_ask: bool


def planted(records: Sequence[Record]) -> Iterator[Planted]:
    """Yield notes with a sentence or two on the child of the next record: left, half fitted, and fitted to this child.

    The next record's notes are sent too, as another child's.
    """
    for at, record in enumerate(records):
        other = records[(at + 1) % len(records)]
        if other.record_id == record.linked:
            other = records[(at + 2) % len(records)]
        passages = list(_passages(other))
        for turn, (_, note) in enumerate(list(as_notes(record, None))[_ENOUGH_NOTES:]):
            if note.child and note.child.name and passages:
                yield from _plantings(note, other, passages[turn % len(passages)])


_INNER = re.compile(r"(?<=[\w,;] )[A-Z][a-z]+")


def _passages(record: Record) -> Iterator[str]:
    name = record.child.split()[0]
    sentences = re.compile(
        rf"(?<=[.!?\n] )[^.!?\n“\"]*\b{name}\b(?!')[^.!?\n“\"]{{60,}}[.!?](?: [A-Z][^.!?\n“\"]{{20,}}[.!?])?"
    )
    for note in record.notes:
        yield from (found[0] for found in sentences.finditer(note.text) if set(_INNER.findall(found[0])) <= {name})


def _plantings(note: Note, other: Record, passage: str) -> Iterator[Planted]:
    theirs, mine = other.child.split()[0], ((note.child and note.child.name) or "").split()[0]
    before = note.prior_notes + tuple(
        _prior(each, other).model_copy(update={"written_on": note.written_on}) for each in other.notes
    )
    named = re.sub(rf"\b{theirs}\b", mine, passage)
    from_set, to_set = as_child(other.child).pronouns or "", (note.child and note.child.pronouns) or ""
    fitted = _fitted(named, from_set, to_set)
    ways = [("left", passage, True), ("fitted", fitted, False)]
    if from_set != to_set and "they/them" not in {from_set, to_set} and fitted != named:
        ways.append(("half fitted", named, True))
    for how, words, must_ask in ways:
        text = f"{note.text}\n\n{words}"
        sent = note.model_copy(update={"text": text, "prior_notes": before})
        yield Planted(how, sent, Span(len(note.text) + 2, len(text)), must_ask)


_FORMS = {
    "he/him": ("he", "him", "his", "himself"),
    "she/her": ("she", "her", "her", "herself"),
    "they/them": ("they", "them", "their", "themself"),
}


def _fitted(words: str, before: str, after: str) -> str:
    swaps = dict(zip(_FORMS[before], _FORMS[after], strict=True))
    swap = re.compile(rf"\b(?:{'|'.join(swaps)})\b", re.IGNORECASE)
    return swap.sub(lambda found: _as_typed(swaps[found[0].lower()], found[0]), words)


def _as_typed(word: str, typed: str) -> str:
    return word.capitalize() if typed[0].isupper() else word


def planted_scores(records: Sequence[Record], chosen: Settings) -> dict[str, tuple[int, int]]:
    """Return for each way of planting in how many notes `wrong_person` asked about the passage, and of how many."""
    [check] = [each for each in checks() if each.name == "wrong_person"]
    counts: dict[str, tuple[int, int]] = {}
    for each in planted(records):
        asked = any(hit.span.overlaps(each.where) for hit in check.run(read(each.note, chosen)))
        found, total = counts.get(each.how, (0, 0))
        counts[each.how] = found + asked, total + 1
    return counts


def report(paths: Sequence[Path] = ()) -> None:
    """Print the scores, then what was missed and what was said needlessly."""
    print("\n### Wrong persons and stale copies in whole records\n")
    records = [record for path in paths or [RECORDS] for record in read_records(path)]
    found = list(outcomes(records, settings()))
    for name in CHECK_OF_EXPECT.values():
        outcomes_of = [outcome for outcome in found if outcome.check == name]
        scored = score(outcomes_of)
        print(
            f"- {name}: found {scored.gold_found} of {scored.gold} ({scored.recall:.2f}), "
            f"right {scored.found_right} of {scored.found} ({scored.precision:.2f})"
        )
        for outcome in outcomes_of:
            for line in _errors(outcome):
                print(f"  {outcome.note_id} {line}")
    for how, (asked, total) in planted_scores(records, settings()).items():
        print(f"- wrong_person, a passage of another child's record {how}: asked about in {asked} of {total} notes")


def _errors(outcome: Outcome) -> Iterator[str]:
    text = outcome.reading.note.text
    right = outcome.right()
    yield from (f'missed "{span.of(text)}"' for span in outcome.missed())
    yield from (f'not named "{hit.span.of(text)}": {hit.message}' for hit in outcome.found if hit not in right)


if __name__ == "__main__":
    report([Path(argument) for argument in sys.argv[1:]])
