"""How well the wording model marks words, on development notes and on files it was not trained on.

    python -m evaluation.wording                   the weights as they are, on the development notes
    python -m evaluation.wording --unread          what the model is spared, and what is lost with it
    python -m evaluation.wording --leave-one-out   and one training a file, each scored on that file
                                                   (needs the extra `train`; some minutes a file)

The model's marks alone are scored, before the checks fold them or fall silent; acronyms that the
note spells out are left aside, as in the gold notes.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from evaluation.gold_notes import GOLD, GoldNote, Label, development_files, read_gold, training_files
from evaluation.scores import exact, overlapping, pooled, wilson
from service.note import Note, Span
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Text
from service.reading.phrasing.acronyms import is_spelled_out
from service.reading.phrasing.matching import matches_of
from service.reading.phrasing.phrases import LABEL_OF_LIST, Phrase
from service.reading.phrasing.pieces import Proposal, read_windows
from service.reading.phrasing.worded import LABELS
from service.reading.phrasing.wording import Mark, is_worth_reading, load_model, marks
from service.reading.phrasing.wordlist_files import wordlist
from service.reading.phrasing.wordlists import Entry, Match
from service.reading.read import Reading

Marker = Callable[[Text, Sequence[Proposal]], Sequence[Mark]]
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)


def marked(notes: Sequence[GoldNote], marker: Marker) -> dict[GoldNote, list[Mark]]:
    """Return what is marked in each note."""
    return {note: list(_marks_of(note, marker)) for note in notes}


def report(title: str, found: Mapping[GoldNote, Sequence[Mark]]) -> None:
    """Print span scores a label, how often unmarked sentences are interrupted, and the calibration."""
    print(f"\n## {title}\n")
    print("| label | gold | precision (95 %) | recall (95 %) | F1 overlapping | F1 exact |")
    print("|---|---|---|---|---|---|")
    for label in LABELS:
        print(_row(label, found))
    print(f"\nOn sentences that gold leaves alone: {interruptions(found):.2f} marks per 100 words.")
    print("\n| confidence | marks | right |\n|---|---|---|")
    for low, high in itertools.pairwise(BANDS):
        right = [
            _is_right(mark, note) for note, these in found.items() for mark in these if low <= mark.confidence < high
        ]
        if right:
            print(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(right)} | {sum(right) / len(right):.2f} |")


def interruptions(found: Mapping[GoldNote, Sequence[Mark]]) -> float:
    """Return marks per 100 words of sentences that gold marks with nothing."""
    words = stops = 0
    for note, these in found.items():
        for sentence in note.sentences:
            if not sentence.marks:
                words += len(sentence.span.of(note.text).split())
                stops += sum(sentence.span.overlaps(mark.span) for mark in these)
    return 100 * stops / max(words, 1)


def _row(label: Label, found: Mapping[GoldNote, Sequence[Mark]]) -> str:
    pairs = [
        (
            [mark.span for mark in these if mark.label == label],
            [mark.span for mark in note.marks if mark.label == label],
        )
        for note, these in found.items()
    ]
    loose = pooled(overlapping(*pair) for pair in pairs)
    tight = pooled(exact(*pair) for pair in pairs)
    precision, recall = wilson(loose.found_right, loose.found), wilson(loose.gold_found, loose.gold)
    return (
        f"| {label} | {loose.gold} | {loose.precision:.2f} ({precision[0]:.2f} to {precision[1]:.2f}) "
        f"| {loose.recall:.2f} ({recall[0]:.2f} to {recall[1]:.2f}) | {loose.f1:.3f} | {tight.f1:.3f} |"
    )


def _marks_of(note: GoldNote, marker: Marker) -> Iterator[Mark]:
    text = read_language(note.text, exempt_spans(note.text))
    found = [(words.name, match) for words in map(wordlist, LABEL_OF_LIST) for match in matches_of(words, text)]
    reading = Reading(note=Note(text=note.text), text=text)
    for mark in marker(text, [Proposal(name, match.entry.kind, match.first, match.last) for name, match in found]):
        if not is_spelled_out(Phrase(mark.span, mark.label, _entry(mark, found), mark.confidence), reading):
            yield mark


def _entry(mark: Mark, found: Sequence[tuple[str, Match]]) -> Entry | None:
    return next((match.entry for name, match in found if name == "acronym" and match.span == mark.span), None)


def _is_right(mark: Mark, note: GoldNote) -> bool:
    return any(mark.label == gold.label and mark.span.overlaps(gold.span) for gold in note.marks)


def _leave_one_out(gold: Path) -> dict[GoldNote, list[Mark]]:
    # Needs torch, which the program itself never does.
    from models.wording.train import all_lessons, fit, load_tokenizer, score_with

    tokenizer = load_tokenizer()
    notes = read_gold(training_files(gold))
    lessons = all_lessons(notes, tokenizer)
    found: dict[GoldNote, list[Mark]] = {}
    for file in sorted({note.file for note in notes}):
        scorer = score_with(fit([lesson for lesson in lessons if lesson.file != file]))
        marker = partial(marks, model=load_model().scored_by(scorer))
        here = marked([note for note in notes if note.file == file], marker)
        report(f"{file}, left out of training", here)
        found |= here
    return found


def unread(notes: Sequence[GoldNote]) -> tuple[float, float]:
    """Return the shares of word pieces, and of gold marks, in sentences that the model is spared."""
    spared = pieces = lost = 0
    for note in notes:
        text = read_language(note.text, exempt_spans(note.text))
        proposals = [
            Proposal(name, match.entry.kind, match.first, match.last)
            for name in LABEL_OF_LIST
            for match in matches_of(wordlist(name), text)
        ]
        for window in read_windows(text, proposals, load_model().tokenizer):
            pieces += len(window.spans)
            if window.spans and not is_worth_reading(window, text):
                here = Span(window.spans[0].start, window.spans[-1].end)
                spared += len(window.spans)
                lost += sum(mark.span.overlaps(here) for mark in note.marks)
    return spared / max(pieces, 1), lost / max(sum(len(note.marks) for note in notes), 1)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--leave-one-out", action="store_true")
    parser.add_argument("--unread", action="store_true")
    chosen = parser.parse_args()
    model = load_model()
    notes = read_gold(development_files(chosen.gold))
    report("Development notes", marked(notes, partial(marks, model=model)))
    if chosen.unread:
        for path in (*development_files(chosen.gold), *training_files(chosen.gold)):
            pieces, lost = unread(read_gold([path]))
            print(f"{path.stem}: {pieces:.0%} of word pieces spared, {lost:.1%} of marks with them")
    if chosen.leave_one_out:
        report("All training files, each left out in turn", _leave_one_out(chosen.gold))


if __name__ == "__main__":
    main()
