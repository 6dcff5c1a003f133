"""How well sentences are told apart: fact, report, opinion, plan, other; whose opinion, on what basis.

    python -m evaluation.sentence_kinds                    the weights as they are, on the development notes
    python -m evaluation.sentence_kinds --errors           and every sentence that was told wrongly
    python -m evaluation.sentence_kinds --left-out n3 t5   trains without these files and scores on them
                                                           (needs the extra `train`; some ten minutes)

Three baselines say what the model is worth: cue words alone; words and pairs of words with logistic
regression; MiniLM as it comes, with logistic regression.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.baselines import SPEECH, baselines, labelled
from evaluation.gold_notes import GOLD, GoldNote, GoldSentence, Kind, development_files, read_gold, training_files
from service.reading.kinds.kinded import UNSURE_BELOW, Backend, Kinded
from service.reading.kinds.sentence_kinds import kinds_of, load_backend
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.memory import Memory

KINDS: tuple[Kind, ...] = ("fact", "reported", "opinion", "plan", "other")
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001)
_MINE = re.compile(r"\b(?:I|we) (?:said|told|stated|reported|explained|described|wrote)\b")


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold sentence, and what was found in its place."""

    note: GoldNote
    gold: GoldSentence
    found: Kinded

    @property
    def words(self) -> str:
        """The sentence itself."""
        return self.gold.span.of(self.note.text)


def judged(notes: Sequence[GoldNote], backend: Backend) -> list[Judged]:
    """Return every gold sentence with what the service makes of the note that it stands in."""
    return [one for note in notes for one in _judged_note(note, backend)]


def _judged_note(note: GoldNote, backend: Backend) -> Iterator[Judged]:
    words = laid_out(note)
    text = read_language(words, exempt_spans(words))
    kinds = kinds_of(text, note.record_type, backend, Memory())
    for gold in note.sentences:
        yield Judged(note, gold, max(kinds, key=lambda kind: _shared(kind, gold)))


def laid_out(note: GoldNote) -> str:
    """Return the note's text with headings and labels on lines of their own, as people write them."""
    letters = list(note.text)
    for gold in note.sentences:
        for at in (gold.span.start - 1, gold.span.end) if gold.kind == "other" else ():
            if 0 <= at < len(letters) and letters[at] == " ":
                letters[at] = "\n"
    return "".join(letters)


def _shared(kind: Kinded, gold: GoldSentence) -> int:
    return min(kind.sentence.end, gold.span.end) - max(kind.sentence.start, gold.span.start)


def f1(gold: Sequence[object], found: Sequence[object], label: object) -> float:
    """Return the F1 of one label, from 0 to 1."""
    both = sum(one == other == label for one, other in zip(gold, found, strict=True))
    return 2 * both / max(gold.count(label) + found.count(label), 1)


def macro(gold: Sequence[object], found: Sequence[object]) -> float:
    """Return the mean F1 of the five kinds."""
    return sum(f1(gold, found, kind) for kind in KINDS) / len(KINDS)


def tables(title: str, these: Sequence[Judged]) -> None:
    """Print kinds, whose opinion and on what basis, calibration, and the scores by voice and type of record."""
    gold, found = [one.gold.kind for one in these], [one.found.kind for one in these]
    print(f"\n## {title}\n\n| kind | sentences | found | F1 |\n|---|---|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {gold.count(kind)} | {found.count(kind)} | {f1(gold, found, kind):.3f} |")
    print(f"| mean of five | {len(these)} | | {macro(gold, found):.3f} |")
    _opinions(these)
    _confusion(gold, found)
    _by("voice (file)", these, lambda one: one.note.file)
    _by("type of record", these, lambda one: one.note.record_type)
    _calibration(these)


def _opinions(these: Sequence[Judged]) -> None:
    gold = [one.gold.kind == "opinion" and not one.gold.owned for one in these]
    found = [one.found.kind == "opinion" and not one.found.owned for one in these]
    both = [one for one in these if one.gold.kind == one.found.kind == "opinion"]
    print(f"\nUnowned opinions: F1 {f1(gold, found, label=True):.3f}.")
    print(f"Basis told rightly in {_share([one.gold.evidenced == one.found.evidenced for one in both])} of opinions.")
    cued = [one for one in these if SPEECH.search(one.words) and not _MINE.search(one.words)]
    wrong = [one.found.kind == "fact" != one.gold.kind for one in cued]
    print(f"Sentences with a cue of speech that are wrongly called fact: {_share(wrong)}.")


def in_short(these: Sequence[Judged]) -> str:
    """Return the figures that matter most, in one line."""
    gold, found = [one.gold.kind for one in these], [one.found.kind for one in these]
    kinds = ", ".join(f"{kind} {f1(gold, found, kind):.3f}" for kind in KINDS)
    unowned = (
        [one.gold.kind == "opinion" and not one.gold.owned for one in these],
        [one.found.kind == "opinion" and not one.found.owned for one in these],
    )
    basis = [one.gold.evidenced == one.found.evidenced for one in these if one.gold.kind == one.found.kind == "opinion"]
    return (
        f"mean F1 {macro(gold, found):.4f} ({kinds}), unowned {f1(*unowned, label=True):.3f}, "
        f"basis {sum(basis) / max(len(basis), 1):.3f}, calibration error {calibration_error(these):.3f}"
    )


def _confusion(gold: Sequence[object], found: Sequence[object]) -> None:
    pairs = Counter(zip(gold, found, strict=True))
    print(f"\n| is \\ found | {' | '.join(KINDS)} |\n|{'---|' * (1 + len(KINDS))}")
    for kind in KINDS:
        print(f"| {kind} | {' | '.join(str(pairs[kind, other]) for other in KINDS)} |")


def _by(title: str, these: Sequence[Judged], group: Callable[[Judged], str]) -> None:
    groups: dict[str, list[bool]] = {}
    for one in these:
        groups.setdefault(group(one), []).append(one.gold.kind == one.found.kind)
    print(f"\n| {title} | sentences | right |\n|---|---|---|")
    for name, right in sorted(groups.items()):
        print(f"| {name} | {len(right)} | {sum(right) / len(right):.3f} |")


def calibration_error(these: Sequence[Judged]) -> float:
    """Return how far confidence and share of right answers lie apart on average, in ten equal bands."""
    bands: dict[int, list[Judged]] = {}
    for one in these:
        bands.setdefault(min(int(one.found.confidence * 10), 9), []).append(one)
    apart = (
        abs(sum(one.found.confidence - (one.gold.kind == one.found.kind) for one in band)) for band in bands.values()
    )
    return sum(apart) / max(len(these), 1)


def _calibration(these: Sequence[Judged]) -> None:
    print(f"\nCalibration error {calibration_error(these):.3f}; unsure below {UNSURE_BELOW}.")
    print("\n| confidence | sentences | right |\n|---|---|---|")
    for low, high in itertools.pairwise(BANDS):
        right = [one.gold.kind == one.found.kind for one in these if low <= one.found.confidence < high]
        if right:
            print(f"| {low:.2f} to {min(high, 1.0):.2f} | {len(right)} | {sum(right) / len(right):.2f} |")


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / max(len(right), 1):.3f} ({sum(right)} of {len(right)})"


def error_list(these: Sequence[Judged]) -> None:
    """Print each sentence that was told wrongly, kind by kind."""
    for kind in KINDS:
        print(f"\n## {kind}, told as something else\n")
        for one in these:
            if one.gold.kind == kind != one.found.kind:
                print(f"- {one.found.kind} ({one.found.confidence:.2f}): {one.words}")
    print("\n## Opinions whose basis was told wrongly\n")
    for one in these:
        if one.gold.kind == one.found.kind == "opinion" and one.gold.evidenced != one.found.evidenced:
            print(f"- {'a basis' if one.gold.evidenced else 'no basis'} in gold's eyes: {one.words}")


def compare(these: Sequence[Judged], train: Sequence[GoldNote], test: Sequence[GoldNote]) -> None:
    """Print the mean F1 of the model beside that of simpler means."""
    gold = labelled(test)[1]
    print("\n| by | mean F1 of five kinds |\n|---|---|")
    for name, found in baselines(train, test).items():
        print(f"| {name} | {macro(gold, found):.3f} |")
    print(f"| this model | {macro(gold, [one.found.kind for one in these]):.3f} |")


def report(gold: Path = GOLD, *, errors: bool = False) -> None:
    """Print the tables of the model as it is on the development notes, and what it is worth beside simpler means."""
    training, development = read_gold(training_files(gold)), read_gold(development_files(gold))
    these = judged(development, load_backend())
    tables("Sentence kinds on the development notes", these)
    compare(these, training, development)
    if errors:
        error_list(these)


def report_left_out(gold: Path, left_out: Sequence[str], *, errors: bool = False) -> None:
    """Print the tables of a model that is trained here without the files `left_out`, on these."""
    # Needs torch, which the program itself never does.
    from models.sentence_kinds.train import backend_without

    notes = read_gold(training_files(gold))
    these = judged([note for note in notes if note.file in left_out], backend_without(notes, left_out))
    tables(f"Left out of training: {', '.join(left_out)}", these)
    if errors:
        error_list(these)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--errors", action="store_true", help="print every sentence that was told wrongly")
    parser.add_argument("--left-out", nargs="*", default=(), metavar="FILE", help="train without these, score on them")
    chosen = parser.parse_args()
    report(chosen.gold, errors=chosen.errors)
    if chosen.left_out:
        report_left_out(chosen.gold, chosen.left_out, errors=chosen.errors)


if __name__ == "__main__":
    main()
