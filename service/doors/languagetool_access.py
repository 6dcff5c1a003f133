"""Who may have a text checked by a LanguageTool client: its key comes in the body, a header or the address.

Pages of other origins are turned away before they come here, by `origins.py`.
"""

from __future__ import annotations

import base64
import binascii

from starlette.requests import Request

from service.doors.access import admits, bearer
from service.doors.keys import Scope
from service.settings import Settings


def may_check(request: Request, sent: str | None, chosen: Settings) -> bool:
    """Tell whether a request may have a text checked; `sent` is the key in its parameters, if there is one.

    LibreOffice and most others send `username` and `apiKey`. A client that can send neither, such as LanguageTool's
    own browser add-on, is given the address /u/KEY/v2.
    """
    key = sent or bearer(request.scope) or _password(request) or request.path_params.get("key")
    return admits(request.scope, key, Scope.CHECK, chosen)


def _password(request: Request) -> str | None:
    """Return the password of Basic authorisation."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2] or None
    except (binascii.Error, UnicodeDecodeError):
        return None
