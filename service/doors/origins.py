"""Which web pages may ask: the service's own and those on the list, exactly as their browsers name them.

No wildcard, not for this machine either: any page that a worker opens could then ask the service on it. A page that is
not on the list is turned away before anything is read, since a form or an image can be sent without a browser asking
first. Source: the Fetch standard, CORS protocol; WICG, Private Network Access.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from service.doors.access import bearer, live_key
from service.doors.problems import problem
from service.errors import SettingsError
from service.settings import Settings

_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, PUT, DELETE, OPTIONS",
    "access-control-allow-headers": "Accept, Authorization, Content-Type",
    "access-control-allow-private-network": "true",
    "access-control-max-age": "600",
}
_OURS_TO_SET = frozenset({b"access-control-allow-origin", b"vary"})
_ASKED = ("/v1/", "/v2/", "/languagetool/", "/u/")
_EXTENSIONS = frozenset({"chrome-extension", "moz-extension", "safari-web-extension"})
_NOT_ON_THE_LIST = "This page's origin is not on the list. Add it to WELLNOTED_CORS_ORIGINS, then start again."


class Origins:
    """Plain ASGI, outermost, so that errors are read by the same pages as answers are."""

    def __init__(self, app: ASGIApp, chosen: Settings) -> None:
        self.app = app
        self.chosen = chosen

    async def __call__(self, connection: Connection, receive: Receive, send: Send) -> None:
        """Answer a preflight, turn a strange page away, or pass on and say who may read the answer."""
        if connection["type"] != "http":
            await self.app(connection, receive, send)
            return
        headers = Headers(scope=connection)
        origin = headers.get("origin")
        is_listed = origin in self.chosen.cors_origins or _is_own(origin, headers)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _name_readers(message, origin if is_listed else None)
            await send(message)

        if not is_listed and not self._is_harmless(connection, headers):
            await problem(HTTPStatus.FORBIDDEN, _NOT_ON_THE_LIST)(connection, receive, answer)
        elif connection["method"] == "OPTIONS" and origin and "access-control-request-method" in headers:
            await Response(status_code=HTTPStatus.NO_CONTENT, headers=_PREFLIGHT)(connection, receive, answer)
        else:
            await self.app(connection, receive, answer)

    def _is_harmless(self, connection: Connection, headers: Headers) -> bool:
        """Tell whether a request is from no page, or from an extension that has a key.

        Firefox gives an extension another origin in each profile, which no list can hold; no page can take one.
        """
        origin = headers.get("origin")
        if origin is None:
            return not _is_embedded(connection, headers)
        try:
            return urlsplit(origin).scheme in _EXTENSIONS and live_key(bearer(connection), self.chosen) is not None
        except (ValueError, SettingsError):
            return False


def _is_own(origin: str | None, headers: Headers) -> bool:
    host = headers.get("host")
    return host is not None and origin in {f"http://{host}", f"https://{host}"}


def _is_embedded(connection: Connection, headers: Headers) -> bool:
    """Tell whether another site's page fetches this as an image or a script, for which no origin is named."""
    is_elsewhere = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    return is_elsewhere and headers.get("sec-fetch-mode") == "no-cors" and connection["path"].startswith(_ASKED)


def _name_readers(message: Message, origin: str | None) -> None:
    """Set who may read an answer, in place of what the application said of it."""
    message["headers"] = [pair for pair in message.get("headers", ()) if pair[0].lower() not in _OURS_TO_SET]
    headers = MutableHeaders(scope=message)
    headers["vary"] = "Origin"  # nothing else that is served here varies
    headers.setdefault("x-content-type-options", "nosniff")
    headers.setdefault("cache-control", "no-store")
    if origin:
        headers["access-control-allow-origin"] = origin
