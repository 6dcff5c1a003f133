"""The four checks of fact and opinion, held against what careful readers marked.

python -m evaluation.views              precision and recall on the development notes and on `who-says.txt`
python -m evaluation.views --errors     and every miss and false alarm, with its sentence
python -m evaluation.views n3 t5        the same on other files (these trained the model: for reading errors only)
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.checks import Reviewed, reviewed
from evaluation.gold_notes import DEVELOPMENT, GOLD, GoldNote, read_gold
from evaluation.scores import Score, overlapping, pooled
from service.note import Span
from service.settings import settings

WHO_SAYS = GOLD / "who-says.txt"
ASKED: Mapping[str, str] = {"hidden_view": "H", "unsourced_report": "S"}
"""The code in `who-says.txt` of what each check should find; a small letter may be found, and is not missed."""
_LINE = re.compile(r"(?P<note>\S+) (?P<code>[HSs])\| (?P<words>.*)")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that hide a holder (H) or a source (S; s where the sentence before shows it), in one gold note."""

    note_id: str
    code: str
    span: Span


def notes_of_who_says() -> Sequence[GoldNote]:
    """Return the gold notes that were read for `who-says.txt`; its lines "# read:" name their files."""
    lines = WHO_SAYS.read_text(encoding="utf-8").splitlines()
    files = sorted({line.split()[2] for line in lines if line.startswith("# read:")})
    return read_gold([GOLD / f"{name}.txt" for name in files])


def read_who_says(notes: Sequence[Reviewed]) -> list[Said]:
    """Return the marks of `who-says.txt` that stand in `notes`. Raises ValueError for a sentence that is not there."""
    texts = {one.gold.note_id: one.gold.text for one in notes}
    found = []
    for line in WHO_SAYS.read_text(encoding="utf-8").splitlines():
        mark = _LINE.fullmatch(line)
        if mark and mark["note"] in texts:
            sentence = re.sub(r"[\[\]]", "", mark["words"])
            start = texts[mark["note"]].index(sentence) + mark["words"].index("[")
            length = mark["words"].index("]") - mark["words"].index("[") - 1
            found.append(Said(mark["note"], mark["code"], Span(start, start + length)))
    return found


def opinion_scores(notes: Sequence[Reviewed]) -> Score:
    """Return how well `opinion_as_fact` finds the sentences that gold calls unowned opinions with no basis."""
    return pooled(overlapping(one.spans(frozenset({"opinion_as_fact"})), _bare(one)) for one in notes)


def who_says_scores(notes: Sequence[Reviewed], check: str) -> Score:
    """Return how well a check finds what `who-says.txt` marks for it."""
    said = read_who_says(notes)
    return pooled(_who_says_score(one, said, check) for one in notes)


def _who_says_score(one: Reviewed, said: Sequence[Said], check: str) -> Score:
    here = [mark for mark in said if mark.note_id == one.gold.note_id]
    allowed = [mark.span for mark in here if mark.code == ASKED[check].lower()]
    found = [span for span in one.spans(frozenset({check})) if not any(span.overlaps(other) for other in allowed)]
    return overlapping(found, [mark.span for mark in here if mark.code == ASKED[check]])


def _bare(one: Reviewed) -> list[Span]:
    return [
        gold.span for gold in one.gold.sentences if gold.kind == "opinion" and not gold.owned and not gold.evidenced
    ]


def report(files: Sequence[str] = DEVELOPMENT, *, errors: bool = False) -> None:
    """Print the scores of the checks of fact and opinion."""
    notes = reviewed(read_gold([GOLD / f"{name}.txt" for name in files]), settings())
    asked = reviewed(notes_of_who_says(), settings())
    print("\n## Fact and opinion: what is asked\n")
    print("| check | notes | gold | found | precision | recall |\n|---|---|---|---|---|---|")
    _row("opinion_as_fact", ", ".join(files), opinion_scores(notes))
    for check in ASKED:
        _row(check, f"{len(asked)} of who-says.txt", who_says_scores(asked, check))
    if errors:
        _errors(notes, asked)


def _row(check: str, where: str, score: Score) -> None:
    print(f"| {check} | {where} | {score.gold} | {score.found} | {score.precision:.2f} | {score.recall:.2f} |")


def _errors(notes: Sequence[Reviewed], asked: Sequence[Reviewed]) -> None:
    for one in notes:
        for line in _wrong(one, "opinion_as_fact", _bare(one), ()):
            print(line)
    said = read_who_says(asked)
    for check, code in ASKED.items():
        for one in asked:
            here = [mark for mark in said if mark.note_id == one.gold.note_id]
            wanted = [mark.span for mark in here if mark.code == code]
            allowed = [mark.span for mark in here if mark.code == code.lower()]
            for line in _wrong(one, check, wanted, allowed):
                print(line)


def _wrong(one: Reviewed, check: str, wanted: Sequence[Span], allowed: Sequence[Span]) -> Iterator[str]:
    found = one.spans(frozenset({check}))
    for title, these, those in (("missed", wanted, found), ("false alarm", found, [*wanted, *allowed])):
        for span in these:
            if not any(span.overlaps(other) for other in those):
                sentence = next(gold for gold in one.gold.sentences if gold.span.overlaps(span))
                words = f"**{span.of(one.gold.text)}** in: {sentence.span.of(one.gold.text)}"
                yield f"- {check}, {title} ({sentence.kind}): {words}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=DEVELOPMENT)
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    report(chosen.files, errors=chosen.errors)


if __name__ == "__main__":
    main()
