"""What the review of whole records tells of the gold records, against their `@expect` lines.

`python -m evaluation.whole_records [--errors]` prints how many gaps, missing records, silences, wrong names and
outdated statements are found, what is told besides, and the same under the limits that the program comes with.

The limits: records-r1 is the file of a council that visits every six weeks whatever the plan (the law's limit for a
child looked after) and reviews a child in need plan every three months, as its notes themselves say ("Next meeting
26 June", "Review in three months"). Councils set the first from two weeks to six, the second from four weeks to three
months. Everything else is as the program has it: 28 days, three months, 42 days for core groups and for the child's
voice. COUNCIL holds those three limits as a council would write them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.copy_checks import as_notes
from evaluation.records import Record, read_records
from service.note import Note
from service.record.check import RecordFinding
from service.record.record import Entry
from service.record.record import Record as Reviewed
from service.record.review import RecordReview, look_at, review_record
from service.settings import Settings, settings

COUNCIL = """
[[types."home visit".limits]]
name = "visits under a child protection plan"
days = 42
unit = "calendar"

[[types."home visit".limits]]
name = "visits under a child in need plan"
days = 42
unit = "calendar"

[[types."child in need review".limits]]
name = "child in need review"
days = 92
"""
CHECKS_OF = {
    "gap": frozenset({"supervision_gap", "visit_gap", "review_gap"}),
    "missing": frozenset({"summary_due"}),
    "no-voice": frozenset({"voice_gap"}),
}
NOTE_CHECKS_OF = {"wrong-name": "wrong_person", "stale": "stale_copy"}
CLEAN = "r1-f"
NEARBY = timedelta(days=3)  # three months are 90 to 92 days, and a gold date may count either way
_QUOTED = re.compile(r'"(.*)"')


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record: the `@expect` lines found and missed, and the findings of their kinds that none of them asks for."""

    record_id: str
    found: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    false: tuple[RecordFinding, ...]
    besides: tuple[RecordFinding, ...]


def reviewed(records: Sequence[Record]) -> dict[str, RecordReview]:
    """Return the review of each record, with the linked one beside it."""
    notes = {record.record_id: _notes(record) for record in records}
    linked = {record.record_id: notes.get(record.linked or "", []) for record in records}
    return {record_id: review_record(own, settings(), linked=linked[record_id]) for record_id, own in notes.items()}


def _notes(record: Record) -> list[Note]:
    return [note.model_copy(update={"prior_notes": ()}) for _, note in as_notes(record, None)]


def outcome(record: Record, review: RecordReview) -> Outcome:
    """Hold a record's review against what a reviewer should be told."""
    used: list[RecordFinding] = []
    found: list[tuple[str, str]] = []
    for what, where in record.expected:
        if what in CHECKS_OF:
            fitting = next((each for each in review.findings if _fits(each, what, where)), None)
            used += [fitting] if fitting else []
            found += [(what, where)] if fitting else []
        elif _is_asked(what, where, review.entries):
            found.append((what, where))
    kinds = frozenset().union(*CHECKS_OF.values())
    return Outcome(
        record.record_id,
        tuple(found),
        tuple(each for each in record.expected if each not in found),
        tuple(each for each in review.findings if each.check in kinds and each not in used),
        tuple(each for each in review.findings if each.check not in kinds),
    )


def _fits(finding: RecordFinding, what: str, where: str) -> bool:
    """Tell whether a finding names what an `@expect` line does: the same kind of record, and its days."""
    if finding.check not in CHECKS_OF[what]:
        return False
    days = [date.fromisoformat(word) for word in where.split() if re.fullmatch(r"\d{4}-\d\d-\d\d", word)]
    kind = re.sub(r"\d{4}-\d\d-\d\d", "", where).strip()
    if what == "missing":
        return finding.about == kind and abs(finding.dates[1] - days[0]) <= NEARBY
    if what == "no-voice":
        return finding.dates[0] <= days[0] and days[1] <= finding.dates[-1]
    return finding.about == kind and (finding.dates[0], finding.dates[-1]) == (days[0], days[1])


def _is_asked(what: str, where: str, entries: Sequence[Entry]) -> bool:
    """Tell whether the review of the note asks about the words of a `wrong-name` or `stale` line, or their sentence."""
    note_id, _, rest = where.partition(" ")
    quoted = _QUOTED.search(rest)
    words = quoted[1] if quoted else rest.strip()
    for entry in entries:
        if entry.note_id == note_id:
            sentences = [s for s in entry.review.sentences if words in entry.note.text[s.start : s.end]]
            asked = [f for f in entry.review.findings if f.check == NOTE_CHECKS_OF[what]]
            return any(s.start < f.end and f.start < s.end for s in sentences for f in asked)
    return False


def under_limits(reviews: Mapping[str, RecordReview], chosen: Settings) -> dict[str, RecordReview]:
    """Return the reviews with the record checks run anew under other limits; the notes are not read again."""
    return {
        record_id: look_at(Reviewed(each.child_id, each.entries, each.linked), chosen)
        for record_id, each in reviews.items()
    }


def _print(title: str, outcomes: Sequence[Outcome], *, errors: bool) -> None:
    print(title)
    for what in (*CHECKS_OF, *NOTE_CHECKS_OF):
        found = sum(kind == what for each in outcomes for kind, _ in each.found)
        missed = sum(kind == what for each in outcomes for kind, _ in each.missed)
        print(f"  {what:<11} {found} of {found + missed} found")
    print(f"  told without an @expect line, of gaps, missing and no-voice: {sum(len(each.false) for each in outcomes)}")
    besides = Counter(finding.check for each in outcomes for finding in each.besides)
    print("  told besides:", ", ".join(f"{check} {count}" for check, count in sorted(besides.items())) or "nothing")
    for line in _errors(outcomes) if errors else ():
        print(line)


def _errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for each in outcomes:
        yield from (f"    {each.record_id} missed: {what} {where}" for what, where in each.missed)
        yield from (f"    {each.record_id} not expected: {f.check}: {f.message}" for f in each.false)
        yield from (f"    {each.record_id} besides: {f.check}: {f.message}" for f in each.besides)


def report(*, errors: bool = False) -> None:
    """Print the scores under the council's limits, then under the program's own."""
    records = read_records()
    reviews = reviewed(records)
    print("\n## Whole records (`records-r1.txt`)\n\n```")
    with TemporaryDirectory() as folder:
        (Path(folder) / "record_types.toml").write_text(COUNCIL, encoding="utf-8")
        council = under_limits(reviews, Settings(wordlists=Path(folder)))
        _print(
            "Limits of the council in the records", [outcome(r, council[r.record_id]) for r in records], errors=errors
        )
    clean = council[CLEAN]
    print(f"The clean record: {len(clean.findings)} asked; {' '.join(line.message for line in clean.good_practice)}")
    _print("Limits as the program comes", [outcome(r, reviews[r.record_id]) for r in records], errors=errors)
    print("```")


if __name__ == "__main__":
    report(errors="--errors" in sys.argv[1:])
