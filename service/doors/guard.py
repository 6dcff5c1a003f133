"""What stands before the application: a limit on the body, and silence about what failed."""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.doors.problems import problem

log = logging.getLogger("wellnoted")


class Guard:
    """Plain ASGI, since a layer of BaseHTTPMiddleware costs more than a check.

    An unexpected error is logged by its type and place only: its message may hold a note.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless its body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(receive, send, self.max_body_bytes)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except Exception as error:  # noqa: BLE001 - the last line: nothing of it may reach a log or a caller
            if not exchange.is_too_large:
                log.error("%s at %s", type(error).__name__, _place(error))  # noqa: TRY400 - a traceback may hold text
        if exchange.is_too_large:
            detail = f"The request is over {self.max_body_bytes:,} bytes. Send fewer or shorter notes."
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)(scope, receive, send)
        elif not exchange.is_answered:
            detail = "Something went wrong here, not in your request. The log says where."
            await problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)(scope, receive, send)


class _Exchange:
    """One request and its answer, watched: how large the one is, and whether the other has begun."""

    def __init__(self, receive: Receive, send: Send, max_body_bytes: int) -> None:
        self._receive = receive
        self._send = send
        self._bytes_left = max_body_bytes
        self.is_answered = False

    @property
    def is_too_large(self) -> bool:
        return self._bytes_left < 0

    async def receive(self) -> Message:
        """Pass on what arrives; once it is too much, hang up on the application."""
        message = await self._receive()
        self._bytes_left -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_too_large else message

    async def send(self, message: Message) -> None:
        """Pass on the answer, unless it is to a request that was cut off."""
        if not self.is_too_large:
            self.is_answered = True
            await self._send(message)


def _place(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
