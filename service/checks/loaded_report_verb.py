"""Verbs that judge the person whose words they report."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.read import Reading

GENERAL_QUESTION = "Would “said” leave the reader free to judge?"


@check(
    group="fact and opinion",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (balanced); wordlists/loaded_report_verb.toml",
    flags=(
        "Mum [claimed that] she had been at work.",
        "Dad [refuses to accept that] the drinking is a problem.",
    ),
    passes=(
        "Mum said that she had been at work.",
        "She was admitted to hospital on 3 May.",
        "Dad claims Universal Credit.",
    ),
)
def loaded_report_verb(reading: Reading) -> Iterator[Hit]:
    """Reporting verbs that take a side: claimed, admitted, insisted, refused to accept.

    Why: "claimed" says it is not so, "admitted" that it is so and shameful; both judge before anybody has looked.
    What helps: "said", and what was said.
    Silent for benefits claimed, people admitted to hospital, and what was formally admitted or denied.
    """
    for match in reading.matches("loaded_report_verb"):
        entry = match.entry
        severity = Severity.CONSIDER if entry.kind == "quiet" else None
        suggestion = entry.replacement_for(reading.words_of(match.span))
        yield Hit(match.span, entry.ask or GENERAL_QUESTION, suggestion, 1.0, severity)
