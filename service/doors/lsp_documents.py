"""The drafts that are open in an editor, and the review of each; work on a draft that has changed is dropped."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from lsprotocol.types import TextDocumentContentChangeEvent

from service.analyse import analyse
from service.doors.lsp_header import Header, read_header
from service.doors.lsp_places import Places, changed
from service.doors.worker import in_worker
from service.errors import WellnotedError
from service.finding import Finding, Review
from service.note import Note, Span
from service.settings import Settings

log = logging.getLogger("wellnoted")

CARET_SECONDS = 2
_BROKE = "Something went wrong here, not in your note. The editor's log of wellnoted says where."


@dataclass(frozen=True)
class Draft:
    """One version of a document."""

    uri: str
    version: int
    text: str
    encoding: str

    @cached_property
    def places(self) -> Places:
        """Where its words stand as the editor counts."""
        return Places(self.text, self.encoding)

    @cached_property
    def header(self) -> Header:
        """What it says about itself at its top."""
        return read_header(self.text)

    @property
    def note_text(self) -> str:
        """The note itself, without the header."""
        return self.text[self.header.end :]

    def span_of(self, finding: Finding) -> Span:
        """Return where a finding stands in the document."""
        return Span(self.header.end + finding.start, self.header.end + finding.end)


@dataclass(frozen=True)
class Reviewed:
    """A draft with its review, or why there is none; an empty note has neither."""

    draft: Draft
    review: Review | None = None
    refusal: str | None = None


@dataclass
class _Open:
    """A document as it is now: its newest draft, when and where that was typed, and the work on it."""

    draft: Draft
    changed_at: float = field(default_factory=time.monotonic)
    caret: int | None = None
    work: asyncio.Task[Reviewed | None] | None = None


class Documents:
    """All open documents. Lives in the event loop; reviews are made in the worker."""

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._open: dict[str, _Open] = {}

    def open(self, draft: Draft) -> None:
        """Take in a document."""
        self._open[draft.uri] = _Open(draft, changed_at=-float("inf"))

    def change(self, uri: str, version: int, changes: Sequence[TextDocumentContentChangeEvent]) -> None:
        """Take in a new version of a document."""
        if (document := self._open.get(uri)) is None:
            return
        text, encoding, caret = document.draft.text, document.draft.encoding, None
        for each in changes:
            text, new = changed(text, each, encoding)
            caret = new.end if len(each.text.split()) <= 1 else None  # more words at once are no typing
        self._open[uri] = _Open(Draft(uri, version, text, encoding), caret=caret)

    def close(self, uri: str) -> None:
        """Forget a document."""
        self._open.pop(uri, None)

    @property
    def uris(self) -> tuple[str, ...]:
        """The open documents."""
        return tuple(self._open)

    def draft(self, uri: str) -> Draft | None:
        """Return the newest version of a document, if it is open."""
        document = self._open.get(uri)
        return document.draft if document else None

    def is_newest(self, draft: Draft) -> bool:
        """Tell whether nothing was changed since."""
        return self.draft(draft.uri) is draft

    def caret(self, draft: Draft) -> int | None:
        """Return where something was typed just now, in code points of the document."""
        document = self._open.get(draft.uri)
        if document is None or time.monotonic() - document.changed_at >= CARET_SECONDS:
            return None
        return document.caret

    async def settled(self, uri: str, debounce_ms: int) -> Reviewed | None:
        """Return the review once nobody has typed for a while; None where somebody has meanwhile."""
        if (document := self._open.get(uri)) is None:
            return None
        draft = document.draft
        await asyncio.sleep(document.changed_at + debounce_ms / 1000 - time.monotonic())
        return await self.reviewed(uri) if self.is_newest(draft) else None

    async def reviewed(self, uri: str) -> Reviewed | None:
        """Return the review of the newest draft, made once for all who ask; None where it is out of date already."""
        if (document := self._open.get(uri)) is None:
            return None
        if document.work is None:
            document.work = asyncio.create_task(in_worker(partial(self._review, document.draft)))
        found = await asyncio.shield(document.work)  # who asked may cancel, others still wait
        return found if found and self.is_newest(found.draft) else None

    def _review(self, draft: Draft) -> Reviewed | None:
        if not self.is_newest(draft):  # it waited for its turn too long
            return None
        if not draft.note_text.strip():
            return Reviewed(draft)
        try:
            return Reviewed(draft, analyse(Note(text=draft.note_text, **draft.header.details), self._chosen))
        except WellnotedError as error:
            return Reviewed(draft, refusal=str(error))
        except Exception as error:  # noqa: BLE001 - the last line: nothing of it may reach a log
            log_type_and_place(error)
            return Reviewed(draft, refusal=_BROKE)


def log_type_and_place(error: BaseException) -> None:
    """Log of an unexpected error what cannot hold words of a note."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s at %s:%s", type(error).__name__, Path(frame.filename).name, frame.lineno)
