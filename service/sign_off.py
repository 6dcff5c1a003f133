"""What a manager looks at before signing: the standards of the guidance, each met, open or not applicable.

It never blocks and never scores: an open standard is a question that the writer may have a good answer to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from service.finding import Finding, GoalSeen, Skipped, Standard

STANDARDS: Mapping[str, tuple[str, ...]] = {
    "Fact, report and opinion can be told apart, and opinions rest on something": (
        "opinion_as_fact",
        "hidden_view",
        "unsourced_report",
        "loaded_report_verb",
    ),
    "The child is heard or described": ("child_voice",),
    "Everybody has a name and a role, and names and pronouns are right": (
        "names_and_roles",
        "name_spelling",
        "pronouns",
        "wrong_person",
    ),
    "The title and the first lines say what it is about and why": ("title", "purpose"),
    "It says what the facts mean": ("analysis",),
    "Decisions have a reason and somebody who made them": ("decision_reason",),
    "Actions say who does what by when, and how it will show": ("smart_action",),
    "More than one side is there, and what goes well": ("views", "balance"),
    "Identity is more than labels": ("identity",),
    "It holds what this kind of record must hold": ("contents",),
    "What is pasted is needed, and something is new": (
        "copied_text",
        "restated_text",
        "stale_copy",
        "nothing_new",
        "communication_log",
    ),
    "The child could read it one day": ("reading_age", "hard_sentence", "hard_word", "jargon", "acronym"),
    "The words are exact and respectful": ("vague", "loaded_language"),
}
"""Each standard and the checks that look at it; every check serves one.

Source: BASW, Top ten tips for recording in children's social work; a council's practice guidance on case recording.
"""
GOALS = "It says how things move against the plan"
NOT_ASKED = "Not asked of this kind of record."


def sign_off(
    findings: Sequence[Finding], skipped: Sequence[Skipped], goals: Sequence[GoalSeen], silent: Collection[str]
) -> tuple[Standard, ...]:
    """Return every standard with where it stands; `silent` names checks that do not look at this kind of record.

    Findings that are folded do not keep a standard open.
    """
    reasons = {skip.check: skip.reason for skip in skipped}
    standards = [_standard(name, checks, findings, reasons, silent) for name, checks in STANDARDS.items()]
    return (*standards, *_goals(goals))


def again(
    standards: Sequence[Standard], findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> tuple[Standard, ...]:
    """Return the standards as they stand once findings were added: with what the history knows, for example."""
    reasons = {skip.check: skip.reason for skip in skipped}
    return tuple(
        _standard(each.standard, each.checks, findings, reasons, each.checks if each.reason == NOT_ASKED else ())
        if each.checks
        else each
        for each in standards
    )


def _standard(
    name: str, checks: tuple[str, ...], findings: Sequence[Finding], reasons: Mapping[str, str], silent: Collection[str]
) -> Standard:
    behind = tuple(at for at, finding in enumerate(findings) if finding.check in checks and not finding.folded)
    if behind:
        return Standard(standard=name, state="open", checks=checks, findings=behind)
    looked = [check for check in checks if check not in reasons and check not in silent]
    if looked:
        return Standard(standard=name, state="met", checks=checks)
    reason = next((reasons[check] for check in checks if check in reasons), NOT_ASKED)
    return Standard(standard=name, state="not_applicable", checks=checks, reason=reason)


def _goals(goals: Sequence[GoalSeen]) -> Iterator[Standard]:
    if not goals:
        reason = "Send plan_goals, to see which of them the note speaks of."
        yield Standard(standard=GOALS, state="not_applicable", checks=(), reason=reason)
    elif any(goal.progress not in {None, "not_said"} for goal in goals):
        yield Standard(standard=GOALS, state="met", checks=())
    else:
        touched = sum(goal.progress is not None for goal in goals)
        reason = f"Of {len(goals)} goals sent, {touched} are mentioned, none with how things have moved."
        yield Standard(standard=GOALS, state="open", checks=(), reason=reason)
