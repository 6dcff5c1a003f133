"""How well copied text is found: on planted notes, on whole records, on copies planted into gold notes.

python -m evaluation.copying --data ../shared/data
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time

from evaluation.copying_baselines import difflib_blocks, exact_windows, is_near_duplicate
from evaluation.gold_notes import GOLD, read_gold, training_files
from evaluation.planting import Swap, drafts
from evaluation.records import read_records
from evaluation.text_alignment import (
    Case,
    Shared,
    alignment,
    clean_flagged,
    end_errors,
    passages_right,
    recall_by_kind,
    share_close,
    tabulated,
)
from service.note import Span
from service.reading.copies.boilerplate import recurring_phrases
from service.reading.copies.copying import Accepted, Copy, Earlier, find_copies
from service.reading.copies.restating import Embed
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Text

PLANTED = Path("near-dup-planted/planted-dev.jsonl.gz")
_HOSTS = tuple(GOLD / f"t{number}.txt" for number in range(1, 8))
"""The gold notes that were there from the start, so that the same seed gives the same drafts."""
_LEAST_NOTES = 3  # other patients' notes that hold a phrase, for it to count as a template's
_DRAFTS = 200
_SEED = 4
_EXACT_KINDS = ("verbatim", "verbatim_short", "short")
_SPEED_WORDS = range(200, 321)


@dataclass(frozen=True, slots=True)
class Problem:
    """A draft with its earlier notes, what was planted in it, and what may be found besides."""

    draft: str
    earlier: tuple[tuple[str, str], ...]
    gold: tuple[Shared, ...]
    allowed: tuple[Span, ...] = ()
    templates: tuple[str, ...] = ()
    swaps: tuple[tuple[Span, tuple[Swap, ...]], ...] = ()


Finder = Callable[[Problem], tuple[Shared, ...]]


@cache
def _text(raw: str) -> Text:
    return read_language(raw, exempt_spans(raw))


@cache
def _earlier(note_id: str, raw: str) -> Earlier:
    return Earlier(note_id, None, _text(raw))


def planted(data: Path, *, odd: bool | None = None) -> Iterator[Problem]:
    """Yield the cases of near-dup-planted: all, those of odd numbers, or those of even ones, which tuned the method.

    A case's templates are the phrases that stand in three or more notes of other cases: what a
    council's list would hold. Its own notes are not asked.
    """
    with gzip.open(data / PLANTED, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    everything = list(dict.fromkeys(text for case in cases for text in case["prior"]))
    for case in cases:
        if odd is not None and case["case"] % 2 != odd:
            continue
        others = [_earlier("", text).page for text in everything if text not in case["prior"]]
        yield Problem(
            draft=case["new"],
            earlier=tuple((str(number), text) for number, text in enumerate(case["prior"])),
            gold=tuple(
                Shared(
                    Span(gold["start"], gold["end"]),
                    str(gold["note"]),
                    Span(gold["src_start"], gold["src_end"]),
                    gold["type"],
                )
                for gold in case["gold"]
            ),
            templates=recurring_phrases(others, _LEAST_NOTES),
        )


def whole_records() -> Iterator[Problem]:
    """Yield each note of the records with the notes before it, those of the linked record too."""
    records = {record.record_id: record for record in read_records()}
    for record in records.values():
        linked = records[record.linked].notes if record.linked else ()
        dated = sorted((*record.notes, *linked), key=lambda note: (note.written_on, note.note_id))
        for note in record.notes:
            yield Problem(
                draft=note.text,
                earlier=tuple((each.note_id, each.text) for each in dated[: dated.index(note)]),
                gold=tuple(
                    Shared(paste.span, paste.source, None, paste.kind)
                    for paste in note.pastes
                    if paste.kind != "purpose"
                ),
                allowed=tuple(paste.span for paste in note.pastes if paste.kind == "purpose"),
            )


def generated(count: int = _DRAFTS, seed: int = _SEED) -> Iterator[Problem]:
    """Yield gold notes with passages of other gold notes planted in them."""
    notes = read_gold(_HOSTS)
    for draft in drafts(notes, _names, count, seed=seed):
        yield Problem(
            draft=draft.text,
            earlier=draft.earlier,
            gold=tuple(Shared(plant.span, plant.note_id, plant.source, plant.kind) for plant in draft.plants),
            swaps=tuple((plant.span, plant.swaps) for plant in draft.plants if plant.kind == "swap"),
        )


def _names(raw: str) -> list[str]:
    return [span.of(raw) for span in _text(raw).names]


def copies_of(problem: Problem, embed: Embed | None = None) -> tuple[Copy, ...]:
    """Return what the product finds in a draft."""
    earlier = [_earlier(note_id, raw) for note_id, raw in problem.earlier]
    return find_copies(_text(problem.draft), earlier, Accepted(templates=problem.templates), embed=embed)


def ours(problem: Problem) -> tuple[Shared, ...]:
    """Return what the product complains of: copies that are not properly repeated."""
    return tuple(
        Shared(copy.span, copy.note_id, copy.source_span, copy.kind) for copy in copies_of(problem) if not copy.proper
    )


def ours_without_templates(problem: Problem) -> tuple[Shared, ...]:
    """Return what the product complains of where no council has listed its templates."""
    return ours(Problem(problem.draft, problem.earlier, problem.gold))


def _window(problem: Problem) -> tuple[Shared, ...]:
    return exact_windows(problem.draft, problem.earlier)


def _difflib(problem: Problem) -> tuple[Shared, ...]:
    return difflib_blocks(problem.draft, problem.earlier)


BASELINES: dict[str, Finder] = {"exact 10-word window": _window, "difflib": _difflib}


def cases_of(problems: Sequence[Problem], finder: Finder) -> list[Case]:
    """Return the problems with what one method finds in them."""
    return [Case(problem.gold, finder(problem), problem.allowed) for problem in problems]


def change_scores(problems: Sequence[Problem]) -> tuple[float, float]:
    """Return precision and recall of the names, dates, numbers and pronouns told to be changed."""
    told = right = wanted = heard = 0
    for problem in problems:
        copies = copies_of(problem)
        for span, swaps in problem.swaps:
            changes = [
                change
                for copy in copies
                for change in copy.changes
                if change.kind != "word" and change.span and span.holds(change.span)
            ]
            told += len(changes)
            right += sum(any(_is_same(change.now, change.then, swap) for swap in swaps) for change in changes)
            wanted += len(swaps)
            heard += sum(any(_is_same(change.now, change.then, swap) for change in changes) for swap in swaps)
    return right / (told or 1), heard / (wanted or 1)


def _is_same(now: str, then: str, swap: Swap) -> bool:
    return swap.now in now and swap.then in then


def report(data: Path | None = None) -> None:
    """Print all tables; those of near-dup-planted if `data` is given."""
    print("\n## Copied text\n")
    print("Measures of PAN on characters (Potthast et al. 2010). *right*: passages at least half of which was planted.")
    if data:
        _report_on("Near-dup-planted, cases that tuned", list(planted(data, odd=False)), ours)
        rest = list(planted(data, odd=True))
        _report_on("Near-dup-planted, cases held back", rest, ours)
        everything = list(planted(data))
        _report_on("Near-dup-planted, all", everything, ours, BASELINES | {"without templates": ours_without_templates})
    _report_on("Records r1", list(whole_records()), ours, BASELINES)
    made = list(generated())
    _report_on(f"Copies planted into gold notes, seed {_SEED}", made, ours, BASELINES)
    precision, recall = change_scores(made)
    print(f"\nWhat was swapped inside a copy is told with precision {precision:.2f} and recall {recall:.2f}.")


def _report_on(
    title: str, problems: Sequence[Problem], finder: Finder, baselines: dict[str, Finder] | None = None
) -> None:
    print(f"\n### {title}\n")
    print(
        "| method | P | R | F1 | granularity | plagdet | right | clean notes flagged |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    methods = {"**ours**": finder, **(baselines or {})}
    cases = {name: cases_of(problems, method) for name, method in methods.items()}
    for name, found in cases.items():
        print(f"| {name} | {_row(found)} |")
    if baselines:
        flagged = [is_near_duplicate(problem.draft, problem.earlier) for problem in problems]
        hits = sum(flag for flag, problem in zip(flagged, problems, strict=True) if problem.gold)
        clean = sum(flag for flag, problem in zip(flagged, problems, strict=True) if not problem.gold)
        copied = sum(bool(problem.gold) for problem in problems)
        print(f"| MinHash of whole notes | | {hits}/{copied} notes | | | | | {clean}/{len(problems) - copied} |")
    mine = cases["**ours**"]
    errors = end_errors(mine)
    print(f"\nFound to 70 %: {tabulated(recall_by_kind(mine))}.")
    print(
        f"Both ends within 15 characters: typed alike {share_close(errors, _EXACT_KINDS):.2f}, "
        f"swapped {share_close(errors, ('swap',)):.2f}, "
        f"all {share_close(errors, {kind for kind, _, _ in errors}):.2f}; median error "
        f"{statistics.median([max(start, end) for _, start, end in errors] or [0]):.0f} characters."
    )


def _row(cases: Sequence[Case]) -> str:
    got = alignment(cases)
    right, found = passages_right(cases)
    flagged, clean = clean_flagged(cases)
    return (
        f"{got.precision:.3f} | {got.recall:.3f} | {got.f1:.3f} | {got.granularity:.2f} | {got.plagdet:.3f} "
        f"| {right}/{found} | {flagged}/{clean}"
    )


def milliseconds(earlier_notes: int, rounds: int = 40) -> float:
    """Return the median time in ms to compare a draft of some 250 words with read earlier notes."""
    problems = [each for each in whole_records() if len(each.draft.split()) in _SPEED_WORDS][:rounds]
    notes = read_gold((*_HOSTS, *training_files()))[: earlier_notes + len(problems)]
    others = [_earlier(note.note_id, note.text) for note in notes]
    took = []
    for problem in problems:
        own = [_earlier(note_id, raw) for note_id, raw in problem.earlier]
        pool = [*others, *own][-earlier_notes:]
        draft = _text(problem.draft)
        find_copies(draft, pool)  # lays the earlier notes out
        began = process_time()
        find_copies(draft, pool)
        took.append((process_time() - began) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the tables and the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the open data sets")
    report(parser.parse_args().data)
    for count in (50, 500):
        print(f"A draft against {count} earlier notes: {milliseconds(count):.1f} ms beyond reading them.")


if __name__ == "__main__":
    main()
