"""What is told of a batch over HTTP: figures and plain sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from pydantic import BaseModel

from service.doors.batch.jobs.intake import REPORTS
from service.doors.batch.jobs.table import Batch, Jobs

ReportForm = Literal["html", "xlsx", "csv", "parquet"]


class BatchView(BaseModel):
    """A batch: how far it is, and what came of it.

    `rows`, `refused`, `notes_per_second` and `seconds_left` are null while they are not known; `reports` are the forms
    in which the report can be had; on `kept_until` it is removed, if nobody deletes it before.
    """

    id: str
    state: Literal["queued", "running", "done", "stopped", "failed"]
    message: str
    rows: int | None
    reviewed: int
    refused: int | None
    notes_per_second: float | None
    seconds_left: int | None
    format: str
    mapping: str
    include_text: bool
    created: datetime
    ended: datetime | None
    kept_until: date | None
    reports: list[ReportForm]


class BatchViews(BaseModel):
    """The batches of whoever asks, the newest first, and the mappings that another may be asked for with."""

    batches: list[BatchView]
    mappings: list[str]


def shown(batch: Batch, jobs: Jobs, days: int) -> BatchView:
    """Return what is told of a batch."""
    ended = datetime.fromtimestamp(batch.ended, UTC) if batch.ended and batch.state != "queued" else None
    is_read = batch.notes > 0 or batch.state == "done"
    return BatchView(
        id=batch.id,
        state="queued" if batch.state == "receiving" else batch.state,
        message=batch.message or _message(batch, jobs),
        rows=batch.rows if is_read else None,
        reviewed=batch.reviewed,
        refused=batch.refused if is_read else None,
        notes_per_second=batch.rate or None if batch.state == "running" else None,
        seconds_left=batch.left if batch.state == "running" and batch.left >= 0 else None,
        format=batch.format,
        mapping=batch.mapping,
        include_text=batch.include_text,
        created=datetime.fromtimestamp(batch.created, UTC),
        ended=ended,
        kept_until=(ended + timedelta(days=days)).date() if ended else None,
        reports=_reports(batch, jobs),
    )


def _message(batch: Batch, jobs: Jobs) -> str:
    if batch.state == "queued":
        before = jobs.before(batch)
        return "It begins in a moment." if not before else f"It waits for {before} other{'s' if before > 1 else ''}."
    if batch.notes:
        return f"{batch.reviewed:,} of {batch.notes:,} notes are reviewed."
    return f"The file is being read: {batch.rows:,} rows so far." if batch.rows else "The file is being read."


def _reports(batch: Batch, jobs: Jobs) -> list[ReportForm]:
    if batch.state != "done":
        return []
    forms: tuple[ReportForm, ...] = ("html", "xlsx", "csv", "parquet")
    return [form for form in forms if (jobs.folder_of(batch.id) / REPORTS[form]).is_file()]
