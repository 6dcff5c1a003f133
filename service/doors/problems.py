"""Errors as problem+json: what was found, where, what to do; nothing of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from service.note import explain_problem

_DESCRIPTIONS = {
    400: "The body cannot be read as JSON, or the service is called by a name that it does not know.",
    401: "A key is wanted, and none came, or it is unknown, expired or revoked.",
    403: "The key lacks the scope, or a page asked whose origin is not on the list.",
    404: "There is no such thing.",
    409: "It cannot be had yet; the answer says why.",
    413: "Over a limit; the answer says which.",
    415: "The body is not sent as application/json, or as a kind of file that is taken here.",
    422: "Something in the request is not as the schema has it.",
    501: "This is off here; the answer says what to set.",
    503: "Something here cannot be used just now; the answer says what.",
    507: "The service's disc is full.",
}

Declared = dict[int | str, dict[str, Any]]


def declared(*statuses: int) -> Declared:
    """Return, for the schema, these problems."""
    return {
        status: {"description": _DESCRIPTIONS[status], "content": {"application/problem+json": {}}}
        for status in statuses
    }


READING = declared(400, 401, 403, 503)
"""What may become of any request that asks something."""

SENDING = declared(400, 401, 403, 413, 415, 422, 503)
"""What may become of one that sends something."""


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a problem document."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")


def problem_of_validation(error: RequestValidationError) -> JSONResponse:
    """Return 400 for a body that is not JSON, 422 for fields that are not as the schema has them."""
    problems: list[dict[str, Any]] = list(error.errors())
    not_json = next((each for each in problems if each["type"] == "json_invalid"), None)
    if not_json is not None:
        where = not_json["loc"][-1]
        return problem(HTTPStatus.BAD_REQUEST, f"The body is not JSON (at character {where}). Send a Note as JSON.")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(explain_problem(each) for each in problems[:5]))
