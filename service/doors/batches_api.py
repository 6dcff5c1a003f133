"""Batches over HTTP: an export is sent or named, worked through beside the service, and its report is fetched.

A file is the whole body, told by its Content-Type, and goes to the disc as it comes. A form is not taken: a page of
another site can send one without its browser asking first.
"""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from service.doors.access import are_in_use, bearer, live_key
from service.doors.batch.jobs.intake import (
    FORMATS,
    REPORTS,
    NoRoomError,
    allowed_path,
    data_folder,
    receive,
    refuse_full_disc,
    remove,
)
from service.doors.batch.jobs.mappings import mapping_named, mapping_names
from service.doors.batch.jobs.reports import policy_of
from service.doors.batch.jobs.table import Batch, Jobs, TooManyWaitError, new_id, now
from service.doors.batches_answer import BatchView, BatchViews, ReportForm, shown
from service.doors.problems import READING, SENDING, declared, problem
from service.errors import TooLargeError
from service.settings import Settings

Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]

_PROBLEMS = {**READING, **declared(404, 422, 501)}
_PROBLEMS_SENDING = {**SENDING, **declared(501, 507)}
_OFF = "Batches are off here. Take WELLNOTED_BATCHES=off away, then start again."
_UNKNOWN = "There is no batch of that id, or another key asked for it."
_TOO_MANY = "As many batches wait as may. Send this one again once another is done, or delete one."
_NOT_YET = "The batch is not done, so there is no report yet. Ask for the batch to see how far it is."
_NOT_MADE = "A workbook needs one more package here: pip install 'wellnoted[batch]', and send the batch again."
_TYPES = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "parquet": "application/zip",
}
_PROBLEMS_OF_REPORT: dict[int | str, dict[str, Any]] = {
    **_PROBLEMS,
    **declared(409),
    200: {"content": {name: {} for name in ("text/html", _TYPES["xlsx"], "application/zip")}},
}
_RETRY = {"retry-after": "60"}


class FileOnTheServer(BaseModel):
    """A file that lies on the service's machine, in one of the folders that its settings list."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    path: Annotated[str, Field(min_length=1, max_length=4_000)]


class Options(BaseModel):
    """How a batch is to be done."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    mapping: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9_-]{0,39}$")] = "generic"
    """Which case system the columns come from: mosaic, liquidlogic, eclipse, generic, or a mapping of the service."""

    sheet: Annotated[str, Field(max_length=200)] = ""
    """The sheet to review, in a workbook with several."""

    include_text: bool = False
    """Whether the report may quote the notes."""

    accept_refused: bool = False
    """Whether to go on where more than 1% of rows cannot be read."""


_JSON = {"application/json": {"schema": FileOnTheServer.model_json_schema()}}
_FILE: dict[str, Any] = {name: {"schema": {"type": "string", "format": "binary"}} for name in FORMATS}
_BODY = {"requestBody": {"required": True, "content": {**_JSON, **_FILE}}}


def add_batches(app: FastAPI, chosen: Settings) -> None:
    """Add the addresses under /v1/batches."""
    jobs = Jobs(data_folder(chosen))
    owner = _owner_of(chosen)
    _add_sending(app, jobs, chosen, owner)
    _add_reading(app, jobs, chosen, owner)
    _add_report(app, jobs, chosen, owner)

    @app.exception_handler(NoRoomError)
    async def full(_request: Request, error: NoRoomError) -> JSONResponse:
        return problem(HTTPStatus.INSUFFICIENT_STORAGE, str(error))


def _owner_of(chosen: Settings) -> Callable[[Request], str]:
    """Return what tells the id of the key that asks, "" where none is needed; it answers 501 where batches are off."""

    def owner(request: Request) -> str:
        if not chosen.batches:
            raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, _OFF)
        secret = bearer(request.scope)
        key = live_key(secret, chosen) if secret and are_in_use(chosen) else None
        return key.id if key else ""

    return owner


def _add_sending(app: FastAPI, jobs: Jobs, chosen: Settings, owner: Callable[[Request], str]) -> None:
    @app.post("/v1/batches", status_code=202, responses=_PROBLEMS_SENDING, openapi_extra=_BODY)
    async def new_batch(
        request: Request,
        response: Response,
        options: Annotated[Options, Query()],
    ) -> BatchView:
        """Queue a batch: the body is an export, or JSON that names one on the service's machine.

        The answer comes once the file is here. Ask for the batch at the address in Location to see how far it is.
        """
        asking = owner(request)
        await to_thread(mapping_named, options.mapping, chosen)
        source, ending = await _wanted(request, chosen)
        batch = Batch(id=new_id(), owner=asking, created=now(), source=source, format=ending, **options.model_dump())
        try:
            await to_thread(jobs.add, batch, chosen.max_batches_waiting)
        except TooManyWaitError:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, _TOO_MANY, _RETRY) from None
        if source:
            await to_thread(jobs.queue, batch.id)
        else:
            await _receive(jobs, batch, request)
        response.headers["location"] = f"/v1/batches/{batch.id}"
        return await to_thread(_view, jobs, batch.id, asking, chosen)


def _add_reading(app: FastAPI, jobs: Jobs, chosen: Settings, owner: Callable[[Request], str]) -> None:
    @app.get("/v1/batches", responses={**READING, **declared(501)})
    async def list_batches(request: Request) -> BatchViews:
        """List the batches that the same key asked for; without a key, those that were asked for without one."""
        return await to_thread(_views, jobs, owner(request), chosen)

    @app.get("/v1/batches/{batch_id}", responses=_PROBLEMS)
    async def show_batch(request: Request, batch_id: Id) -> BatchView:
        """Tell how far a batch is, and what came of it."""
        return await to_thread(_view, jobs, batch_id, owner(request), chosen)

    @app.delete("/v1/batches/{batch_id}", status_code=204, responses=_PROBLEMS)
    async def delete_batch(request: Request, batch_id: Id) -> None:
        """Stop a batch, and remove what was sent and what came of it; the answer is the same if there is none."""
        if await to_thread(jobs.delete, batch_id, owner(request)):
            await to_thread(remove, jobs, batch_id)


def _add_report(app: FastAPI, jobs: Jobs, chosen: Settings, owner: Callable[[Request], str]) -> None:
    @app.get("/v1/batches/{batch_id}/report", response_class=FileResponse, responses=_PROBLEMS_OF_REPORT)
    async def show_report(
        request: Request,
        batch_id: Id,
        form: Annotated[ReportForm, Query(alias="as")] = "html",
    ) -> FileResponse:
        """Return the report of a batch that is done: the page, a workbook, or tables packed as .zip."""
        view = await to_thread(_view, jobs, batch_id, owner(request), chosen)
        if form not in view.reports:
            raise HTTPException(HTTPStatus.CONFLICT, _NOT_MADE if view.state == "done" else _NOT_YET)
        return _report(jobs.folder_of(batch_id) / REPORTS[form], form)


def _views(jobs: Jobs, asking: str, chosen: Settings) -> BatchViews:
    batches = [shown(batch, jobs, chosen.batch_days) for batch in jobs.of(asking)]
    return BatchViews(batches=batches, mappings=mapping_names(chosen))


def _view(jobs: Jobs, batch_id: str, asking: str, chosen: Settings) -> BatchView:
    batch = jobs.one(batch_id, asking)
    if batch is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _UNKNOWN)
    return shown(batch, jobs, chosen.batch_days)


async def _wanted(request: Request, chosen: Settings) -> tuple[str, str]:
    """Return the path that is named, or "" for a file that is sent, and which kind of file it is."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type in FORMATS:
        size = int(request.headers.get("content-length", "0"))
        if size > chosen.max_batch_bytes:
            msg = f"The file is over {chosen.max_batch_bytes:,} bytes. Send it in parts."
            raise TooLargeError(msg)
        await to_thread(refuse_full_disc, data_folder(chosen), size)
        return "", FORMATS[media_type]
    named = _named(await request.body())
    path = await to_thread(allowed_path, named, chosen)
    return str(path), path.suffix.lower().removeprefix(".")


def _named(body: bytes) -> str:
    try:
        return FileOnTheServer.model_validate(json.loads(body)).path
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in problems]) from None
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


async def _receive(jobs: Jobs, batch: Batch, request: Request) -> None:
    try:
        await receive(jobs, batch, request.stream())
    except ClientDisconnect:  # nobody is there to read this, unless too much was sent: then another answer goes out
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def _report(path: FilePath, form: ReportForm) -> FileResponse:
    headers = {"content-security-policy": policy_of(path) if form == "html" else "default-src 'none'; sandbox"}
    headers |= {"referrer-policy": "no-referrer", "cache-control": "no-store"}
    name = None if form == "html" else f"wellnoted-{path.stem}{path.suffix}"
    return FileResponse(path, media_type=_TYPES[form], filename=name, headers=headers)
