"""The HTTP API: the contract as JSON, errors as problem+json, never an echo of what was sent.

Source: RFC 9457, Problem Details for HTTP APIs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import Body, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Route

from service.analyse import analyse, checks, refuse_unreadable, versions
from service.check import Check
from service.doors.batch.jobs.supervisor import working
from service.doors.batches_api import add_batches
from service.doors.examples import EXAMPLE_NOTES
from service.doors.gate import Gate, may
from service.doors.guard import Guard
from service.doors.history_answer import NoteToAnalyse, ReviewWithHistory, refuse_no_child, with_history
from service.doors.history_api import Open, add_history, opener
from service.doors.history_setting import is_on
from service.doors.keys import Scope
from service.doors.languagetool import add_languagetool
from service.doors.origins import Origins
from service.doors.page import add_page
from service.doors.problems import READING, SENDING, declared, problem, problem_of_validation
from service.doors.worker import in_worker
from service.errors import InputError, TooLargeError, WellnotedError
from service.finding import Review
from service.note import Note
from service.settings import Settings, settings

_NO_HISTORY = "This key may not be used for the history. `wellnoted key new --scope check --scope history` makes one."
_UNREADABLE = "The body cannot be read as JSON in UTF-8, or is nested too deeply. Send a Note as JSON."


class Notes(BaseModel):
    """Several notes in one request; each is reviewed on its own."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    notes: Annotated[list[Note], Field(min_length=1)]


class Reviews(BaseModel):
    """One review a note, in the same order."""

    reviews: list[Review]


class CheckView(BaseModel):
    """A check's page: what it looks for, why, and with which examples."""

    name: str
    group: str
    severity: str
    source: str
    about: str
    flags: list[str]
    passes: list[str]


def create_app(chosen: Settings | None = None) -> FastAPI:
    """Return the application; served, it loads its models at once, and answers /livez meanwhile."""
    chosen = chosen or settings()
    app = FastAPI(
        title="wellnoted",
        version=versions(chosen)["wellnoted"],
        description="Asks of a draft case note what a careful colleague would ask. "
        "Nothing is kept but fingerprints of what is put into the history, and batches until they are deleted. "
        "From another machine each request carries a key: Authorization: Bearer wn_...",
        docs_url=None,  # its page would fetch scripts from outside; the schema is at /openapi.json
        redoc_url=None,
        lifespan=_warmed(chosen),
    )
    _add_errors(app)
    history = opener(chosen)
    _add_routes(app, chosen, history)
    add_history(app, chosen, history)
    add_batches(app, chosen)
    add_page(app)
    add_languagetool(app, chosen)
    for layer in (Gate, Guard, Origins):  # the last is outermost
        app.add_middleware(layer, chosen=chosen)
    return app


def _warmed(chosen: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what runs beside the requests: batches, and at first the models' loading in each of several processes."""

    @asynccontextmanager
    async def warmed(_app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.ensure_future(in_worker(partial(analyse, Note(text="Ready?"), chosen)))
        async with working(chosen):
            yield
        with suppress(WellnotedError):  # /readyz says what is wrong
            await warming

    return warmed


def _add_routes(app: FastAPI, chosen: Settings, history: Open) -> None:
    @app.post("/v1/analyse", responses={**SENDING, **declared(501)})
    async def analyse_note(
        request: Request,
        note: Annotated[NoteToAnalyse, Body(openapi_examples=EXAMPLE_NOTES)],
    ) -> ReviewWithHistory | Review:
        """Review one note. The same note and versions give the same review; nothing is kept.

        With `history` the stored notes of its child, and of those in `also_check`, are compared with it; a key
        then needs the scope `history` as well.
        """
        if note.history is not None and not may(request, Scope.HISTORY, chosen):
            raise HTTPException(HTTPStatus.FORBIDDEN, _NO_HISTORY)
        return await in_worker(partial(_analyse, note, chosen, history))

    @app.post("/v1/analyse/many", responses=SENDING)
    async def analyse_notes(body: Notes) -> Reviews:
        """Review several notes; if one cannot be reviewed, none is, and the answer says which."""
        _refuse_any(body.notes, chosen)
        return Reviews(reviews=[await in_worker(partial(analyse, note, chosen)) for note in body.notes])

    @app.get("/v1/checks", responses=READING)
    async def list_checks() -> list[CheckView]:
        """List the checks."""
        return [_view(check) for check in checks()]

    @app.get("/v1/checks/{name}", responses={**READING, **declared(404, 422)})
    async def show_check(name: str) -> CheckView:
        """Return one check's page."""
        found = next((check for check in checks() if check.name == name), None)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no check of that name. See /v1/checks.")
        return _view(found)

    @app.get("/livez", response_class=PlainTextResponse, responses=declared(400, 403))
    async def livez() -> str:
        """Say that the process answers."""
        return "live\n"

    @app.get("/readyz", response_class=PlainTextResponse, responses=declared(400, 403, 503))
    async def readyz() -> str:
        """Say that models and wordlists are loaded and whole, and that the history, if any, can be used."""
        await in_worker(partial(analyse, Note(text="Ready?"), chosen))
        if is_on(chosen):
            await in_worker(lambda: history().status(""))
        return "ready\n"


def _analyse(note: NoteToAnalyse, chosen: Settings, history: Open) -> ReviewWithHistory | Review:
    if note.history is None:
        return analyse(note, chosen)
    refuse_no_child(note)
    store = history()  # first, for an answer that there is none should not take a review's time
    return with_history(analyse(note, chosen), note, store, chosen)


def _refuse_any(notes: list[Note], chosen: Settings) -> None:
    if len(notes) > chosen.max_notes_a_request:
        msg = f"{len(notes)} notes were sent; at most {chosen.max_notes_a_request} a request. Send them in parts."
        raise TooLargeError(msg)
    for place, note in enumerate(notes):
        try:
            refuse_unreadable(note, chosen)
        except InputError as error:
            msg = f"notes.{place}: {error}"
            raise type(error)(msg) from None


def _view(check: Check) -> CheckView:
    return CheckView(
        name=check.name,
        group=check.group,
        severity=check.severity,
        source=check.source,
        about=check.about,
        flags=list(check.flags),
        passes=list(check.passes),
    )


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return problem_of_validation(error)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = _methods(request)
            return problem(error.status_code, f"Use {allowed} here.", {"allow": allowed})
        is_body = error.status_code == HTTPStatus.BAD_REQUEST  # the framework's own, which says less
        return problem(error.status_code, _UNREADABLE if is_body else str(error.detail), error.headers)

    @app.exception_handler(WellnotedError)
    async def ours(_request: Request, error: WellnotedError) -> JSONResponse:
        if isinstance(error, TooLargeError):
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(error))
        if isinstance(error, InputError):
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))


def _methods(request: Request) -> str:
    """Return what an address takes; the framework tells only what the first of its routes does."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    taken = {method for route in routes if route.path_regex.match(request.url.path) for method in route.methods or ()}
    return ", ".join(sorted(taken))
