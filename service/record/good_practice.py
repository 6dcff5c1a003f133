"""What a record does well, in figures: only what was looked at, and where nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from service.record.check import RecordFinding
from service.record.measures import RecordMeasures

SEVERAL = 2
MOSTLY_HEARD = 0.5
MOSTLY_NEW = 0.2  # median share copied; half of an ordinary record's notes copy less


class GoodPractice(BaseModel):
    """Something that the record does well, and the check that found nothing to ask about it."""

    model_config = ConfigDict(frozen=True)

    check: str
    message: str


def good_practice(measures: RecordMeasures, findings: Sequence[RecordFinding]) -> tuple[GoodPractice, ...]:
    """Return what to thank for: each line rests on figures of the record, and no finding speaks against it."""
    asked = {finding.check for finding in findings}
    return tuple(each for each in _seen(measures) if each.check not in asked)


def _seen(seen: RecordMeasures) -> Iterator[GoodPractice]:
    if seen.supervisions >= SEVERAL:
        most = seen.longest_days_without_supervision
        yield _line("supervision_gap", f"{seen.supervisions} supervisions, never more than {most} days apart.")
    if seen.visits >= SEVERAL:
        yield _line("visit_gap", f"{seen.visits} visits, never more than {seen.longest_days_without_visit} days apart.")
    if seen.summaries:
        count = "A summary" if seen.summaries == 1 else f"{seen.summaries} summaries"
        yield _line("summary_due", f"{count} in time, at most {seen.longest_days_without_summary} days without one.")
    if seen.voice_share is not None and seen.voice_share >= MOSTLY_HEARD and seen.notes >= SEVERAL:
        most = seen.longest_days_without_voice
        heard = f"The child is heard or seen in {seen.voice_share:.0%} of notes"
        yield _line("voice_gap", f"{heard}, and never missing for more than {most} days.")
    if seen.copied_share_median is not None and seen.copied_share_median <= MOSTLY_NEW and seen.notes > SEVERAL:
        yield _line("repetition", f"Half of the notes copy no more than {seen.copied_share_median:.0%} of their words.")


def _line(check: str, message: str) -> GoodPractice:
    return GoodPractice(check=check, message=message)
