"""The checks of the guidance, held against what careful readers asked of the same notes.

python -m evaluation.guidance                       the table, on the files they were developed on and on held-out ones
python -m evaluation.guidance --errors smart_action every miss and false alarm of one check, on the former
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.guidance_notes import CHECKS, DEVELOPED_ON, HELD_OUT, GuidanceNote, read_guidance
from evaluation.scores import Score, overlapping, pooled
from service.analyse import review
from service.finding import Finding, Review, Severity
from service.note import Span
from service.reading.guidance.contents import missing_parts
from service.reading.read import Reading, read
from service.settings import Settings, settings

LOUD = frozenset({Severity.MUST_SEE, Severity.ASK})


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled note, its reading, and the review that the whole program gave it."""

    gold: GuidanceNote
    reading: Reading
    review: Review

    def findings(self, check: str) -> list[Finding]:
        """Return what a check found, folded findings too."""
        return [finding for finding in self.review.findings if finding.check == check]

    def score(self, check: str) -> Score:
        """Return how a check did on this note: words by overlap, whole-note questions as one."""
        found = self.findings(check)
        spans = overlapping([Span(f.start, f.end) for f in found if f.end], self.gold.spans(check))
        whole = Score(
            found=(here := any(f.end == 0 for f in found)),
            found_right=here and check in self.gold.asked,
            gold=check in self.gold.asked,
            gold_found=here and check in self.gold.asked,
        )
        return spans + whole


def ask(notes: Sequence[GuidanceNote], chosen: Settings) -> list[Asked]:
    """Review labelled notes as their senders would."""
    readings = [read(gold.note, chosen) for gold in notes]
    return [Asked(gold, reading, review(reading, chosen)) for gold, reading in zip(notes, readings, strict=True)]


def scores(notes: Sequence[Asked]) -> dict[str, Score]:
    """Return the pooled score of each check, and of `contents` by part."""
    by_check = {check: pooled(one.score(check) for one in notes) for check in CHECKS}
    return by_check | {"contents": pooled(_contents(one) for one in notes)}


def _contents(one: Asked) -> Score:
    found = frozenset(missing_parts(one.reading))
    right = len(found & one.gold.missing)
    return Score(len(found), right, len(one.gold.missing), right)


def voice_right(notes: Sequence[Asked]) -> tuple[int, int]:
    """Return in how many notes the strongest voice is the labelled one, and in how many there is a label."""
    labelled = [one for one in notes if one.gold.voice]
    return sum(one.review.voice == one.gold.voice for one in labelled), len(labelled)


def progress_right(notes: Sequence[Asked]) -> tuple[int, int]:
    """Return for how many goals the note's progress is read as labelled, and how many there are."""
    pairs = [
        ((seen.progress or "not mentioned").replace("_", " "), said)
        for one in notes
        for seen, said in zip(one.review.plan_goals, one.gold.progress, strict=False)
    ]
    return sum(seen == said for seen, said in pairs), sum(len(one.gold.progress) for one in notes)


def hard_negatives(notes: Sequence[Asked], check: str) -> int:
    """Count what looks askable and is not: marked words, and whole notes."""
    return sum(len(one.gold.spans(check, are_fine=True)) + (check in one.gold.fine) for one in notes)


def loud_in_good_notes(notes: Sequence[Asked]) -> Counter[str]:
    """Count, in notes of which nothing is asked, what these checks ask at `ask` or above."""
    good = [one for one in notes if not one.gold.asked and not any(not m.is_fine for m in one.gold.marks)]
    found = (f.check for one in good for f in one.review.findings if f.check in CHECKS and f.severity in LOUD)
    return Counter(found) + Counter({"notes": len(good)})


def report() -> None:
    """Print the tables: for the notes that nobody looked at while the checks were made, then for the others."""
    print("\n## The guidance, rule by rule")
    table(HELD_OUT, "Notes nobody looked at while the checks were made")
    table(DEVELOPED_ON, "Notes the checks were developed on")


def table(names: Sequence[str], heading: str) -> None:
    """Print the table for some files."""
    notes = ask(read_guidance(names), settings())
    print(f"\n### {heading}: {len(notes)} notes\n")
    print("| check | should ask | looks so, is not | precision (95 % interval) | recall |")
    print("|---|---|---|---|---|")
    for check, score in scores(notes).items():
        low, high = score.precision_interval
        print(
            f"| {check} | {score.gold} | {hard_negatives(notes, check) or '–'} "
            f"| {score.precision:.2f} ({low:.2f} to {high:.2f}; {score.found} asked) | {score.recall:.2f} |"
        )
    right, labelled = voice_right(notes)
    print(f"\nThe child's voice as labelled in {right} of {labelled} notes; ", end="")
    right, goals = progress_right(notes)
    print(f"progress of a goal in {right} of {goals}.")
    loud = loud_in_good_notes(notes)
    good = loud.pop("notes", 0)
    print(
        f"In {good} notes of which nothing is asked, asked all the same at `ask` or above: {dict(loud) or 'nothing'}."
    )


def errors(notes: Sequence[Asked], check: str) -> Iterator[str]:
    """Yield each miss and false alarm of a check, with the words around."""
    for one in notes:
        where = f"{one.gold.note_id} ({one.gold.note.record_type}, {one.gold.note.title!r})"
        if check == "contents":
            found = frozenset(missing_parts(one.reading))
            yield from (f"false alarm {where}: {part}" for part in found - one.gold.missing)
            yield from (f"missed {where}: {part}" for part in one.gold.missing - found)
            continue
        here = any(finding.end == 0 for finding in one.findings(check))
        if here != (check in one.gold.asked):
            yield f"{'false alarm' if here else 'missed'} {where}: the whole note"
        yield from (f"{kind} {where}: {words}" for kind, words in _span_errors(one, check))


def _span_errors(one: Asked, check: str) -> Iterator[tuple[str, str]]:
    found = [Span(finding.start, finding.end) for finding in one.findings(check) if finding.end]
    gold = one.gold.spans(check)
    for kind, these, those in (("missed", gold, found), ("false alarm", found, gold)):
        for span in these:
            if not any(span.overlaps(other) for other in those):
                yield kind, _around(one.gold.note.text, span)


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60]
    return f"{before}[{span.of(text)}]{after}".replace("\n", " / ")


def main() -> None:
    """Print the tables, or the errors of one check on the files it was developed on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=(*CHECKS, "contents"), help="print every miss and false alarm of one check")
    parser.add_argument("--files", nargs="*", help="other labelled files, by name")
    chosen = parser.parse_args()
    if chosen.errors:
        notes = ask(read_guidance(chosen.files or DEVELOPED_ON), settings())
        print(scores(notes)[chosen.errors])
        print("\n".join(sorted(errors(notes, chosen.errors))))
    elif chosen.files:
        table(chosen.files, "These files")
    else:
        report()


if __name__ == "__main__":
    main()
