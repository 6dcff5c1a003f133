"""Errors as problem+json: what was found, where, what to do; nothing of what was sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from service.note import explain_problem


def problem(status: int, detail: str) -> JSONResponse:
    """Return a problem document."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def problem_of_validation(error: RequestValidationError) -> JSONResponse:
    """Return 400 for a body that is not JSON, 422 for fields that are not as the schema has them."""
    problems: list[dict[str, Any]] = list(error.errors())
    not_json = next((each for each in problems if each["type"] == "json_invalid"), None)
    if not_json is not None:
        where = not_json["loc"][-1]
        return problem(HTTPStatus.BAD_REQUEST, f"The body is not JSON (at character {where}). Send a Note as JSON.")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(explain_problem(each) for each in problems[:5]))
