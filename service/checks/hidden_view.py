"""Views that nobody in the note holds."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.kinds.sources import is_in_minutes, names_a_source
from service.reading.read import Reading

GENERAL_QUESTION = "Whose view is this?"


@check(
    group="fact and opinion",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (whose opinion it is); wordlists/hidden_view.toml",
    flags=(
        "[It was felt] that Jayden needs more support.",
        "[Professionals are concerned] about the home.",
    ),
    passes=(
        "It was felt by Ms Rowe and the school that Jayden needs more support.",
        "The health visitor is concerned that he has lost weight.",
        'Mum said "it was felt that I could not cope".',
    ),
)
def hidden_view(reading: Reading) -> Iterator[Hit]:
    """Views and worries whose holder is hidden: "it was felt", "there are concerns", "professionals agree".

    Why: nobody can ask a passive what it meant, and a view that nobody holds sounds like everybody's.
    What helps: who thought so, on what basis, and who saw it differently.
    Silent where the sentence says who ("by the health visitor") or passes on somebody's words; quieter
    in minutes that name those who were there.
    """
    severity = Severity.CONSIDER if is_in_minutes(reading) else None
    for match in reading.matches("hidden_view"):
        kind = reading.kind_at(match.span)
        if kind is None or (kind.is_sure and (kind.kind == "reported" or kind.owned)):
            continue
        if not names_a_source(reading, match.span):
            who = match.entry.ask or GENERAL_QUESTION
            message = who if kind.evidenced else first_that_fits(f"{who} What was it based on?", who)
            yield Hit(match.span, message, None, kind.confidence, severity)
