"""The note in figures: how much of it is fact, report, opinion and plan, and whose reports there are."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from service.finding import Kind, KindShare, OpinionCount, WholeNote
from service.reading.read import Reading


def whole_note(reading: Reading) -> WholeNote | None:
    """Return the figures of a note; None where there is not one sentence."""
    if not reading.kinds:
        return None
    words: Counter[Kind] = Counter()
    sentences: Counter[Kind] = Counter()
    for read in reading.kinds:
        words[read.kind] += sum(token.is_word for token in reading.text.tokens_of(read.sentence))
        sentences[read.kind] += 1
    all_words = max(words.total(), 1)
    return WholeNote(
        kinds={
            kind: KindShare(sentences=sentences[kind], words=words[kind], share=round(words[kind] / all_words, 3))
            for kind in get_args(Kind)
        },
        opinions=_opinions(reading),
        reports=_reports(reading),
        unsure=sum(not read.is_sure for read in reading.kinds),
    )


def _opinions(reading: Reading) -> OpinionCount:
    opinions = [read for read in reading.kinds if read.kind == "opinion"]
    owned, with_basis = sum(bool(read.owned) for read in opinions), sum(bool(read.evidenced) for read in opinions)
    return OpinionCount(
        owned=owned,
        unowned=len(opinions) - owned,
        with_basis=with_basis,
        without_basis=len(opinions) - with_basis,
    )


def _reports(reading: Reading) -> dict[str, int]:
    return dict(Counter(who for who in reading.speakers.of_sentences if who).most_common())
