"""The report as one page that needs no network and no script; everything out of the tables is escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from service.doors.batch.report import checking
from service.doors.batch.report.closer import Closer, Found, look_closer
from service.doors.batch.report.folder import BatchFolder
from service.doors.batch.report.gathering import GAPS, Figures, gather
from service.doors.batch.report.measures import VOICE_NAMES, sections
from service.doors.batch.report.months import ENOUGH
from service.doors.batch.report.plainly import GOOD, summary
from service.doors.batch.report.saying import count, day, listed, many, percent, short_day
from service.doors.batch.report.sections import Seen, Table
from service.doors.batch.report.teams import FEWEST_CHILDREN
from service.doors.batch.report.timeline import NARROW, WIDE, timeline
from service.doors.batch.report.times import times

_HERE = Path(__file__).parent
_MOST_OF_ONE_CHECK = 4
_MOST_ROWS = 40
_SAYS_WHAT = GAPS.keys() - {"review_gap"}  # its own description says what did not come
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def report_page(folder: BatchFolder, figures: Figures | None = None) -> str:
    """Return the report of a batch's folder; `figures` where they have been gathered already."""
    seen = Seen(figures or gather(folder))
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    environment.filters |= {"plain": _plain, "titled": _titled}
    return environment.get_template("report.html").render(
        style=Markup(style),  # noqa: S704 - a file of ours
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        told=folder.told,
        is_complete=folder.is_complete,
        reviewed=seen.in_all.notes,
        summary=summary(seen, folder.told, folder.refused),
        sections=[*sections(seen), times(seen)] if seen.in_all.notes else [],
        records=list(_records(look_closer(seen.figures.needs))),
        left=seen.figures.in_need - len(seen.figures.needs),
        done=len(folder.units),
        reviewed_on=_day_of(folder.told.get("finished")),
        checks=[("Over whole records", "records", checking.record_rows(seen.figures)),
                ("In single notes", "notes", checking.note_rows(seen.figures))],
        refused=_refused(folder.told),
        team_note=_team_note(seen),
        left_out=seen.periods.left_out,
        count=count, percent=percent, many=many, enough=ENOUGH,
    )  # fmt: skip


def _titled(picture: str, name: str, title: str, says: str) -> Markup:
    """Return a picture with a title and a description for those who do not see it."""
    begin = picture.index(">")
    named = Markup(' role="img" aria-labelledby="{0}-t {0}-d"><title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>')
    return Markup(picture[:begin]) + named.format(name, title, says) + Markup(picture[begin + 1 :])  # noqa: S704 - drawn here


def _plain(words: object) -> str:
    """Return words without the characters that would hide or turn round what stands beside them."""
    return _ODD.sub("�", str(words))


def _day_of(moment: str | None) -> str | None:
    """Return the day of a moment as run.json has it."""
    return day(datetime.fromisoformat(moment).date()) if moment else None


def _refused(told: Mapping[str, Any]) -> list[tuple[str, str, str, int]]:
    refused = told.get("refused") or {}
    return [(each["stage"], each["field"] or "–", each["error"], each["count"]) for each in refused.get("by", ())]


def _team_note(seen: Seen) -> str:
    if not seen.figures.by_team:
        return "No column of the input was mapped to a team, so nothing is told by team."
    if not seen.by_team:
        return (
            f"Nothing is told by team: fewer than two groups of teams have {FEWEST_CHILDREN} children or more, and "
            "smaller ones could be taken for persons."
        )
    return (
        f"By team only where {FEWEST_CHILDREN} children or more are behind the figures, in order of name; the others "
        "are told as one. A child counts for the team of the latest note."
    )


def _records(records: Sequence[Closer]) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(records, 1):
        yield {
            "number": number,
            "child": record.child_id or "no id",
            "facts": _facts(record),
            "found": list(_found(record)),
            "must_see": [(checking.about(check), times) for check, times in record.must_see.items()],
            "good": [GOOD[check] for check in record.good_practice if check in GOOD],
            "wide": timeline(record, f"w{number}", WIDE) if record.days else None,
            "narrow": timeline(record, f"n{number}", NARROW) if record.days else None,
            "says": _says(record),
            "table": _table(record),
            "left": max(0, record.most_notes - _MOST_ROWS),
        }


def _facts(record: Closer) -> str:
    days = record.days
    when = f", {day(days[0])} to {day(days[-1])}" if days else ", none with a date"
    return f"{many(record.most_notes, 'note')}{when}"


def _found(record: Closer) -> Iterator[dict[str, Any]]:
    """Yield each check that found something, with its days; no words of a note where the batch kept none."""
    in_order = sorted(record.found, key=lambda each: (each.check, each.dates))
    for check, group in groupby(in_order, key=lambda each: each.check):
        found = list(group)
        lines = [_line(each) for each in found[:_MOST_OF_ONE_CHECK]]
        yield {"about": checking.about(check), "lines": lines, "more": len(found) - len(lines), "times": len(found)}


def _line(found: Found) -> str:
    if found.message:
        return found.message
    about = f"{found.about}: " if found.about and found.check not in _SAYS_WHAT else ""
    if found.check in GAPS and len(found.dates) > 2:  # noqa: PLR2004 - counted from, due, came
        since, due, until = found.dates[:3]
        return f"{about}{short_day(since)} to {short_day(until)}, {(until - since).days} days; due {short_day(due)}"
    days = [short_day(each) for each in dict.fromkeys(found.dates)]
    shown = days[:_MOST_OF_ONE_CHECK] + (
        [f"{len(days) - _MOST_OF_ONE_CHECK} more days"] if len(days) > _MOST_OF_ONE_CHECK else []
    )
    return f"{about}{listed(shown) or 'no date'}"


def _says(record: Closer) -> str:
    """Return what the picture shows, for those who do not see it."""
    parts = [f"{lane.name}: {many(len(lane.days), 'day')}{_overdue(lane.overdue)}" for lane in record.lanes]
    copies = (
        f" {many(len(record.copies), 'arc')} from a note to a later one that holds words of it."
        if record.copies
        else ""
    )
    return f"{_facts(record)}. {'; '.join(parts)}.{copies}"


def _overdue(overdue: Sequence[tuple[date, date]]) -> str:
    return (
        ""
        if not overdue
        else ", overdue " + listed([f"{day(due)} to {day(came)}" for due, came in overdue[:_MOST_OF_ONE_CHECK]])
    )


def _table(record: Closer) -> Table:
    rows = tuple(
        (
            day(note["written_on"]),
            note["record_type"] or "not said",
            VOICE_NAMES.get(note["voice"] or "", "–"),
            percent(note["copied_share"]),
        )
        for note in record.notes[:_MOST_ROWS]
    )
    return Table("The notes", ("Day", "Kind of record", "Child's voice", "Copied"), rows)
