"""A review as an editor's diagnostics: which findings are shown, where, and how loudly."""

from __future__ import annotations

import hashlib
import re
import secrets
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol.types import Diagnostic, DiagnosticSeverity

from service.doors.lsp_documents import Draft, Reviewed
from service.doors.lsp_options import Options
from service.finding import Finding, Review, Severity
from service.note import Span

SOURCE = "wellnoted"
HEADER, NOT_REVIEWED = "header", "not_reviewed"
_WORD = re.compile(r"\S+")


class Fine:
    """What somebody called fine, for as long as the editor runs: keyed hashes of a check and a sentence, no text."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._keys: set[str] = set()

    def key(self, uri: str, check: str, sentence: str | None) -> str:
        """Return what stands for a check and a sentence in a document; without a sentence, for the whole of it."""
        words = "" if sentence is None else " ".join(["=", *sentence.split()])
        data = f"{uri}\0{check}\0{words}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16, key=self._secret).hexdigest()

    def add(self, key: str) -> None:
        """Take something as fine."""
        self._keys.add(key)

    def __contains__(self, key: str) -> bool:
        """Tell whether something was called fine."""
        return key in self._keys


@dataclass(frozen=True)
class Shown:
    """A finding as it is shown: where in the document, the diagnostic, and the keys that make it fine."""

    finding: Finding
    span: Span
    diagnostic: Diagnostic
    here: str
    everywhere: str


def shown(reviewed: Reviewed, options: Options, fine: Fine) -> list[Shown]:
    """Return the findings that this user wants to see, in reading order."""
    return [] if reviewed.review is None else list(_shown(reviewed.draft, reviewed.review, options, fine))


def diagnostics(reviewed: Reviewed, options: Options, fine: Fine, caret: int | None = None) -> list[Diagnostic]:
    """Return all that an editor shows of a draft, but for findings around a caret that is still at work."""
    draft = reviewed.draft
    said = [_told(draft, problem.span, HEADER, problem.message) for problem in draft.header.problems]
    if reviewed.refusal:
        said.append(_told(draft, top(draft), NOT_REVIEWED, reviewed.refusal))
    found = shown(reviewed, options, fine)
    return said + [each.diagnostic for each in found if caret is None or not _is_at(caret, each)]


def at(reviewed: Reviewed, span: Span, options: Options, fine: Fine) -> list[Shown]:
    """Return what is shown at a stretch of the document, the shortest first: it says most of where one is."""
    here = [
        each for each in shown(reviewed, options, fine) if each.span.start <= span.end and span.start <= each.span.end
    ]
    return sorted(here, key=lambda each: each.span.end - each.span.start)


def top(draft: Draft) -> Span:
    """Return the first words of the note, which stand for the whole: an editor shows nothing without a place."""
    found = _WORD.search(draft.text, draft.header.end)
    line = draft.places.line(found.start() if found else draft.header.end)
    return Span(found.start(), min(found.end(), line.end)) if found else line


def _shown(draft: Draft, review: Review, options: Options, fine: Fine) -> Iterator[Shown]:
    for finding in review.findings if options.show_all else review.shown:
        severity = options.severity[finding.severity]
        here = fine.key(draft.uri, finding.check, _sentence(draft, finding, review))
        everywhere = fine.key(draft.uri, finding.check, None)
        if severity is None or finding.check in options.ignore or here in fine or everywhere in fine:
            continue
        span = top(draft) if finding.severity is Severity.OVERVIEW else draft.span_of(finding)
        yield Shown(finding, span, _diagnostic(draft, span, finding, severity), here, everywhere)


def _diagnostic(draft: Draft, span: Span, finding: Finding, severity: DiagnosticSeverity) -> Diagnostic:
    return Diagnostic(
        range=draft.places.range(span),
        severity=severity,
        code=finding.check,
        source=SOURCE,
        message=finding.message,
        data={"severity": finding.severity.value, "start": finding.start, "end": finding.end},
    )


def _told(draft: Draft, span: Span, code: str, message: str) -> Diagnostic:
    return Diagnostic(
        range=draft.places.range(span),
        severity=DiagnosticSeverity.Warning,
        code=code,
        source=SOURCE,
        message=message,
    )


def _sentence(draft: Draft, finding: Finding, review: Review) -> str:
    """Return the sentence a finding begins in; for the whole note nothing, since every edit changes that."""
    if finding.severity is Severity.OVERVIEW:
        return ""
    place = bisect_right(review.sentences, finding.start, key=lambda sentence: sentence.start) - 1
    if place < 0 or review.sentences[place].end <= finding.start:
        return draft.note_text[finding.start : finding.end]
    return draft.note_text[review.sentences[place].start : review.sentences[place].end]


def _is_at(caret: int, each: Shown) -> bool:
    return each.finding.severity is not Severity.OVERVIEW and each.span.start <= caret <= each.span.end
