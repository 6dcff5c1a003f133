"""Figures of each note and of the whole record, for reports. They are about records, never about who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from pydantic import BaseModel, ConfigDict

from service.finding import Review, Severity, Voice
from service.record.check import RecordFinding
from service.record.copies import chains
from service.record.record import Entry, Record

LONG_WITHOUT = {
    "supervision": ("supervision",),
    "visit": ("home visit", "direct work"),
    "summary": ("three-month summary", "transfer summary", "closing summary"),
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class NoteMeasures(_Part):
    """One note in figures: shares are of its words, from 0 to 1; null where there was nothing to measure by."""

    note_id: str
    written_on: date | None
    record_type: str | None
    words: int
    sentences: int
    reading_age_years: float | None
    child_age_years: float | None
    fact_share: float
    reported_share: float
    opinion_share: float
    plan_share: float
    opinions: int
    opinions_unowned: int
    opinions_without_basis: int
    copied_share: float | None
    new_share: float | None
    voice: Voice | None
    actions: int
    must_see: int
    ask: int
    consider: int
    overview: int


class RecordMeasures(_Part):
    """One child's record in figures; the longest times without something are in calendar days."""

    child_id: str | None
    notes: int
    undated_notes: int
    first_day: date | None
    last_day: date | None
    supervisions: int
    visits: int
    summaries: int
    longest_days_without_supervision: int | None
    longest_days_without_visit: int | None
    longest_days_without_summary: int | None
    longest_days_without_voice: int | None
    voice_share: float | None
    copied_share_median: float | None
    longest_chain: int
    findings: dict[str, int]


def note_measures(entry: Entry) -> NoteMeasures:
    """Return one note in figures."""
    review, note = entry.review, entry.note
    whole, readability, copied = review.whole_note, review.readability, review.copied
    share = {kind: part.share for kind, part in whole.kinds.items()} if whole else {}
    opinions = whole.opinions if whole else None
    return NoteMeasures(
        note_id=entry.note_id,
        written_on=note.written_on,
        record_type=note.record_type,
        words=len(note.text.split()),
        sentences=len(review.sentences),
        reading_age_years=readability.reading_age_years if readability else None,
        child_age_years=note.child_age_years,
        fact_share=share.get("fact", 0.0),
        reported_share=share.get("reported", 0.0),
        opinion_share=share.get("opinion", 0.0),
        plan_share=share.get("plan", 0.0),
        opinions=opinions.owned + opinions.unowned if opinions else 0,
        opinions_unowned=opinions.unowned if opinions else 0,
        opinions_without_basis=opinions.without_basis if opinions else 0,
        copied_share=copied.share if copied else None,
        new_share=copied.new_share if copied else None,
        voice=review.voice,
        actions=len(entry.actions),
        must_see=_count(review, Severity.MUST_SEE),
        ask=_count(review, Severity.ASK),
        consider=_count(review, Severity.CONSIDER),
        overview=_count(review, Severity.OVERVIEW),
    )


def record_measures(record: Record, findings: Sequence[RecordFinding]) -> RecordMeasures:
    """Return a record in figures, with how many findings each record check has."""
    shares = [entry.review.copied.share for entry in record.entries if entry.review.copied]
    voices = [entry.review.voice for entry in record.entries if entry.review.voice is not None]
    held = {what: [e for e in record.dated if e.note.record_type in kinds] for what, kinds in LONG_WITHOUT.items()}
    heard = [entry for entry in record.dated if entry.review.voice not in {None, "none"}]
    return RecordMeasures(
        child_id=record.child_id,
        notes=len(record.entries),
        undated_notes=len(record.entries) - len(record.dated),
        first_day=record.dated[0].day if record.dated else None,
        last_day=record.dated[-1].day if record.dated else None,
        supervisions=len(held["supervision"]),
        visits=len(held["visit"]),
        summaries=len(held["summary"]),
        longest_days_without_supervision=_longest(record, held["supervision"]),
        longest_days_without_visit=_longest(record, held["visit"]),
        longest_days_without_summary=_longest(record, held["summary"]),
        longest_days_without_voice=_longest(record, heard) if voices else None,
        voice_share=round(sum(voice != "none" for voice in voices) / len(voices), 3) if voices else None,
        copied_share_median=round(median(shares), 3) if shares else None,
        longest_chain=max((chain.times_carried for chain in chains(record)), default=0),
        findings={check: _times(findings, check) for check in sorted({finding.check for finding in findings})},
    )


def _count(review: Review, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in review.findings)


def _times(findings: Iterable[RecordFinding], check: str) -> int:
    return sum(finding.check == check for finding in findings)


def _longest(record: Record, held: Sequence[Entry]) -> int | None:
    """Return the most days without an entry, inside one spell of work from its first note to its last."""
    longest: int | None = None
    for spell in record.spells:
        days = [spell.start, *(e.day for e in held if spell.start <= e.day <= spell.end), spell.end]
        most = max((after - before).days for before, after in pairwise(days))
        longest = max(longest or 0, most)
    return longest
