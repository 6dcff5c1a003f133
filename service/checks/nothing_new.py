"""A record that should add something, and nearly all of which stands in earlier notes."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import LONGEST_MESSAGE, WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.copies.compared import Compared, new_sentences
from service.reading.read import Reading

SHOULD_ADD = frozenset(
    {
        "strategy discussion",
        "core group",
        "child in need review",
        "looked after review",
        "midway review",
        "supervision",
        "management oversight",
        "three-month summary",
        "transfer summary",
        "closing summary",
    }
)
NEW_AT_MOST = 0.2
"""The new share up to which a record says nothing new: the least of a half-copied note of records r1 is 0.39."""
COPIED_AT_LEAST = 0.5
"""The copied share from which it does; a record of joint work, properly placed on two files, has none."""
_SHOWN = 28  # characters of a new sentence


@check(
    group="copying",
    severity=Severity.OVERVIEW,
    source="Working Together to Safeguard Children: reviews decide whether the plan is making a difference",
    needs=("prior_notes",),
)
def nothing_new(reading: Reading) -> Iterator[Hit]:
    """A discussion, review, supervision or summary that hardly says anything the earlier notes do not.

    Why: these records exist to think again; one that repeats looks like progress and hides drift.
    What helps: what has changed, what has not and why, and what follows from it.
    The message lists what is new.
    """
    seen, kind = reading.copying, reading.note.record_type
    if seen and kind in SHOULD_ADD and seen.share >= COPIED_AT_LEAST and seen.new_share <= NEW_AT_MOST:
        yield Hit(WHOLE_NOTE, _message(seen, reading), None, min(1.0, round(seen.share, 3)))


def _message(seen: Compared, reading: Reading) -> str:
    stands = "Nearly all of this stands in earlier notes."
    new = [each for each in new_sentences(reading.text, seen.copies) if each.last - each.first > 1]
    if not new:
        return f"{stands} New: nothing. What has changed?"
    shown = [f"“{_short(each.span.of(reading.note.text))}”" for each in new]
    few = "; ".join(shown[:2]) + (f" and {len(shown) - 2} more" if len(shown) > 2 else "")  # noqa: PLR2004
    message = f"{stands} New: {few}."
    return message if len(message) <= LONGEST_MESSAGE else f"{stands} New: {shown[0]} and {len(shown) - 1} more."


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN].rsplit(" ", 1)[0] + "…"
