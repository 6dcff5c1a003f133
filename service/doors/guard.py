"""What stands before the application: limits on what is sent, known names only, and silence about what failed."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.doors.batch.jobs.intake import FORMATS
from service.doors.problems import problem
from service.settings import Settings

log = logging.getLogger("wellnoted")

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PATIENCE_SECONDS = 5
_SENDS = frozenset({"POST", "PUT", "PATCH"})
_UNKNOWN_NAME = "The service is not called by this name here. Add it to WELLNOTED_ALLOWED_HOSTS, then start again."
_NOT_JSON = "The body is not sent as JSON. Send it with Content-Type: application/json."
_NOT_A_FILE = f"The body is not of a kind that is taken. Send it with one of: {', '.join(FORMATS)}; or a path as JSON."
_BATCHES = "/v1/batches"


class Guard:
    """Plain ASGI, since a layer of BaseHTTPMiddleware costs more than a check.

    An unexpected error is logged by its type and place only: its message may hold a note.
    """

    def __init__(self, app: ASGIApp, chosen: Settings) -> None:
        self.app = app
        self.max_body_bytes = chosen.max_request_bytes
        self.max_batch_bytes = chosen.max_batch_bytes
        self.hosts = _LOCAL | chosen.allowed_hosts | {_in_a_header(chosen.host)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless its body is too large or of another type, or it was sent to another name."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_file = _is_file(scope, headers)
        most = self.max_batch_bytes if is_file else self.max_body_bytes
        exchange = _Exchange(receive, send, most)
        if _without_port(headers.get("host", "")) not in self.hosts:
            await problem(HTTPStatus.BAD_REQUEST, _UNKNOWN_NAME)(scope, receive, exchange.send)
        elif not is_file and _is_of_another_type(scope, headers):
            told = _NOT_A_FILE if scope["path"] == _BATCHES else _NOT_JSON
            await problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, told)(scope, receive, exchange.send)
        else:
            await self._pass_on(scope, exchange)
        if exchange.is_too_large:
            await exchange.hear_out()
            advice = "Send it in parts." if is_file else "Send fewer or shorter notes."
            detail = f"The request is over {most:,} bytes. {advice}"
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)(scope, receive, send)

    async def _pass_on(self, scope: Scope, exchange: _Exchange) -> None:
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except Exception as error:  # noqa: BLE001 - the last line: nothing of it may reach a log or a caller
            if exchange.is_too_large:
                return
            log.error("%s at %s", type(error).__name__, _place(error))  # noqa: TRY400 - a traceback may hold text
        if not exchange.is_answered and not exchange.is_too_large:
            detail = "Something went wrong here, not in your request. The log says where."
            await problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)(scope, exchange.receive, exchange.send)


class _Exchange:
    """One request and its answer, watched: how large the one is, and whether the other has begun."""

    def __init__(self, receive: Receive, send: Send, max_body_bytes: int) -> None:
        self._receive = receive
        self._send = send
        self._bytes_left = self._max_body_bytes = max_body_bytes
        self._is_heard = False
        self.is_answered = False

    @property
    def is_too_large(self) -> bool:
        return self._bytes_left < 0

    async def receive(self) -> Message:
        """Pass on what arrives; once it is too much, hang up on the application."""
        message = await self._receive()
        self._bytes_left -= len(message.get("body", b""))
        self._is_heard = not message.get("more_body", False)
        return {"type": "http.disconnect"} if self.is_too_large else message

    async def hear_out(self) -> None:
        """Drop what still comes, for a while and up to the limit again: who is cut off while sending reads nothing."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                while not self._is_heard and self._bytes_left > -self._max_body_bytes:
                    await self.receive()

    async def send(self, message: Message) -> None:
        """Pass on the answer, unless it is to a request that was cut off."""
        if message.get("status", 0) >= HTTPStatus.BAD_REQUEST:
            await self.hear_out()
        if not self.is_too_large:
            self.is_answered = True
            await self._send(message)


def _in_a_header(host: str) -> str:
    """Return an address as the header Host has it: IPv6 in brackets."""
    return f"[{host.strip('[]')}]".lower() if ":" in host else host.lower()


def _without_port(host: str) -> str:
    """Return the name in a header Host; a page of another site may have had its name point to this machine."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isascii() and port.isdecimal() else host.lower()


def _is_file(scope: Scope, headers: Headers) -> bool:
    """Tell whether an export of notes is sent, which may be larger than other requests."""
    return scope["method"] == "POST" and scope["path"] == _BATCHES and _media_type(headers) in FORMATS


def _is_of_another_type(scope: Scope, headers: Headers) -> bool:
    """Tell whether something that is not JSON is sent to an address that takes JSON.

    A page anywhere may send a form or plain text without its browser asking first; JSON it may not.
    """
    if headers.get("content-length", "0") == "0" and not {"content-type", "transfer-encoding"} & set(headers):
        return False  # nothing is sent
    media_type = _media_type(headers)
    is_json = media_type == "application/json" or (
        media_type.startswith("application/") and media_type.endswith("+json")
    )
    return scope["method"] in _SENDS and scope["path"].startswith("/v1/") and not is_json


def _media_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _place(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
