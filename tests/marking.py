"""Marked sentences in place of offsets: "The [placement] ended." """

from __future__ import annotations

import re
from collections.abc import Iterable

from service.note import Span


def unmarked(marked_text: str) -> str:
    """Return the text without its [brackets]."""
    return re.sub(r"[\[\]]", "", marked_text)


def mark(text: str, spans: Iterable[Span]) -> str:
    """Return the text with [brackets] round each span."""
    for span in sorted(set(spans), reverse=True):
        text = f"{text[: span.start]}[{span.of(text)}]{text[span.end :]}"
    return text
