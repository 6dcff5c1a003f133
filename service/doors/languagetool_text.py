"""What a LanguageTool client sends to be checked: plain text, or text with markup between, and details of the note.

What is read is the text with each markup's `interpretAs` in its place; what offsets count is the text with the markup
itself. Details stand in `metaData`, under the names that a Note has for them. Source: LanguageTool HTTP API, `data`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from service.errors import InputError
from service.note import Note, Span, read_note

_SHAPE = 'Send {"text": "..."} or {"annotation": [{"text": "..."}, {"markup": "<b>", "interpretAs": ""}]}.'


class _Piece(NamedTuple):
    """A stretch of the writer's own text: where it begins in what is read, where in what was sent, and its length."""

    read: int
    sent: int
    length: int


@dataclass(frozen=True)
class SentText:
    """What was sent, what is read of it, and the stretches that are the writer's own text in both."""

    sent: str
    read: str
    pieces: tuple[_Piece, ...]
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def note(self) -> Note:
        """The note to review. Raises InputError for a detail that cannot be one."""
        return read_note({**self.details, "text": self.read})

    def place(self, span: Span) -> Span | None:
        """Return where a stretch of what is read stands in what was sent, or None if it is not the writer's text."""
        first = self._piece_ending_after(span.start)
        last = self._piece_beginning_before(span.end)
        if last < first or first == len(self.pieces):
            return None
        opening, closing = self.pieces[first], self.pieces[last]
        start = opening.sent + max(span.start - opening.read, 0)
        return Span(start, closing.sent + min(span.end - closing.read, closing.length))

    def is_unbroken(self, span: Span) -> bool:
        """Tell whether no markup stands inside, so that other words may replace the stretch."""
        at = self._piece_ending_after(span.start)
        return at < len(self.pieces) and Span(*self._read_by(at)).holds(span)

    def _piece_ending_after(self, offset: int) -> int:
        return bisect_right(self.pieces, offset, key=lambda piece: piece.read + piece.length)

    def _piece_beginning_before(self, offset: int) -> int:
        return bisect_right(self.pieces, offset - 1, key=lambda piece: piece.read) - 1

    def _read_by(self, at: int) -> tuple[int, int]:
        piece = self.pieces[at]
        return piece.read, piece.read + piece.length


def plain(text: str) -> SentText:
    """Return a text without markup."""
    return SentText(text, text, (_Piece(0, 0, len(text)),) if text else ())


def annotated(data: object) -> SentText:
    """Return what the parameter `data` holds, as JSON or decoded. Raises InputError for another shape."""
    data = decoded(data, "data") if isinstance(data, str) else data
    if not isinstance(data, Mapping) or ("text" in data) == ("annotation" in data):
        msg = f"data: one of text and annotation is wanted. {_SHAPE}"
        raise InputError(msg)
    text = plain(_string(data["text"], "data.text")) if "text" in data else _joined(data["annotation"])
    return replace(text, details=_details(data.get("metaData")))


def decoded(text: str, where: str) -> object:
    """Return decoded JSON, or say that it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        msg = f"{where}: this is not JSON."
        raise InputError(msg) from None


def _details(meta_data: object) -> Mapping[str, object]:
    """Return what a Note has a field for; clients send much else, such as the address of an e-mail's reader."""
    if not isinstance(meta_data, Mapping):
        return {}
    return {name: value for name, value in meta_data.items() if name in Note.model_fields}


def _joined(items: object) -> SentText:
    if not isinstance(items, list):
        msg = f"data.annotation: a list is wanted. {_SHAPE}"
        raise InputError(msg)
    sent: list[str] = []
    read: list[str] = []
    pieces: list[_Piece] = []
    sent_length = read_length = 0
    for place, item in enumerate(items):
        own, markup, stands_for = _parts(item, f"data.annotation.{place}")
        if own:
            pieces.append(_Piece(read_length, sent_length, len(own)))
        sent.append(own or markup)
        read.append(own or stands_for)
        sent_length += len(sent[-1])
        read_length += len(read[-1])
    return SentText("".join(sent), "".join(read), tuple(pieces))


def _parts(item: object, where: str) -> tuple[str, str, str]:
    """Return an item's text, its markup, and what that is to be read as."""
    if not isinstance(item, Mapping) or ("text" in item) == ("markup" in item):
        msg = f"{where}: one of text and markup is wanted. {_SHAPE}"
        raise InputError(msg)
    if "text" in item and "interpretAs" in item:
        msg = f"{where}: interpretAs belongs to markup, not to text. {_SHAPE}"
        raise InputError(msg)
    if "text" in item:
        return _string(item["text"], where), "", ""
    return "", _string(item["markup"], where), _string(item.get("interpretAs") or "", where)


def _string(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    msg = f"{where}: text is wanted. {_SHAPE}"
    raise InputError(msg)
