"""A review as LanguageTool's JSON: every field that some client reads, offsets in UTF-16 units of what was sent.

Source: LanguageTool HTTP API, answer to /v2/check.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from service.doors.languagetool_languages import language_view
from service.doors.languagetool_request import ALL_BUT_TEXT_LEVEL, TEXT_LEVEL, Asked
from service.doors.languagetool_rules import Rule, rules
from service.doors.languagetool_text import SentText
from service.doors.offsets import Utf16
from service.finding import Finding, Review, Severity
from service.note import Span

_CONTEXT = 40  # characters on either side, as LanguageTool sends
_DOTS = "..."
OF_THE_WHOLE_NOTE = frozenset({"names_and_roles", "hard_sentence"})
"""Checks whose question another paragraph may answer, or which look for the hardest of all.

Asked of each paragraph by itself, they ask 114 and 35 questions that the whole notes do not raise, in every fourth of
the gold notes t1 to t7; no other check asks a dozen.
"""

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_NEEDS_NO_CONTEXT, _NEEDS_THE_WHOLE_TEXT = 0, -1


class _Placed(NamedTuple):
    """A finding, and where it stands in what is read."""

    span: Span
    finding: Finding


def answer(asked: Asked, review: Review, software: dict[str, Any]) -> dict[str, Any]:
    """Return the whole answer to one request."""
    counted = Utf16(asked.text.sent)
    return {
        "software": software,
        "warnings": {"incompleteResults": False},
        "language": language_view(asked.language, asked.preferred_variants),
        "matches": [_match(span, finding, asked.text, review, counted) for span, finding in _matches(asked, review)],
        "sentenceRanges": [list(counted.span_in_units(span)) for span in _sentences(asked.text, review)],
    }


def _matches(asked: Asked, review: Review) -> list[_Placed]:
    """Return what is wanted, in reading order, one finding a span: some clients drop all but one themselves."""
    wanted = [finding for finding in review.findings if _is_wanted(finding, asked)]
    by_place: dict[Span, _Placed] = {}
    for placed in sorted(_place(wanted, asked.text.read), key=lambda p: p.finding.severity.rank):
        sent = asked.text.place(placed.span)
        if sent is not None and _is_asked_for(placed.finding, asked.mode):
            by_place.setdefault(sent, placed)
    return [by_place[sent] for sent in sorted(by_place)]


def _is_wanted(finding: Finding, asked: Asked) -> bool:
    if finding.folded and not asked.is_picky:
        return False
    if asked.is_paragraph and finding.check in OF_THE_WHOLE_NOTE:
        return False
    return asked.switches.let_through(rules()[finding.check])


def _place(findings: Iterable[Finding], text: str) -> Iterator[_Placed]:
    """Yield each finding where it stands; what is about the whole note stands at the first word that is free.

    Clients refuse a match without length.
    """
    overviews = []
    taken = set()
    for finding in findings:
        if finding.severity is Severity.OVERVIEW:
            overviews.append(finding)
        else:
            taken.add(Span(finding.start, finding.end))
            yield _Placed(Span(finding.start, finding.end), finding)
    words = (Span(*found.span()) for found in _WORD.finditer(text))
    free = (word for word in words if word not in taken)
    yield from (_Placed(word, finding) for word, finding in zip(free, overviews, strict=False))


def _is_asked_for(finding: Finding, mode: str) -> bool:
    if mode == TEXT_LEVEL:
        return finding.severity is Severity.OVERVIEW
    return mode != ALL_BUT_TEXT_LEVEL or finding.severity is not Severity.OVERVIEW


def _match(read: Span, finding: Finding, text: SentText, review: Review, counted: Utf16) -> dict[str, Any]:
    rule = rules()[finding.check]
    sent = text.place(read) or read
    units = counted.span_in_units(sent)
    is_whole_note = finding.severity is Severity.OVERVIEW
    return {
        "message": _message(finding),
        "shortMessage": rule.short_message,
        "replacements": _replacements(read, finding, text),
        "offset": units.start,
        "length": units.end - units.start,
        "context": _context(sent, text.sent),
        "sentence": _sentence(read, text.read, review),
        "type": {"typeName": "Hint" if rule.category_id == "STYLE" else "Other"},
        "rule": _rule(rule, finding),
        "ignoreForIncompleteSentence": is_whole_note,
        "contextForSureMatch": _NEEDS_THE_WHOLE_TEXT if is_whole_note else _NEEDS_NO_CONTEXT,
    }


def _message(finding: Finding) -> str:
    """Return a message that stands alone: LibreOffice shows it, and no link."""
    source = finding.source.split(";", maxsplit=1)[0]
    return f"{finding.message} – {source}"


def _replacements(read: Span, finding: Finding, text: SentText) -> list[dict[str, str]]:
    """Return what may be put in place of the words as it stands; advice is in the message, where no click pastes it."""
    if finding.suggestion is None or not text.is_unbroken(read) or finding.severity is Severity.OVERVIEW:
        return []
    return [{"value": finding.suggestion}]


def _rule(rule: Rule, finding: Finding) -> dict[str, Any]:
    return {
        "id": rule.rule_id,
        "description": rule.description,
        "issueType": rule.issue_type,
        "category": {"id": rule.category_id, "name": rule.category_name},
        "tempOff": False,
        "isPremium": False,
        "confidence": finding.confidence,
        "urls": [],
        "tags": ["picky"] if finding.folded else [],
    }


def _context(span: Span, text: str) -> dict[str, Any]:
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    lead = _DOTS if span.start > _CONTEXT else ""
    tail = _DOTS if span.end + _CONTEXT < len(text) else ""
    words = f"{lead}{before}{span.of(text)}{after}{tail}".replace("\n", " ")
    start = len(lead) + len(before)
    units = Utf16(words).span_in_units(Span(start, start + span.end - span.start))
    return {"text": words, "offset": units.start, "length": units.end - units.start}


def _sentence(read: Span, text: str, review: Review) -> str:
    """Return the sentence in which a match begins."""
    at = bisect_right(review.sentences, read.start, key=lambda sentence: sentence.start) - 1
    if at < 0 or review.sentences[at].end <= read.start:
        return read.of(text)
    return text[review.sentences[at].start : review.sentences[at].end]


def _sentences(text: SentText, review: Review) -> Iterator[Span]:
    for sentence in review.sentences:
        place = text.place(Span(sentence.start, sentence.end))
        if place is not None:
            yield place
