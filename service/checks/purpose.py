"""A visit, call, meeting or session, and no word of why it took place."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.guidance.communication_log import is_pasted_thread
from service.reading.guidance.purposes import says_why
from service.reading.read import Reading

_LIKELY = 0.8
_ASKED = {
    "home visit": "visit",
    "phone call": "call",
    "school meeting": "meeting",
    "direct work": "session",
    "case note": "contact",
}
"""What a note of each kind calls what took place. A core group or a review is held because there is a plan."""


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="Practice guidance: each case note has a purpose; wordlists/purpose.toml",
    needs=("record_type",),
)
def purpose(reading: Reading) -> Iterator[Hit]:
    """A visit, call, session or note with nothing in it, or in its title, that says why it took place.

    Why: without it a reader cannot tell a planned visit from a worried one, or whether it did what it was for.
    What helps: half a sentence: "to see how mornings go", "as agreed on Friday", "he rang to ask about the bus".
    A statutory visit or a review of a plan has its purpose in its name; a title that tells is enough, and so is
    what somebody rang to say. Of a pasted thread `communication_log` asks what it changed, and that is enough.
    """
    kind = reading.note.record_type or ""
    is_asked = kind in _ASKED and reading.record is not None and "purpose" in reading.record.checks
    if is_asked and not says_why(reading) and not is_pasted_thread(reading):
        yield Hit(WHOLE_NOTE, f"What was this {_ASKED[kind]} for?", None, _LIKELY)
