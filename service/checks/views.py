"""A meeting or assessment in which only one voice is heard, and a disagreement without its other side."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.guidance.disagreeing import WORKERS, bare_disagreements, voices
from service.reading.read import Reading

FEWEST_WORDS = 40
"""A shorter record is a jotting: nobody's view had room in it."""
AGENCIES_ALONE = 2
"""So many agencies and nobody of the family are still one side of the story."""
OF_FAMILIES = frozenset({"core group", "child in need review", "looked after review", "assessment", "school meeting"})
ALONE = "Only one view is here. How did the child, the family or others there see it?"
OTHER_SIDE = "What does this person think instead, and why?"


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="BASW: Top ten tips for case recording (different views and opinions); wordlists/views.toml",
    needs=("record_type",),
)
def views(reading: Reading) -> Iterator[Hit]:
    """A meeting, review or assessment with one voice in it; and a disagreement with no word of what the other thinks.

    Why: a decision is only fair if those whom it touches can see that they were heard; nobody can answer a bare
    "Mum disagreed".
    What helps: who said what, in a line each; and with a disagreement, what that person thinks and why.
    """
    said = reading.clauses
    if reading.record and "views" in reading.record.checks and _is_one_sided(reading, voices(reading, said)):
        yield Hit(WHOLE_NOTE, ALONE)
    for span in bare_disagreements(reading, said):
        yield Hit(span, OTHER_SIDE, severity=Severity.CONSIDER)


def _is_one_sided(reading: Reading, heard: frozenset[str]) -> bool:
    """Tell whether one person or agency alone speaks, or two agencies about a family that is not heard."""
    is_one_side = heard <= WORKERS and reading.note.record_type in OF_FAMILIES
    if len(heard) > (AGENCIES_ALONE if is_one_side else 1):
        return False
    return sum(token.is_word for token in reading.text.tokens) >= FEWEST_WORDS
