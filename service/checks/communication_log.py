"""Calls and messages, and nothing on what they changed for the child."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.guidance.communication_log import is_arranging_only, is_pasted_thread
from service.reading.read import Reading

LIKELY = 0.8


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="Practice guidance on recording and BASW top ten tips: not every message or call belongs in the record",
    needs=("record_type",),
)
def communication_log(reading: Reading) -> Iterator[Hit]:
    """A pasted e-mail thread, or a note of calls and times alone, with no line on what came of it for the child.

    Why: what matters is lost among messages, and a child who reads the file finds pages of voicemail.
    What helps: a line on the outcome; or no note at all, where nothing came of it.
    Silent where a missed call matters and the note says so.
    """
    if reading.record is None or "communication_log" not in reading.record.checks:
        return
    if is_pasted_thread(reading):
        yield Hit(WHOLE_NOTE, "This is mostly pasted messages. What did they change for the child?", None, LIKELY)
    elif is_arranging_only(reading):
        yield Hit(WHOLE_NOTE, "Calls and times so far. What came of them for the child?", None, LIKELY)
