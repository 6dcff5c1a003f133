"""Opinions that stand as if they were facts."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.kinds.kinded import Kinded
from service.reading.phrasing.wordlists import Entry
from service.reading.read import Reading

GENERAL_QUESTION = "Whose view is this, and what was seen or heard that leads to it?"
PRAISE_QUESTION = "What was seen or heard that shows this?"
LIKELY_ENOUGH, LOUD_ENOUGH = 0.5, 0.6
"""How likely an opinion without owner and basis must be to be asked about at all, and to be asked about at once.

Of the first about eight in ten are right on the development notes, of the second nine; see
`models/sentence_kinds/card.md`.
"""

_REASONS = frozenset({"because", "due", "given", "since", "as", "following"})
_PERSONAL = frozenset(
    ["he", "him", "his", "she", "her", "hers", "they", "them", "their", "theirs", "you", "your", "we", "us", "our"]
)


@check(
    group="fact and opinion",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (fact and opinion told apart); wordlists/opinion_as_fact.toml",
    flags=("I rang the school at noon. [Mum is not coping.] I will ring again on Friday.",),
    passes=(
        "In my view Mum is not coping: she cried twice and has not slept since Monday.",
        "Mum said that she is not coping.",
        "I came in at four. The flat was filthy. There were four full bin bags in the hall and mould on the bath.",
        '"He is a terrible father."',
    ),
)
def opinion_as_fact(reading: Reading) -> Iterator[Hit]:
    """A judgement about a person or a home that nobody owns, with nothing seen or heard in it or beside it.

    Why: years later nobody can tell what was seen from what was thought, and the thought is repeated as a fact.
    What helps: what was seen or heard, in the same sentence or the next; and whose view it is ("In my view …").
    Praise is asked about more quietly, and so are views of the work and what is less sure. Legal
    words that a record must use pass where their ground stands beside them.
    """
    for at, kind in enumerate(reading.kinds):
        if kind.is_sure and kind.bare >= LIKELY_ENOUGH:
            entries = [match.entry for match in reading.matches("opinion_as_fact", kind.sentence.span)]
            if not (any(entry.kind == "legal" for entry in entries) and _has_ground(reading, at)):
                yield _hit(reading, kind, entries)


def _hit(reading: Reading, kind: Kinded, entries: list[Entry]) -> Hit:
    asks = next((entry.ask for entry in entries if entry.ask), None)
    is_praise = bool(entries) and all(entry.kind == "praise" for entry in entries)
    is_quiet = is_praise or kind.bare < LOUD_ENOUGH or not _is_about_people(reading, kind)
    message = asks or (PRAISE_QUESTION if is_praise else GENERAL_QUESTION)
    return Hit(kind.sentence.span, message, None, kind.bare, Severity.CONSIDER if is_quiet else None)


def _has_ground(reading: Reading, at: int) -> bool:
    """Tell whether a fact or a report stands right beside sentence `at`, or a reason inside it."""
    words = {token.lemma for token in reading.text.tokens_of(reading.kinds[at].sentence)}
    beside = (reading.kinds[near].kind for near in (at - 1, at + 1) if 0 <= near < len(reading.kinds))
    return not words.isdisjoint(_REASONS) or any(kind in {"fact", "reported"} for kind in beside)


def _is_about_people(reading: Reading, kind: Kinded) -> bool:
    """Tell whether somebody, or a home, is in the sentence; with no subject ("Very withdrawn.") somebody is meant."""
    tokens = reading.text.tokens_of(kind.sentence)
    if any(token.is_name or token.text.lower() in _PERSONAL for token in tokens):
        return True
    span = kind.sentence.span
    if reading.matches("role", span) or any(m.entry.kind == "home" for m in reading.matches("opinion_as_fact", span)):
        return True
    return not any(token.dep.startswith("nsubj") for token in tokens)
