"""The LanguageTool HTTP API, version 2, for every editor that can already speak to such a server.

Errors are plain text with LanguageTool's statuses, and never repeat what was sent. Source: LanguageTool HTTP API.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

import service
from service.analyse import analyse, versions
from service.doors.languagetool_access import may_check
from service.doors.languagetool_answer import answer
from service.doors.languagetool_languages import is_read, languages
from service.doors.languagetool_recent import KEPT_SECONDS, RecentReviews
from service.doors.languagetool_request import (
    Asked,
    key_in,
    read_parameters,
    read_request,
    required_language,
)
from service.doors.languagetool_rules import configuration, rules
from service.doors.worker import in_worker
from service.errors import InputError, TooLargeError, WellnotedError
from service.finding import Review
from service.note import Note
from service.settings import Settings

PATHS = ("/v2", "/languagetool/v2", "/u/{key}/v2")
"""Where it is served: the root, a prefix for a host that serves more, and one for clients that can send no key."""

_METHODS = frozenset({"GET", "HEAD", "POST"})
_MAY_BE_ASKED = {
    "Allow": "GET, POST, OPTIONS",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept, Authorization",
    "Access-Control-Allow-Private-Network": "true",
}
"""For whoever asks first what may be asked; which page may read the answer is said in `origins.py`."""

_BYTES_AS_SENT = 8  # a byte may come percent-encoded, inside JSON, with markup around it
_BYTES_A_UNIT = 3  # the most that a UTF-16 unit takes in UTF-8

_Answer = Callable[[Request], Awaitable[Response]]


def add_languagetool(app: FastAPI, chosen: Settings) -> None:
    """Serve the API under each of its paths."""
    door = LanguageTool(chosen)
    for path in PATHS:
        app.mount(path, door)


class LanguageTool:
    """Plain ASGI under a path that ends in /v2: every answer, an error too, is one that clients know."""

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._is_ready = False
        self._reviews = RecentReviews(lambda note: analyse(note, chosen))
        self._answers: Mapping[str, _Answer] = {
            "check": self._check,
            "configinfo": self._configinfo,
            "healthcheck": self._healthcheck,
            "info": self._info,
            "languages": self._languages,
            "maxtextlength": self._maxtextlength,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. What goes wrong unforeseen is raised again, once answered, for the guard to log."""
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        request = Request(scope, receive)
        unforeseen: Exception | None = None
        try:
            response = await self._respond(request)
        except WellnotedError as error:
            response = _error(_status(error), str(error))
        except ClientDisconnect:
            return  # nobody is there to be answered, or the guard answers
        except Exception as error:  # noqa: BLE001 - raised again below
            unforeseen = error
            response = _error(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here, not in your request.")
        await response(scope, receive, send)
        if unforeseen:
            raise unforeseen

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers=_MAY_BE_ASKED)
        asked_for = request.scope["path"].rpartition("/v2/")[2].strip("/")
        if asked_for not in self._answers:
            return _error(HTTPStatus.NOT_FOUND, f"There is no such path. There are: {', '.join(self._answers)}.")
        if request.method not in _METHODS:
            return _error(HTTPStatus.METHOD_NOT_ALLOWED, "Use GET or POST.", {"Allow": "GET, POST, OPTIONS"})
        return await self._answers[asked_for](request)

    async def _check(self, request: Request) -> Response:
        parameters = read_parameters(request.scope["query_string"], await self._body(request))
        if not may_check(request, key_in(parameters), self._chosen):
            return _error(HTTPStatus.FORBIDDEN, "A key is wanted, and this is none. Send username and apiKey.")
        asyncio.get_running_loop().call_later(KEPT_SECONDS + 1, self._reviews.forget_old)
        asked = read_request(parameters, request.headers.get("user-agent", ""))
        return await in_worker(partial(self._checked, asked))

    def _checked(self, asked: Asked) -> Response:
        """Review and answer in the worker: a long note's JSON takes its time too."""
        has_words = is_read(asked.language) and asked.text.read.strip()
        review = self._reviews.of(asked.text.note) if has_words else Review()
        return JSONResponse(answer(asked, review, self._software()))

    async def _configinfo(self, request: Request) -> Response:
        required_language(read_parameters(request.scope["query_string"], await self._body(request)))
        return JSONResponse(
            {
                "software": self._software(),
                "parameter": {"maxTextLength": self._max_text_length},
                "rules": [configuration(rule) for rule in rules().values()],
            }
        )

    async def _healthcheck(self, _request: Request) -> Response:
        """Say OK once models and wordlists are loaded and whole, and not before."""
        if not self._is_ready:
            await in_worker(partial(analyse, Note(text="Ready?"), self._chosen))
            self._is_ready = True
        return PlainTextResponse("OK")

    async def _info(self, _request: Request) -> Response:
        return JSONResponse({"software": {**self._software(), "commit": ""}})

    async def _languages(self, _request: Request) -> Response:
        return JSONResponse(languages())

    async def _maxtextlength(self, _request: Request) -> Response:
        return PlainTextResponse(str(self._max_text_length))

    @property
    def _max_text_length(self) -> int:
        """How many UTF-16 units are read at once, whatever the characters."""
        return self._chosen.max_note_bytes // _BYTES_A_UNIT

    def _software(self) -> dict[str, Any]:
        return {
            "name": "wellnoted",
            "version": versions(self._chosen)["wellnoted"],
            "buildDate": _built_on(),
            "apiVersion": 1,
            "premium": False,
            "status": "",
        }

    async def _body(self, request: Request) -> bytes:
        most = min(self._chosen.max_note_bytes * _BYTES_AS_SENT, self._chosen.max_request_bytes)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > most:
                msg = f"The request is over {most:,} bytes. Send the text in parts."
                raise TooLargeError(msg)
        return bytes(body)


def _built_on() -> str:
    """Return when the program was put here, in the form that LanguageTool has."""
    written = Path(service.__file__ or __file__).stat().st_mtime
    return datetime.fromtimestamp(written, tz=UTC).strftime("%Y-%m-%d %H:%M:%S +0000")


def _status(error: WellnotedError) -> HTTPStatus:
    if isinstance(error, TooLargeError):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return HTTPStatus.BAD_REQUEST if isinstance(error, InputError) else HTTPStatus.SERVICE_UNAVAILABLE


def _error(status: HTTPStatus, said: str, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(f"Error: {said}", status_code=status, headers=dict(headers or {}))
