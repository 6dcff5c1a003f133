"""Decisions that do not say why, or by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.guidance.decisions import read_decisions
from service.reading.read import Reading

QUESTIONS = {
    frozenset({"reason"}): "Why was this decided?",
    frozenset({"decider"}): "Who decided this?",
    frozenset({"reason", "decider"}): "Who decided this, and why?",
}
SPEAKS_FROM = 3  # years; from then on a message asks what the child thinks
_THINKS = re.compile(
    r"\b(?:said|says|told|asked|asks|wants?|wanted|would like|likes?|feels?|felt|thinks?|thought|wishes|chose|wrote"
    r"|drew|hopes?)\b|[“\"]",
    re.IGNORECASE,
)


@check(
    group="guidance",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (why decisions were made); wordlists/decision_reason.toml",
    flags=("[Overnight stays with his cousins have been stopped.]",),
    passes=(
        "The panel decided that overnight stays will stop because the flat has no heating.",
        "Mum to ring the doctor.",
    ),
)
def decision_reason(reading: Reading) -> Iterator[Hit]:
    """A decision that changes a child's life or a family's help, with no reason beside it or nobody who made it.

    Why: the person the child becomes will ask why, and who thought so; so will a court.
    What helps: who decided, the reason in a line, and what the child thought of it.
    Silent where the reason stands in the sentence, right beside it or under a heading of reasons.
    """
    for decision in read_decisions(reading):
        if decision.lacks:
            yield Hit(decision.span, _message(reading, decision.lacks))


def _message(reading: Reading, lacks: frozenset[str]) -> str:
    question, child = QUESTIONS[lacks], reading.note.child
    name = next(iter((child.name or "").split()), "") if child else ""
    # The child's view is there where the name and a word of saying or feeling share a sentence.
    sentences = (reading.words_of(kind.sentence.span) for kind in reading.kinds)
    if (
        not name
        or (reading.note.child_age_years or 0) < SPEAKS_FROM
        or "reason" not in lacks
        or any(name in s and _THINKS.search(s) for s in sentences)
    ):
        return question
    return first_that_fits(f"{question} What did {name} think?", question)
