"""One pass over the units of a batch: everything the report counts, in counters that stay small."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.doors.batch.report.folder import BatchFolder, Unit
from service.doors.batch.report.months import Month
from service.doors.batch.report.tally import KINDS, Group, Spread, TeamGroup
from service.record.measures import NoteMeasures

GAPS = {
    "supervision_gap": "supervision",
    "visit_gap": "visit",
    "summary_due": "summary",
    "review_gap": "review",
    "voice_gap": "the child heard",
}
"""The checks that tell of a time without something, and what that is."""

LONGEST = {"supervision": "supervision", "visit": "visit", "summary": "summary", "voice": "the child heard"}
MOST_IN_NEED = 25
SEVERAL_OPINIONS = 5
_DUE = 1  # of a gap's dates: counted from, due, came
_NOTE_COLUMNS = ("child_id", "team", "may_be_cut", "unknown_type", *NoteMeasures.model_fields)
_RECORD_COLUMNS = (
    "child_id", "first_day", "last_day", "notes", "undated_notes", "findings", "good_practice",
    "longest_days_without_voice",
    "longest_days_without_supervision", "longest_days_without_visit", "longest_days_without_summary",
)  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Need:
    """A record in which something was found, and where it stands; the greatest is looked at first.

    More different things come before more of the same: a long record has more of everything.
    """

    kinds: int
    found: int
    days_without_voice: int
    child_id: str | None
    unit: Unit

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What records are put in order by, the first first."""
        return -self.kinds, -self.found, -self.days_without_voice, self.child_id or ""


@dataclass
class CheckCount:
    """How often a check found something, and in how many notes or, of a check over records, in how many records."""

    found: int = 0
    held_by: int = 0


@dataclass
class Figures:
    """All that is counted."""

    by_month: dict[Month | None, Group] = field(default_factory=lambda: defaultdict(Group))
    by_type: dict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    by_team: dict[str, TeamGroup] = field(default_factory=lambda: defaultdict(TeamGroup))
    records: int = 0
    silent_records: int = 0
    undated: int = 0
    first_day: date | None = None
    last_day: date | None = None
    may_be_cut: int = 0
    unknown_type: int = 0
    kind_shares: dict[str, Spread] = field(default_factory=lambda: {kind: Spread(0.02) for kind in KINDS})
    notes_by_without_basis: Counter[int] = field(default_factory=Counter)
    longest: dict[str, Spread] = field(default_factory=lambda: {what: Spread(1) for what in LONGEST})
    gaps_due: Counter[tuple[str, Month]] = field(default_factory=Counter)
    child_months: Counter[Month] = field(default_factory=Counter)
    good_practice: Counter[str] = field(default_factory=Counter)
    checks: dict[tuple[str, str], CheckCount] = field(default_factory=lambda: defaultdict(CheckCount))
    in_need: int = 0
    needs: list[Need] = field(default_factory=list)

    @property
    def in_all(self) -> Group:
        """All notes."""
        together = Group()
        for group in self.by_month.values():
            together.take(group)
        return together

    def found(self, scope: str, check: str) -> CheckCount:
        """Return what a check found, zero where it found nothing."""
        return self.checks.get((scope, check), CheckCount())


def gather(folder: BatchFolder) -> Figures:
    """Count every whole unit of a batch."""
    figures = Figures()
    for unit in folder.units:
        notes = unit.rows("notes", _NOTE_COLUMNS)
        records = unit.rows("records", _RECORD_COLUMNS)
        _count_notes(figures, notes)
        _count_teams(figures, notes, records)
        _count_records(figures, records)
        _count_findings(figures, unit)
        _put_in_order(figures, unit, notes, records)
    return figures


def _count_notes(figures: Figures, notes: Iterable[Row]) -> None:
    months: set[tuple[str | None, Month]] = set()
    for note in notes:
        day = note["written_on"]
        month = 12 * day.year + day.month - 1 if day else None
        figures.by_month[month].add(note)
        figures.by_type[note["record_type"] or ""].add(note)
        figures.undated += day is None
        figures.may_be_cut += bool(note["may_be_cut"])
        figures.unknown_type += bool(note["unknown_type"])
        if month is not None:
            months.add((note["child_id"], month))
        if note["sentences"]:
            for kind, spread in figures.kind_shares.items():
                spread.add(note[f"{kind}_share"])
        if note["opinions"]:
            figures.notes_by_without_basis[min(note["opinions_without_basis"] or 0, SEVERAL_OPINIONS)] += 1
    figures.child_months.update(month for _, month in months)


def _count_teams(figures: Figures, notes: Iterable[Row], records: Iterable[Row]) -> None:
    """Count notes by the team they name, and each child once, in the team of the last note that names one.

    Counted once, since the children of small teams are added up.
    """
    last: dict[str | None, str] = {}
    for note in notes:
        if note["team"]:
            figures.by_team[note["team"]].add(note)
            last[note["child_id"]] = note["team"]
    with_gap = {row["child_id"] for row in records if GAPS.keys() & {each["check"] for each in row["findings"] or ()}}
    for child, team in last.items():
        figures.by_team[team].children += 1
        figures.by_team[team].children_with_gap += child in with_gap


def _count_records(figures: Figures, records: Sequence[Row]) -> None:
    for row in records:
        figures.records += 1
        figures.silent_records += not row["findings"]
        figures.good_practice.update(row["good_practice"] or ())
        for what, spread in figures.longest.items():
            spread.add(row[f"longest_days_without_{what}"])
    firsts = [day for day in (figures.first_day, *(row["first_day"] for row in records)) if day]
    lasts = [day for day in (figures.last_day, *(row["last_day"] for row in records)) if day]
    figures.first_day, figures.last_day = min(firsts, default=None), max(lasts, default=None)


def _count_findings(figures: Figures, unit: Unit) -> None:
    from pyarrow import compute

    table = unit.table("findings", ("scope", "check", "child_id", "row"))
    counted = [("check", "count"), ("row", "count_distinct"), ("child_id", "count_distinct")]
    for row in table.group_by(["scope", "check"]).aggregate(counted).to_pylist():
        count = figures.checks[row["scope"], row["check"]]
        count.found += row["check_count"]
        count.held_by += row["child_id_count_distinct" if row["scope"] == "record" else "row_count_distinct"]
    dated = unit.table("findings", ("scope", "check", "dates"))
    of_gaps = dated.filter(compute.is_in(dated["check"], value_set=_array(list(GAPS))))
    for row in of_gaps.to_pylist():
        if row["scope"] == "record" and len(row["dates"] or ()) > _DUE:
            due = row["dates"][_DUE]
            figures.gaps_due[row["check"], 12 * due.year + due.month - 1] += 1


def _array(values: list[str]) -> Any:  # noqa: ANN401 - pyarrow has no types
    from pyarrow import array

    return array(values)


def _put_in_order(figures: Figures, unit: Unit, notes: Iterable[Row], records: Iterable[Row]) -> None:
    """Keep the records that are to be looked at first; no more of them than the report shows."""
    must_see: Counter[str | None] = Counter()
    for note in notes:
        must_see[note["child_id"]] += note["must_see"] or 0
    asked = [
        Need(
            kinds=len(row["findings"] or ()) + bool(must_see[row["child_id"]]),
            found=sum(each["count"] for each in row["findings"] or ()) + must_see[row["child_id"]],
            days_without_voice=row["longest_days_without_voice"] or 0,
            child_id=row["child_id"],
            unit=unit,
        )
        for row in records
    ]
    in_need = [need for need in asked if need.kinds]
    figures.in_need += len(in_need)
    figures.needs = sorted([*figures.needs, *in_need], key=lambda need: need.order)[:MOST_IN_NEED]
