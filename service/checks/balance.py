"""A record that tells only what is hard about somebody."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.guidance.portraits import Portrait, portraits
from service.reading.read import Reading

DIFFICULTIES = 3
"""So many and nothing good is a one-sided picture (GUIDANCE.md, `balance`)."""
WHOM = {"child": "the child", "mother": "Mum", "father": "Dad", "parents": "the parents", "carer": "the carer"}
"""What a person is called in a message: never by name, since the note's own words may be anybody's."""


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="BASW: Top ten tips for case recording (balanced); wordlists/balance.toml",
    needs=("record_type",),
)
def balance(reading: Reading) -> Iterator[Hit]:
    """A record with three or more difficulties of one person, and nothing good or kind.

    Why: people read what was written about them, and a child reads it about a parent; a file that holds
    only bad days is not their whole life, and nobody can build on it.
    What helps: what went well, however small, or one line that says there was nothing that day and why.
    """
    if reading.record is None or "balance" not in reading.record.checks:
        return
    hard = [one for one in portraits(reading, reading.clauses) if _is_one_sided(one)]
    if hard:
        most = max(hard, key=lambda one: one.difficulties)
        yield Hit(WHOLE_NOTE, _message(most))


def _is_one_sided(portrait: Portrait) -> bool:
    return portrait.difficulties >= DIFFICULTIES and not portrait.strengths


def _message(portrait: Portrait) -> str:
    whom = WHOM.get(portrait.who, "one person")
    return f"Only difficulties are told of {whom} here. What went well, or what is being done about it?"
