"""The page at `/`: static files, nothing from elsewhere, under a strict content policy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse

from service.doors.examples import SAMPLE

_WEB = Path(__file__).parent / "web"
_FILES = {"/": "index.html", "/page.css": "page.css", "/page.js": "page.js"}
_FOLDERS = ("plugin", "page")  # modules, each with what it imports beside it
_SUFFIXES = frozenset({".js", ".css", ".svg"})
_HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


def add_page(app: FastAPI) -> None:
    """Serve the page, its files, the plugin, and the sample note that the page opens with."""
    for path, name in (_FILES | _modules()).items():
        app.add_api_route(path, _serve(name), include_in_schema=False)

    @app.get("/sample", include_in_schema=False)
    async def sample() -> JSONResponse:
        return JSONResponse(SAMPLE, headers=_HEADERS)


def _modules() -> dict[str, str]:
    files = (path for folder in _FOLDERS for path in (_WEB / folder).iterdir() if path.suffix in _SUFFIXES)
    return {f"/{path.parent.name}/{path.name}": f"{path.parent.name}/{path.name}" for path in files}


def _serve(name: str) -> Callable[[], Awaitable[FileResponse]]:
    async def serve() -> FileResponse:
        return FileResponse(_WEB / name, headers=_HEADERS)

    return serve
