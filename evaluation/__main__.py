"""`make evaluate`: every quality claim as a figure, printed and written to `results.md`."""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from evaluation import (
    copy_checks,
    copying,
    english,
    guidance,
    news,
    people,
    readability,
    sentence_kinds,
    views,
    whole_records,
)
from evaluation.checks import (
    CHECKS_OF_LABEL,
    Reviewed,
    errors,
    findings_per_100_words_where_nothing_is_marked,
    reviewed,
    scores_by_label,
)
from evaluation.gold_notes import development_files, read_gold
from service.settings import settings

RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Print the tables; without the open data sets, say which tables are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the open data sets")
    parser.add_argument("--errors", action="store_true", help="print every miss and false alarm too")
    chosen = parser.parse_args()
    notes = reviewed(read_gold(development_files()), settings())
    written = io.StringIO()
    with redirect_stdout(written):
        print("# Results\n\nWritten by `make evaluate`. The development notes are `evaluation/gold/t2.txt`.")
        checks_table(notes)
        print("\n## Words, sentences and names\n\n```")
        english.report(chosen.data)
        print("```")
        readability.report(chosen.data)
        sentence_kinds.report()
        views.report()
        if chosen.data:
            news.report(chosen.data)
        guidance.report()
        people.report()
        copying.report(chosen.data)
        copy_checks.report()
        whole_records.report()
    print(written.getvalue())
    if chosen.data and chosen.data.is_dir():
        RESULTS.write_text(written.getvalue(), encoding="utf-8")
    else:
        print("results.md is left as it was: give --data to fill every table.")
    if chosen.errors:
        error_list(notes)


def checks_table(notes: Sequence[Reviewed]) -> None:
    """Print span scores a label, and how often good sentences are interrupted."""
    print("\n## Wording on the development notes\n")
    print("| checks | gold marks | precision (95 % interval) | recall | F1 overlapping | F1 exact |")
    print("|---|---|---|---|---|---|")
    for label, (exact, overlapping) in scores_by_label(notes).items():
        low, high = overlapping.precision_interval
        print(
            f"| {' + '.join(sorted(CHECKS_OF_LABEL[label]))} | {overlapping.gold} "
            f"| {overlapping.precision:.2f} ({low:.2f} to {high:.2f}) | {overlapping.recall:.2f} "
            f"| {overlapping.f1:.2f} | {exact.f1:.2f} |"
        )
    rate, by_check = findings_per_100_words_where_nothing_is_marked(notes)
    parts = ", ".join(f"{name} {count}" for name, count in by_check.most_common())
    print(f"\nOn sentences that gold leaves alone: {rate:.2f} findings per 100 words ({parts or 'none'}).")


def error_list(notes: Sequence[Reviewed]) -> None:
    """Print each miss and false alarm with its sentence, label by label."""
    for label in CHECKS_OF_LABEL:
        print(f"\n## {label}")
        for kind, words, sentence in sorted(errors(notes, label)):
            print(f"- {kind}: **{words}** in: {sentence}")


if __name__ == "__main__":
    main()
