"""Reports with no source that a reader can name."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.note import Span
from service.reading.kinds.kinded import Kinded
from service.reading.kinds.sources import is_in_minutes, names_a_source
from service.reading.read import Reading

GENERAL_QUESTION = "Who said this, and when?"


@check(
    group="fact and opinion",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (where information came from); wordlists/unsourced_report.toml",
    flags=("[It has been reported] that there are parties at the flat.",),
    passes=(
        "It has been reported by the neighbour, Mrs Shah, that there are parties at the flat.",
        "According to the school he has been late six times.",
        "He was reported missing at nine.",
    ),
)
def unsourced_report(reading: Reading) -> Iterator[Hit]:
    """Something said, alleged or "known" that is passed on without saying who said it.

    Why: the child, the family and a court will ask who said so, and nobody will be able to find out.
    What helps: a name or a role, and when and how it was said.
    Silent where the sentence gives the source; quieter right behind somebody's report, and in
    minutes that name those who were there.
    """
    in_minutes = is_in_minutes(reading)
    for match in reading.matches("unsourced_report"):
        kind = reading.kind_at(match.span)
        if kind is not None and not names_a_source(reading, match.span) and not _is_passed_on(reading, match.span):
            is_quiet = in_minutes or _follows_a_report(reading, kind)
            message = match.entry.ask or GENERAL_QUESTION
            yield Hit(match.span, message, None, kind.confidence, Severity.CONSIDER if is_quiet else None)


def _is_passed_on(reading: Reading, phrase: Span) -> bool:
    """Tell whether the words are part of what somebody named said: "Mrs Fekete said that there was talk of a home"."""
    kind, sentence = reading.kind_at(phrase), reading.sentence_at(phrase)
    if kind is None or sentence is None or kind.kind != "reported":
        return False
    before = Span(sentence.start, phrase.start)
    return bool(reading.matches("role", before)) or any(name.overlaps(before) for name in reading.text.names)


def _follows_a_report(reading: Reading, kind: Kinded) -> bool:
    """Tell whether the sentence before passes on somebody's words: the reader may know the source from there."""
    before = reading.kind_before(kind)
    return before is not None and before.kind == "reported" and before.is_sure
