"""Reviews as one self-contained HTML page: the note with its questions beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
        "findings": numbered,
        "folded": len(review.findings) - len(findings),
        "skipped": review.skipped,
        "parts": list(_parts(note.text, numbered)),
    }


def _parts(text: str, numbered: Sequence[tuple[int, Finding]]) -> Iterator[tuple[str, int | None, str]]:
    """Cut the text where findings begin and end; where two overlap the first is marked."""
    at = 0
    for number, finding in numbered:
        if finding.end > finding.start >= at:
            yield text[at : finding.start], None, ""
            yield text[finding.start : finding.end], number, finding.severity
            at = finding.end
    yield text[at:], None, ""
