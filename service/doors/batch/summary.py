"""What a run came to, in plain words: what was reviewed, what was not and why, where it is, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from service.doors.batch.job import Asked
from service.doors.batch.run_file import Counts, Refusal
from service.doors.batch.runner import Outcome

_REASONS = 10
_ROW, _NOTE = ("row", "rows"), ("note", "notes")


def in_words(asked: Asked, outcome: Outcome) -> Iterator[str]:
    """Yield the lines of a summary."""
    counts, survey = outcome.counts, outcome.survey
    children = _count(counts.children, ("child", "children"))
    took = f" This run took {_time(outcome.seconds)}."
    if outcome.is_complete:
        yield f"Reviewed {_count(counts.notes, _NOTE)} of {_count(survey.rows, _ROW)}, about {children}.{took}"
    else:
        yield from [outcome.problem] if outcome.problem else []
        done = f"{_count(counts.notes, _NOTE)} of {survey.notes:,} are reviewed"
        yield f"Stopped: {done}, about {children}, and nothing of them is lost.{took}"
    yield from _refusals(counts)
    if outcome.is_complete:
        yield from _remarks(outcome)
    yield f"Tables: {asked.out}, in the folders notes, findings, records and refused; what was run: run.json"
    if outcome.is_complete:
        yield f"Next: wellnoted batch report {asked.out} --out report.html"
    else:
        yield "Next: run the same command again; it goes on from here."


def _refusals(counts: Counts) -> Iterator[str]:
    if counts.refused:
        were = "was" if counts.refused.total() == 1 else "were"
        yield f"{_count(counts.refused.total(), _ROW)} {were} refused:"
    yield from (f"  {count:,} × {_refusal(kind, counts)}" for kind, count in counts.refused.most_common(_REASONS))
    if (more := len(counts.refused) - _REASONS) > 0:
        yield f"  and {more} more reasons: see the table refused"


def _refusal(kind: Refusal, counts: Counts) -> str:
    _stage, field, error = kind
    row, why = counts.examples[kind]
    return f"{error}, first in row {row:,}{f', {field}' if field else ''}: {why}"


def _remarks(outcome: Outcome) -> Iterator[str]:
    survey = outcome.survey
    yield from survey.remarks
    counts = (
        (survey.may_be_cut, "may be cut: as long as a cell of Excel can be (32,767 characters)."),
        (survey.unknown_types, "of a record type that the mapping does not name; list it under [record_types]."),
        (survey.without_day, "without a day, so in no order."),
    )
    yield from (f"{_count(count, _NOTE)} {words}" for count, words in counts if count)


def _count(count: int, names: tuple[str, str]) -> str:
    return f"{count:,} {names[count != 1]}"


def _time(seconds: float) -> str:
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {left:02} s" if minutes else f"{left} s"
