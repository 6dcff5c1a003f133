"""The page at `/`: static files, nothing from elsewhere, under a strict content policy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse

from service.doors.examples import EXAMPLE_NOTES

_WEB = Path(__file__).parent / "web"
_FILES = {"/": "index.html", "/page.css": "page.css", "/page.js": "page.js"}
_HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


def add_page(app: FastAPI) -> None:
    """Serve the page, its two files, and the sample note that it opens with."""
    for path, name in _FILES.items():
        app.add_api_route(path, _serve(name), include_in_schema=False)

    @app.get("/sample", include_in_schema=False)
    async def sample() -> JSONResponse:
        return JSONResponse(EXAMPLE_NOTES["with details"]["value"], headers=_HEADERS)


def _serve(name: str) -> Callable[[], Awaitable[FileResponse]]:
    async def serve() -> FileResponse:
        return FileResponse(_WEB / name, headers=_HEADERS)

    return serve
