"""A view that was held with care, and stands in a later note as if it were known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from service.record.check import RecordEvidence, Told, record_check
from service.record.content import Said, alike, sentences_of, stems
from service.record.gaps import day_words
from service.record.limits import Limits
from service.record.record import Record

SAME = 0.6
FEWEST_WORDS = 3
HELD_WITH_CARE = re.compile(
    r"\b(?:I|we) (?:\w+ )?(?:think|believe|feel|suspect|wonder|suppose|guess|doubt)\b|\b(?:my|our|worker['’]s) "
    r"(?:own )?(?:view|opinion|impression|sense|guess|hypothesis|judgement|worry|concern)\b|\bin \w+ (?:view|opinion)\b"
    r"|\bhypothesis\b|\b(?:seem|appear)(?:s|ed)?\b|\b(?:may|might|could|perhaps|maybe|possibl[ey]|probabl[ey]|likely)\b"
    r"|\b(?:looks?|sounds?|feels?|felt) (?:as if|as though|like|that)\b|\bsuspect(?:s|ed)?\b|\bwonder(?:s|ed)?\b",
    re.IGNORECASE,
)
"""Words by which a view is known for one."""
SAID_BY = re.compile(
    r"\b(?:said|says|told|tells|report(?:s|ed)?|explained|thinks?|thought|believes?|believed|feels?|felt|stated|states"
    r"|according to|worried|worries|asked|allege[sd]?)\b|\?|[\"“”]",
    re.IGNORECASE,
)
"""Words by which somebody is named as the source, so that it is not stated as known."""
_NOT = re.compile(r"\b(?:not|no|never|nobody|nothing|without|\w+n['’]t)\b", re.IGNORECASE)
_CARE = stems(
    "think believe feel suspect suspects wonder wonders seem seems seemed appear appears view views opinion impression "
    "perhaps maybe possible possibly probable probably likely sounds hypothesis judgement worry sense worker guess"
)


@record_check(source="UK GDPR Article 5(1)(d) and the regulator's guidance: opinion is shown to be opinion, and whose")
def opinion_hardens(record: Record, limits: Limits) -> Iterator[Told]:  # noqa: ARG001 - no time limit is about this
    """A view that one note gives as a view ("I think", "may be", "seems") and a later note states as fact.

    Why: claims harden as they are passed on; after a year nobody knows that somebody once only wondered.
    What helps: whose view it was and when, or what was found out since that makes it a fact.
    Looks for nearly the same words; a view put in other words goes unnoticed.
    """
    views: dict[str, list[Said]] = defaultdict(list)
    for entry in record.dated:
        said = list(sentences_of(entry))
        for fact in said:
            view = _view_behind(fact, views) if _is_stated(fact) else None
            if view is not None:
                yield _told(view, fact)
        for each in said:
            about = each.about - _CARE
            if each.kind == "opinion" and len(about) >= FEWEST_WORDS and HELD_WITH_CARE.search(each.words):
                for word in about:
                    views[word].append(each)


def _is_stated(said: Said) -> bool:
    if said.kind != "fact" or not said.is_sure or len(said.about) < FEWEST_WORDS:
        return False
    return not (HELD_WITH_CARE.search(said.words) or SAID_BY.search(said.words))


def _view_behind(fact: Said, views: dict[str, list[Said]]) -> Said | None:
    """Return the earlier view that a fact repeats, the first one to say it."""
    known = (view for word in sorted(fact.about) for view in views.get(word, ()))
    same = (view for view in known if alike(view.about - _CARE, fact.about) >= SAME and _agree(view, fact))
    return min(same, key=lambda view: view.entry.day, default=None)


def _agree(view: Said, fact: Said) -> bool:
    return bool(_NOT.search(view.words)) == bool(_NOT.search(fact.words))


def _told(view: Said, fact: Said) -> Told:
    evidence = (
        RecordEvidence(note_id=view.entry.note_id, start=view.span.start, end=view.span.end),
        RecordEvidence(note_id=fact.entry.note_id, start=fact.span.start, end=fact.span.end),
    )
    message = f"A view of {day_words(view.entry.day)} is stated as fact on {day_words(fact.entry.day)}. What shows it?"
    ids = (view.entry.note_id, fact.entry.note_id)
    return Told("opinion", message, (view.entry.day, fact.entry.day), ids, evidence)
