"""A note as things said one by one: sentences and list items, each with the heading it stands under."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from service.note import Span
from service.reading.guidance.sections import Heading, Section
from service.reading.kinds.kinded import Kinded
from service.reading.language.headings import BULLET
from service.reading.language.text import Token
from service.reading.once import once
from service.reading.read import Reading

_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^:|\n.!?“”\"]{0,60}?)\s*:\s+(?=\S)"
    r"|(?P<dashed>[^\W\d_][\w'’./&]*(?: (?!to )[\w'’./&]+){0,2})\s+[-–—>]\s+(?=\S)"
)
_MORE = re.compile(
    r"\n[ \t]*(?:who|owner|lead|responsible|person responsible|by whom|by when|when|date|timescale|deadline|due)\b"
    r"[^:\n]{0,20}:[^\n]*",
    re.IGNORECASE,
)
_SHORT = 40  # characters; a fragment, not a sentence
_BEHIND = re.compile(r"[ ]+(?:By|Before|Due|Within|Today|Tomorrow|Every|Each)\b[^.\n]{0,25}(?=[.\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, heading and label apart.

    `span` is what it says, without bullet and label; `label` what stood before a colon or dash;
    `around` is where its owner and its date may stand: its line in a list, or itself and a fragment beside it.
    """

    kind: Kinded
    span: Span
    tokens: tuple[Token, ...]
    label: Span | None
    around: Span
    heading: Heading | None
    is_listed: bool


@once
def read_items(reading: Reading) -> tuple[Item, ...]:
    """Return what a note says, sentence by sentence, in order; headings are not said but kept in mind."""
    return tuple(_items(reading))


def _items(reading: Reading) -> Iterator[Item]:
    text = reading.note.text
    section = Section()
    before: Span | None = None
    for kind in reading.kinds:
        here = kind.sentence.span
        between = text[before.end : here.start] if before else ""
        bullet = BULLET.match(text, here.start, here.end)
        is_listed = bullet is not None
        section.go_on(between, is_listed=is_listed)
        if kind.sentence.is_heading and not section.takes_in(reading, here, between, is_listed=is_listed):
            section.open(reading, here)
        elif item := _item(reading, kind, bullet, before, section):
            yield item
        before = here


def _item(
    reading: Reading, kind: Kinded, bullet: re.Match[str] | None, before: Span | None, section: Section
) -> Item | None:
    text, sentence = reading.note.text, kind.sentence
    start = bullet.end() if bullet else sentence.start
    start += len(text[start : sentence.end]) - len(text[start : sentence.end].lstrip())
    labelled = _LABEL.match(text, start, sentence.end)
    label = Span(start, labelled.end("label" if labelled["label"] else "dashed")) if labelled else None
    if labelled and label and labelled["label"]:
        section.label(Heading(label, label.of(text)))
    start = labelled.end() if labelled else start
    tokens = reading.text.tokens_of(sentence)
    own = tokens if start == sentence.start else tokens[bisect_left(tokens, start, key=lambda token: token.start) :]
    if not any(token.is_word for token in own):
        return None
    around = _line(text, sentence.span) if bullet else _beside(text, before, sentence.span)
    heading = section.on_line or section.heading
    return Item(kind, Span(start, sentence.end), own, label, around, heading, bullet is not None)


def _line(text: str, span: Span) -> Span:
    """Return the line of a list item, and lines below that say who and when."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, _with_more(text, len(text) if end < 0 else end))


def _beside(text: str, before: Span | None, span: Span) -> Span:
    """Return a sentence with what was cut off it: "By Friday" before, "By Friday at the latest." behind."""
    start = span.start
    if before is not None and before.end - before.start <= _SHORT and "\n" not in text[before.end : start]:
        start = before.start if text[before.end - 1] not in ".!?:;" else start
    behind = _BEHIND.match(text, span.end)
    return Span(start, _with_more(text, behind.end() if behind else span.end))


def _with_more(text: str, end: int) -> int:
    while more := _MORE.match(text, end):
        end = more.end()
    return end
