"""Actions that lack who does them, by when, or how one can tell."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.guidance.actions import Action, read_actions
from service.reading.read import Reading

ALONE = {
    "owner": "Who will do this?",
    "date": "By when will this be done?",
    "measure": "How will you, and the family, know that this is done?",
    "agreed": "Who agreed to this, and did anybody see it otherwise?",
    "realistic": "Is this long enough for so big a change? What is the time based on?",
}
TOGETHER = {
    ("owner", "date"): "Who will do this, and by when?",
    ("owner", "measure"): "Who will do this, and how will you know that it is done?",
    ("date", "measure"): "By when, and how will you know that it is done?",
    ("agreed", "date"): "Who agreed to this, and by when will it be done?",
    ("agreed", "owner"): "Who agreed to this, and who will do it?",
    ("agreed", "measure"): "Who agreed to this, and how will you know that it is done?",
}
ORDER = ("agreed", "realistic", "owner", "date", "measure")


@check(
    group="guidance",
    severity=Severity.ASK,
    source="Practice guidance: plans that are specific, measurable, agreed, realistic and time-limited",
    flags=("Actions:\n- [Referral to be made to housing.]\n- Femi to ring the landlord by Friday.",),
    passes=("I will ring the school on Monday.", "Next visit 4 May.", "Dad is not to be alone with her."),
)
def smart_action(reading: Reading) -> Iterator[Hit]:
    """Something that somebody is to do, without who, by when, or how one can tell that it is done.

    Why: what nobody in particular is to do by no day in particular drifts, and a child goes on waiting.
    What helps: a name, a day, and what will be different when it is done; for the family, who of them agreed.
    Silent about wishes, rules, dates of meetings, goals, and what to do if the plan fails.
    """
    for action in read_actions(reading):
        if action.lacks:
            yield _hit(action)


def _hit(action: Action) -> Hit:
    missing = [part for part in ORDER if part in action.lacks]
    shown_by = action.shown_by.get(missing[0])
    if len(missing) > 1:
        return Hit(action.span, TOGETHER.get((missing[0], missing[1]), ALONE[missing[0]]))
    if shown_by is None:
        return Hit(action.span, ALONE[missing[0]])
    span = shown_by.span if missing[0] in {"owner", "date"} else action.span
    return Hit(span, shown_by.entry.ask or ALONE[missing[0]])
