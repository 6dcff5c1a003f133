"""The measure that records have and notes have not: the time between one visit, supervision or summary and the next."""

from __future__ import annotations

from service.doors.batch.report import charts
from service.doors.batch.report.gathering import GAPS, LONGEST
from service.doors.batch.report.measures import QUANTILES
from service.doors.batch.report.months import ENOUGH
from service.doors.batch.report.saying import count, listed, many, percent
from service.doors.batch.report.sections import Picture, Section, Seen, Table, with_enough
from service.doors.batch.report.tally import share

_NAMES = {
    "supervision_gap": "Supervision",
    "visit_gap": "Visits",
    "summary_due": "Summaries",
    "review_gap": "Reviews",
    "voice_gap": "Child heard",
}


def times(seen: Seen) -> Section:
    """Tell of the times that were longer than the limit allows."""
    figures = seen.figures
    held = {check: figures.found("record", check) for check in GAPS}
    told = [f"{_NAMES[check].lower()} in {each.held_by:,}" for check, each in held.items() if each.held_by]
    says = (
        f"A time over the limit, in {many(figures.records, 'record')}: {listed(told)}."
        if told
        else "In none of the records did more time than the limit go by."
    )
    teams = None
    if seen.by_team:
        rows = tuple(
            (name, count(team.children), percent(share(team.children_with_gap, team.children)))
            for name, team in seen.by_team
        )
        teams = Table("Records with a time over the limit, by team", ("Team", "Children", "With such a time"), rows)
    return Section(
        "times", "Time between visits, supervisions and reviews",
        "How long a record goes without a visit, a supervision, a review, a summary, or the child heard, against the "
        "limit of each. What is kept in another system is missing here: a time over the limit is a "
        "question, not yet an answer.",
        says, (_over_time(seen), _longest(seen), _by_kind(seen)), teams,
    )  # fmt: skip


def _over_time(seen: Seen) -> Picture:
    """Draw how many became due in a period and did not come, for every hundred children with notes in it."""
    figures, periods = seen.figures, seen.periods
    children = dict.fromkeys(periods.starts, 0)
    for month, number in figures.child_months.items():
        start = periods.of(month)
        if start is not None:
            children[start] += number
    due = {check: dict.fromkeys(periods.starts, 0) for check in GAPS}
    for (check, month), number in figures.gaps_due.items():
        start = periods.of(month)
        if start is not None:
            due[check][start] += number
    enough = [number >= ENOUGH for number in children.values()]
    series = {
        name: with_enough([_of_a_hundred(due[check][start], children[start]) for start in periods.starts], enough)
        for check, name in _NAMES.items()
    }
    rows = tuple(
        (periods.label(start), count(children[start]), *(count(due[check][start]) for check in _NAMES))
        for start in periods.starts
    )
    of = "in the month" if periods.size == 1 else f"in a month of the {periods.word}"
    head = (periods.word.capitalize(), "Children with notes, each month", *_NAMES.values())
    return Picture(
        "What was due and did not come in time",
        f"For every 100 children with notes {of}, by when it was due. What was due after the last note is not counted.",
        charts.rows_of_lines("times-time", periods, series), Table("What was due and did not come in time", head, rows),
    )  # fmt: skip


def _of_a_hundred(due: int, children: int) -> float | None:
    return 100 * due / children if children else None


def _longest(seen: Seen) -> Picture:
    spreads = {LONGEST[what].capitalize(): spread for what, spread in seen.figures.longest.items() if spread.total}
    rows = [(label, [spread.quantile(at) or 0 for at in QUANTILES]) for label, spread in spreads.items()]
    cells = tuple((label, *(f"{value:.0f}" for value in values)) for label, values in rows)
    head = ("Without", "5% of records are under", "25%", "50%", "75%", "95%")
    return Picture(
        "The longest time in each record, in days",
        "The diamond is the middle record, the thick bar half of all records, the thin line nine in ten.",
        charts.ranges("times-lies", rows) if rows else "", Table("Longest time in days without", head, cells),
    )  # fmt: skip


def _by_kind(seen: Seen) -> Picture:
    figures = seen.figures
    shares = [(_NAMES[check], share(figures.found("record", check).held_by, figures.records) or 0.0) for check in GAPS]
    cells = tuple(
        (
            name,
            count(figures.found("record", check).held_by),
            percent(value),
            count(figures.found("record", check).found),
        )
        for check, (name, value) in zip(GAPS, shares, strict=True)
    )
    head = ("What", "Records", "Share of records", "Times in all")
    return Picture(
        "Records with a time over the limit", "Share of all records, by what did not come in time.",
        charts.bars("times-kinds", shares, unit="%"), Table("Records with a time over the limit", head, cells),
    )  # fmt: skip
