"""What stands before the application: a limit on the body, and silence about what failed."""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.doors.problems import problem

log = logging.getLogger("wellnoted")


class _BodyTooLargeError(Exception):
    """Raised inside `receive`, so that reading stops at once."""


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
        started = False

        async def noting_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, self._counting(receive), noting_start)
        except _BodyTooLargeError:
            detail = f"The request is over {self.max_body_bytes:,} bytes. Send fewer or shorter notes."
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the last line: nothing of it may reach a log or a caller
            log.error("%s at %s", type(error).__name__, _place(error))  # noqa: TRY400 - a traceback may hold text
            if not started:
                detail = "Something went wrong here, not in your request. The log says where."
                await problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)(scope, receive, send)

    def _counting(self, receive: Receive) -> Receive:
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.max_body_bytes:
                raise _BodyTooLargeError
            return message

        return counted


def _place(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
