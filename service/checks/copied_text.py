"""Passages that stand in an earlier note already."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.copies.compared import Compared, date_words
from service.reading.copies.copying import Copy
from service.reading.read import Reading

# On the 90 notes of records r1 that have earlier ones: 3 with a paste that must be seen, 37 passages worth asking
# about. Of the 17 shorter ones most are one sentence; `stale_copy` and `wrong_person` look into these all the same.
WORTH_ASKING = 20
"""Words that stand in the earlier note too, from which a passage is asked about."""
LARGE = 80
"""Words from which a passage must be seen."""
LARGE_SHARE = 0.5
"""The copied share of a note from which its longest passage must be seen."""
_NEARLY_ALL_ALIKE = 0.9


@check(
    group="copying",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (a record shows what has changed)",
    needs=("prior_notes",),
)
def copied_text(reading: Reading) -> Iterator[Hit]:
    """A passage of twenty words or more that stands in an earlier note; what is most of a note must be seen.

    Why: what was pasted is read as if it had been seen again, and what has changed is lost.
    What helps: what is different now; or where the passage comes from, and a few words in place of all.
    Silent for the plan's goals, legal status and a quotation that says where it comes from.
    """
    seen = reading.copying
    copies = [copy for copy in seen.complained_of if copy.kind != "restated"] if seen else []
    longest = max((copy.matched_words for copy in copies), default=0)
    for copy in copies:
        if seen and copy.matched_words >= WORTH_ASKING:
            is_most = seen.share >= LARGE_SHARE and copy.matched_words == longest
            is_large = is_most or copy.matched_words >= LARGE
            yield Hit(
                copy.span,
                _message(copy, seen, reading),
                confidence=copy.similarity,
                severity=Severity.MUST_SEE if is_large else None,
            )


def _message(copy: Copy, seen: Compared, reading: Reading) -> str:
    is_alike = copy.kind == "verbatim" and copy.similarity >= _NEARLY_ALL_ALIKE
    stands = "This stands word for word" if is_alike else "Most of this stands"
    day = seen.written_on(copy)
    if day is not None and day == reading.note.written_on:
        return f"{stands} in another note of the same day. What belongs to this one?"
    return f"{stands} in {date_words(day, reading.note)}. What has changed since?"
