"""Made-up tables of a batch, with as many children as asked for, so that a report needs no model and no notes."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from service.doors.batch.schema import TABLES, VERSION, schema

KEY = "0123456789ab"
NOTE_CHECKS = {"jargon": "consider", "vague": "consider", "smart_action": "ask", "wrong_person": "must_see"}
TYPES = (
    ("case note", 9), ("home visit", 5), ("phone call", 6), ("supervision", 2), ("core group", 1),
    ("three-month summary", 1), ("direct work", 1),
)  # fmt: skip
TEAMS = ("North", "South", "East", "Leaving care")
LONGEST = ("supervision", "visit", "summary", "voice")
GAPS = {
    "supervision_gap": "supervision",
    "visit_gap": "home visit",
    "summary_due": "three-month summary",
    "review_gap": "core group",
    "voice_gap": "child heard",
}

Row = dict[str, Any]


def note(child_id: str, number: int, **given: Any) -> Row:
    """Return a row of the table of notes; what is not given is an ordinary note."""
    ordinary: Row = {
        "row": number, "child_id": child_id, "note_id": f"{child_id}-{number}", "household": None, "team": None,
        "written_on": date(2025, 1, 1) + timedelta(days=7 * (number % 100)), "record_type": "case note", "words": 200,
        "sentences": 12, "reading_age_years": 13.0, "child_age_years": 9.0, "fact_share": 0.5, "reported_share": 0.2,
        "opinion_share": 0.2, "plan_share": 0.1, "opinions": 2, "opinions_unowned": 1, "opinions_without_basis": 1,
        "copied_share": 0.1, "new_share": 0.9, "voice": "own_words", "actions": 1, "must_see": 0,
        "ask": 1, "consider": 2, "overview": 0,
        "copied_from": [], "may_be_cut": False, "unknown_type": False, "text": None,
    }  # fmt: skip
    return ordinary | given


def finding(child_id: str, check: str, **given: Any) -> Row:
    """Return a row of the table of findings: of a record, or with a `row` of a note."""
    scope = "note" if "row" in given else "record"
    ordinary: Row = {
        "scope": scope, "child_id": child_id, "note_id": None, "row": None, "check": check,
        "severity": NOTE_CHECKS.get(check, "ask"), "start": 0, "end": 5, "confidence": 0.9, "folded": False,
        "source": "guidance", "dates": [], "note_ids": [], "about": None, "message": None, "suggestion": None,
        "words": None,
    }  # fmt: skip
    return ordinary | given


def record(child_id: str, notes: Iterable[Row], findings: Iterable[Row], **given: Any) -> Row:
    """Return the row of a child's record, reckoned from the rows of its notes and findings."""
    notes = list(notes)
    days = sorted(each["written_on"] for each in notes if each["written_on"])
    found = Counter(each["check"] for each in findings if each["scope"] == "record")
    kinds = Counter(each["record_type"] for each in notes)
    row = {
        "child_id": child_id, "notes": len(notes), "undated_notes": len(notes) - len(days),
        "first_day": days[0] if days else None, "last_day": days[-1] if days else None,
        "supervisions": kinds["supervision"], "visits": kinds["home visit"], "summaries": kinds["three-month summary"],
        "longest_days_without_supervision": 40, "longest_days_without_visit": 30, "longest_days_without_summary": 95,
        "longest_days_without_voice": 20, "voice_share": 0.7, "copied_share_median": 0.1, "longest_chain": 1,
        "findings": [{"check": check, "count": count} for check, count in sorted(found.items())],
        "household": None, "rows": len(notes),
        "record_types": [{"record_type": kind, "count": count} for kind, count in sorted(kinds.items(), key=str)],
        "good_practice": [], "chronology": [],
    }  # fmt: skip
    return row | given


def write_batch(out: Path, units: Iterable[Mapping[str, list[Row]]], /, *, complete: bool = True, **told: Any) -> Path:
    """Write a batch's folder: each unit is the rows of its tables by their names."""
    counts: Counter[str] = Counter()
    for number, unit in enumerate(units):
        for table in TABLES:
            rows = unit.get(table, [])
            counts[table] += len(rows)
            path = out / table / f"part-{number:05}-{KEY}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            parquet.write_table(pa.Table.from_pylist(rows, schema=schema(table)), path)
    run = {
        "schema": VERSION, "complete": complete, "key": KEY, "input": "notes.csv",
        "rows": counts["notes"] + counts["refused"], "versions": {"wellnoted": "0.1.0"}, "reviewed": counts["notes"],
        "refused": {"rows": counts["refused"], "by": []},
        "children": counts["records"], "units": 1, "units_done": 1, "started": "2026-01-02T09:00:00+00:00",
        "finished": "2026-01-02T10:00:00+00:00" if complete else None, "seconds": 3600.0,
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    (out / "run.json").write_text(json.dumps(run | told), encoding="utf-8")
    return out


def invented(out: Path, children: int, *, notes_each: int = 25, seed: int = 7, a_unit: int = 20) -> Path:
    """Write a batch of invented children, with a bit of everything in it."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    tables = ("notes", "findings", "records")
    units = (
        [_invented_child(chance, number, notes_each) for number in range(at, min(children, at + a_unit))]
        for at in range(0, children, a_unit)
    )
    return write_batch(
        out, ({table: [row for one in unit for row in one[table]] for table in tables} for unit in units)
    )


def _invented_child(chance: random.Random, number: int, notes_each: int) -> dict[str, list[Row]]:
    child_id = f"C{number:05}"
    notes = list(_invented_notes(chance, child_id, number * 1000, chance.randint(notes_each // 2, notes_each * 3 // 2)))
    findings = [
        finding(child_id, chance.choice(list(NOTE_CHECKS)[:3]), row=each["row"], note_id=each["note_id"])
        for each in notes
        for _ in range(chance.randint(0, 8))
    ]
    for check, about in GAPS.items():
        findings += _invented_gaps(chance, child_id, check, about, notes)
    for check in ("drift", "repetition", "opinion_hardens"):
        if chance.random() < 0.15:
            findings.append(finding(child_id, check, dates=sorted(_day(each) for each in chance.sample(notes, 3))))
    if chance.random() < 0.05:
        findings.append(finding(child_id, "wrong_person", row=notes[-1]["row"], note_id=notes[-1]["note_id"]))
        notes[-1]["must_see"] = 1
    found = {each["check"] for each in findings}
    longest = {f"longest_days_without_{what}": chance.randint(10, 150) for what in LONGEST}
    good = [check for check in ("supervision_gap", "visit_gap", "voice_gap") if check not in found]
    return {
        "notes": notes,
        "findings": findings,
        "records": [record(child_id, notes, findings, good_practice=good, **longest)],
    }


def _invented_notes(chance: random.Random, child_id: str, first_row: int, many: int) -> Iterator[Row]:
    age, team = chance.uniform(3, 16), "Tiny" if chance.random() < 0.01 else chance.choice(TEAMS)
    day = date(2023, 6, 1) + timedelta(days=chance.randrange(300))
    for number in range(many):
        day += timedelta(days=chance.choice([1, 3, 7, 10, 14, 25]))
        copied = chance.choice([0.0, 0.0, 0.02, 0.1, 0.3, 0.6]) if number else 0.0
        source = {
            "child_id": child_id,
            "note_id": f"{child_id}-{first_row + chance.randrange(max(1, number))}",
            "words": 60,
        }
        opinions, fact = chance.randint(0, 6), chance.uniform(0.3, 0.6)
        yield note(
            child_id, first_row + number, written_on=day, team=team,
            record_type=chance.choices(*zip(*TYPES, strict=True))[0],
            words=chance.randint(40, 600), reading_age_years=chance.gauss(13, 2), child_age_years=age,
            copied_share=copied, copied_from=[source] if copied > 0.2 else [], opinions=opinions,
            opinions_without_basis=round(opinions * chance.random() * 0.6), fact_share=fact,
            reported_share=(0.9 - fact) * 0.5, opinion_share=(0.9 - fact) * 0.3, plan_share=(0.9 - fact) * 0.2,
            voice=chance.choices(["own_words", "observed", "reported", "none", None], (4, 2, 2, 3, 4))[0],
        )  # fmt: skip


def _invented_gaps(chance: random.Random, child_id: str, check: str, about: str, notes: list[Row]) -> Iterator[Row]:
    since = _day(notes[0])
    while chance.random() < 0.5:
        since += timedelta(days=chance.randint(10, 90))
        due, until = since + timedelta(days=28), since + timedelta(days=28 + chance.randint(3, 60))
        if until > _day(notes[-1]):
            return
        yield finding(child_id, check, dates=[since, due, until], about=about)
        since = until


def _day(row: Row) -> date:
    day: date = row["written_on"]
    return day
