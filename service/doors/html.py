"""Reviews as one self-contained HTML page: the note with its questions beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.doors.figures import in_words
from service.finding import Finding, Review
from service.note import Note


def html_page(reviewed: Sequence[tuple[str, Note, Review]], *, show_all: bool) -> str:
    """Return a page that needs no network and no script; all note text in it is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    reviews = [_view(name, note, review, show_all=show_all) for name, note, review in reviewed]
    return environment.get_template("review.html").render(reviews=reviews)


def _view(name: str, note: Note, review: Review, *, show_all: bool) -> dict[str, Any]:
    findings = review.findings if show_all else review.shown
    numbered = list(enumerate(findings, 1))
    return {
        "name": name,
        "words": len(note.text.split()),
        "readability": review.readability,
        "whole_note": in_words(review.whole_note) if review.whole_note else None,
        "findings": numbered,
        "folded": len(review.findings) - len(findings),
        "skipped": review.skipped,
        "parts": list(_parts(note.text, numbered)),
    }


@dataclass(frozen=True, slots=True)
class Part:
    """Words under the same findings: the severity of the shortest, and the numbers of those that end here."""

    words: str
    severity: str | None
    ends: tuple[int, ...]


def _parts(text: str, numbered: Sequence[tuple[int, Finding]]) -> Iterator[Part]:
    """Cut the text wherever a finding begins or ends; of two on the same words the shorter is marked."""
    marked = [(number, finding) for number, finding in numbered if finding.end > finding.start]
    cuts = sorted({0, len(text), *(at for _, finding in marked for at in (finding.start, finding.end))})
    for start, end in pairwise(cuts):
        over = [finding for _, finding in marked if finding.start <= start and end <= finding.end]
        shortest = min(over, key=lambda finding: finding.end - finding.start, default=None)
        ends = tuple(number for number, finding in marked if finding.end == end)
        yield Part(text[start:end], shortest.severity if shortest else None, ends)
