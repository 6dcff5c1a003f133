"""The history over HTTP: notes put in and taken out by id, counts and dates told, never a word of a note.

Ids that hold a slash cannot stand in an address; `wellnoted history` takes them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import FastAPI, Path, Response
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from service.analyse import refuse_unreadable
from service.doors.history_setting import HISTORY_IS_OFF, is_on, open_chosen
from service.doors.problems import READING, SENDING, declared
from service.doors.worker import in_worker
from service.history.history import History, Status
from service.note import Identifier, Note
from service.settings import Settings

Id = Annotated[str, Path(min_length=1, max_length=200)]
Open = Callable[[], History]

_PROBLEMS = {**READING, **declared(422, 501)}
_PROBLEMS_SENDING = {**SENDING, **declared(501)}


class NoteToKeep(BaseModel):
    """An earlier note; `household` counts when the child is first stored, `keep_until` is the note's last day."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    text: str
    written_on: date
    household: Identifier | None = None
    keep_until: date | None = None


class Kept(BaseModel):
    """What became of a note that was sent."""

    result: Literal["new", "replaced", "unchanged"]


class HistoryStatus(BaseModel):
    """How many notes of a child are stored, and from when; `outdated` ones must be sent again to be compared."""

    notes: int
    first: date | None
    last: date | None
    outdated: int


def opener(chosen: Settings) -> Open:
    """Return what opens the history when first called and then keeps it; it answers 501 where there is none."""
    opened: list[History] = []  # filled by the one worker thread

    def history() -> History:
        if not is_on(chosen):
            raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, HISTORY_IS_OFF)
        if not opened:
            opened.append(open_chosen(chosen))
        return opened[0]

    return history


def add_history(app: FastAPI, chosen: Settings, history: Open) -> None:
    """Add the addresses under /v1/history."""

    @app.put("/v1/history/{child_id}/notes/{note_id}", responses={201: {"model": Kept}, **_PROBLEMS_SENDING})
    async def keep_note(child_id: Id, note_id: Id, body: NoteToKeep, response: Response) -> Kept:
        """Keep a note's fingerprints, in place of an earlier version. Its text is not stored."""
        refuse_unreadable(Note(text=body.text), chosen)
        kept = await in_worker(partial(_keep, history, child_id, note_id, body))
        response.status_code = HTTPStatus.CREATED if kept.result == "new" else HTTPStatus.OK
        return kept

    @app.delete("/v1/history/{child_id}/notes/{note_id}", status_code=204, responses=_PROBLEMS)
    async def remove_note(child_id: Id, note_id: Id) -> None:
        """Delete a note; the answer is the same if there was none."""
        await in_worker(lambda: history().remove(child_id, note_id))

    @app.delete("/v1/history/{child_id}", status_code=204, responses=_PROBLEMS)
    async def erase_child(child_id: Id) -> None:
        """Delete a child's notes and key; the answer is the same if there were none."""
        await in_worker(lambda: history().erase(child_id))

    @app.get("/v1/history/{child_id}", responses=_PROBLEMS)
    async def show_child(child_id: Id) -> HistoryStatus:
        """Return counts and dates. A child who is not stored has none, as one without notes."""
        return _shown(await in_worker(lambda: history().status(child_id)))


def _keep(history: Open, child_id: str, note_id: str, body: NoteToKeep) -> Kept:
    store = history()
    before = store.status(child_id).notes
    is_changed = store.put(
        child_id, note_id, body.text, body.written_on, household=body.household, keep_until=body.keep_until
    )
    if not is_changed:
        return Kept(result="unchanged")
    return Kept(result="new" if store.status(child_id).notes > before else "replaced")


def _shown(status: Status) -> HistoryStatus:
    return HistoryStatus(notes=status.notes, first=status.first, last=status.last, outdated=status.outdated)
