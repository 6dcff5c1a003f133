"""What this kind of record must hold, and this one does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.check import LONGEST_MESSAGE, WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.guidance.contents import missing
from service.reading.guidance.describing import only_describes
from service.reading.read import Reading

LIKELY = 0.8
EFFECT = "effect on the child"


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="wordlists/record_types.toml: what each kind of record must hold, with where each part comes from",
    needs=("record_type",),
)
def contents(reading: Reading) -> Iterator[Hit]:
    """Parts that a record of this kind must hold, and of which nothing is found: who was there, the next date.

    Why: whoever comes next looks for them in their place, and a gap is filled by guessing.
    What helps: a line for each, or a word on why there is nothing to say. Headings are welcome and not needed.
    In doubt a part counts as there. A council can change what each kind of record must hold.
    """
    if reading.record and "contents" in reading.record.checks:
        is_asked = only_describes(reading)  # by `analysis`, what it means for the child
        parts = [part for part in missing(reading) if not (is_asked and part.name == EFFECT)]
        if parts:
            yield Hit(WHOLE_NOTE, _message([part.words for part in parts]), None, LIKELY)


def _message(words: Sequence[str]) -> str:
    """Name as many of the parts as fit."""
    for shown in range(len(words), 0, -1):
        more = [f"{len(words) - shown} more"] if shown < len(words) else []
        message = f"Is there a word to add on {_listed([*words[:shown], *more])}?"
        if len(message) <= LONGEST_MESSAGE:
            return message
    return f"Is there a word to add on the {len(words)} parts of such a record that are not found?"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
