"""A record in which the child should be heard, and is not."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check, first_that_fits
from service.finding import Severity
from service.reading.guidance.voice import ChildVoice, read_voice
from service.reading.people.speaker_mentions import name_of
from service.reading.read import Reading

SPEAKS_FROM_YEARS = 4
"""From about this age a child who speaks is asked; before it, what the child did and how the child looked says most."""
ASKS = {
    "none": "{name} is not heard in this record. What did {name} say or do, or why is that not here?",
    "reported": "{name} is heard only through others. What did {name} say or show, or why is that not here?",
    "observed": "{name} is seen but not heard. What did {name} say, or why not?",
}
"""What is asked, by the strongest voice that there is."""


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="Working Together to Safeguard Children: a child-centred approach, which keeps the child's wishes in sight",
    needs=("record_type",),
)
def child_voice(reading: Reading) -> Iterator[Hit]:
    """A visit, meeting, plan or summary in which the child's own voice is missing.

    Why: children who read their files look for themselves first, and often find only adults talking about them.
    What helps: the child's own words, however few; for a baby or a child who does not use words, what the child
    did and how the child looked; or one line on why the child was not seen or heard.
    """
    record = reading.record
    if record is None or "child_voice" not in record.checks:
        return
    voice = read_voice(reading)
    if not _is_enough(reading, voice):
        ask = ASKS[voice.strongest]
        yield Hit(
            WHOLE_NOTE, first_that_fits(*(ask.format(name=name) for name in (name_of(reading.note.child), "the child")))
        )


def _is_enough(reading: Reading, voice: ChildVoice) -> bool:
    age = reading.note.child_age_years
    if voice.strongest == "own_words" or voice.is_unborn or voice.silent_because:
        return True
    if reading.note.record_type == "school meeting" and not voice.was_there:
        return True  # a meeting of adults about the child
    if voice.strongest == "observed":
        return age is None or age < SPEAKS_FROM_YEARS or voice.is_wordless
    return False
