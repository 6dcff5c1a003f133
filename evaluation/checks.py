"""The checks against gold notes: what a Review finds, held against what careful readers marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.gold_notes import GoldNote, Label
from evaluation.guidance_notes import CHECKS
from evaluation.scores import Score, exact, overlapping, pooled
from service.analyse import analyse
from service.finding import Review, Severity
from service.note import Child, Note, Span
from service.settings import Settings

CHECKS_OF_LABEL: Mapping[Label, frozenset[str]] = {
    "jargon": frozenset({"jargon", "acronym"}),
    "vague": frozenset({"vague"}),
    "loaded": frozenset({"loaded_language"}),
}
JUDGED_ELSEWHERE = frozenset(CHECKS)
"""Checks of the guidance: what they ask of a good sentence has labels of its own (`python -m evaluation.guidance`)."""
INLINE = frozenset({Severity.ASK, Severity.CONSIDER})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A gold note and the review that the whole program gave it."""

    gold: GoldNote
    review: Review

    def spans(self, checks: frozenset[str]) -> list[Span]:
        """Return where the given checks stopped, folded findings too."""
        return [Span(f.start, f.end) for f in self.review.findings if f.check in checks and f.end > f.start]


def reviewed(notes: Sequence[GoldNote], settings: Settings) -> list[Reviewed]:
    """Review gold notes as a worker would send them: with type, date and the child's name and age."""
    return [Reviewed(gold, analyse(as_note(gold), settings)) for gold in notes]


def as_note(gold: GoldNote) -> Note:
    """Return what a caller would send; a child's age other than in whole years is left out."""
    name, _, rest = gold.child.partition(" | ")
    age, _, pronouns = rest.partition(" | ")
    child = Child(name=name or None, age_years=float(age) if age.isdigit() else None, pronouns=pronouns.strip() or None)
    return Note.model_validate(
        {
            "text": gold.text,
            "title": gold.title,
            "record_type": gold.record_type or None,
            "written_on": gold.written_on,
            "child": child,
        }
    )


def scores_by_label(notes: Sequence[Reviewed]) -> dict[Label, tuple[Score, Score]]:
    """Return (exact, overlapping) scores a label, pooled over notes."""
    return {
        label: (
            pooled(exact(one.spans(checks), _gold_spans(one, label)) for one in notes),
            pooled(overlapping(one.spans(checks), _gold_spans(one, label)) for one in notes),
        )
        for label, checks in CHECKS_OF_LABEL.items()
    }


def findings_per_100_words_where_nothing_is_marked(notes: Sequence[Reviewed]) -> tuple[float, Counter[str]]:
    """Return how often a review interrupts sentences that gold leaves alone, and which checks do."""
    words = 0
    by_check: Counter[str] = Counter()
    for one in notes:
        for sentence in one.gold.sentences:
            if not sentence.marks:
                words += len(sentence.span.of(one.gold.text).split())
                by_check.update(_inline_in(one.review, sentence.span))
    return 100 * by_check.total() / max(words, 1), by_check


def errors(notes: Sequence[Reviewed], label: Label) -> Iterator[tuple[str, str, str]]:
    """Yield ("missed" or "false alarm", the words, the sentence) for one label."""
    for one in notes:
        found, gold = one.spans(CHECKS_OF_LABEL[label]), _gold_spans(one, label)
        for kind, these, those in (("missed", gold, found), ("false alarm", found, gold)):
            for span in these:
                if not any(span.overlaps(other) for other in those):
                    yield kind, span.of(one.gold.text), _sentence_of(one.gold, span)


def _inline_in(review: Review, sentence: Span) -> Iterator[str]:
    for finding in review.findings:
        is_judged = finding.check not in JUDGED_ELSEWHERE
        if (
            is_judged
            and finding.severity in INLINE
            and sentence.start <= finding.start < sentence.end
            and not finding.folded
        ):
            yield finding.check


def _gold_spans(one: Reviewed, label: Label) -> list[Span]:
    return [mark.span for mark in one.gold.marks if mark.label == label]


def _sentence_of(gold: GoldNote, span: Span) -> str:
    return next((s.span.of(gold.text) for s in gold.sentences if s.span.overlaps(span)), "")
