"""Which key opens which address: asked before the application sees a request.

What is not named here wants the scope `check`, so that a new address is never open by being forgotten.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Connection

from service.doors.access import admits, are_in_use, bearer, live_key
from service.doors.keys import Scope
from service.doors.problems import problem
from service.errors import SettingsError
from service.settings import Settings

log = logging.getLogger("wellnoted")

_OPEN = frozenset({"/", "/page.css", "/page.js", "/sample", "/livez", "/readyz", "/favicon.ico"})
_OPEN_UNDER = ("/page/", "/plugin/")
_ASKS_ITSELF = ("/v2/", "/languagetool/v2/", "/u/")  # LanguageTool's clients send the key in the body or the address
_SCOPES = (("/v1/history/", Scope.HISTORY), ("/v1/analyse/many/", Scope.BATCH), ("/v1/batches/", Scope.BATCH))

_NO_KEY = "A key is wanted. Send it as Authorization: Bearer wn_...; `wellnoted key new` makes one."
_WRONG_KEY = "This key is unknown, expired or revoked. `wellnoted key list` shows those that work."


class Gate:
    """Plain ASGI. Who is turned away is logged by the reason alone."""

    def __init__(self, app: ASGIApp, chosen: Settings) -> None:
        self.app = app
        self.chosen = chosen

    async def __call__(self, connection: Connection, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it wants another key."""
        wanted = scope_of(connection["path"]) if connection["type"] == "http" else None
        if wanted is None:
            await self.app(connection, receive, send)
            return
        try:
            refusal = refuse(connection, wanted, self.chosen)
        except SettingsError as error:
            refusal = HTTPStatus.SERVICE_UNAVAILABLE, str(error)
        if refusal is None:
            await self.app(connection, receive, send)
        else:
            log.warning("a request was refused: %s", refusal[0].phrase)
            await problem(*refusal, _HEADERS.get(refusal[0]))(connection, receive, send)


_HEADERS = {HTTPStatus.UNAUTHORIZED: {"www-authenticate": "Bearer"}}


def scope_of(path: str) -> Scope | None:
    """Return what a key must be for at an address; None where none is asked for here."""
    if path in _OPEN or path.startswith(_OPEN_UNDER) or f"{path}/".startswith(_ASKS_ITSELF):
        return None
    return next((scope for prefix, scope in _SCOPES if f"{path}/".startswith(prefix)), Scope.CHECK)


def refuse(connection: Connection, scope: Scope, chosen: Settings) -> tuple[HTTPStatus, str] | None:
    """Return why a request is turned away, or None if it may pass."""
    secret = bearer(connection)
    if admits(connection, secret, scope, chosen):
        return None
    if not secret or not are_in_use(chosen):
        return HTTPStatus.UNAUTHORIZED, _NO_KEY
    if live_key(secret, chosen) is None:
        return HTTPStatus.UNAUTHORIZED, _WRONG_KEY
    said = f"This key may not be used for this. `wellnoted key new --scope {scope}` makes one that may."
    return HTTPStatus.FORBIDDEN, said


def may(request: Request, scope: Scope, chosen: Settings) -> bool:
    """Tell whether a request that is inside may do something more."""
    return admits(request.scope, bearer(request.scope), scope, chosen)
