"""Chromium with the extension, as a council's policy would set it up, and the sites of other systems."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from service.doors.extension import identity, reach_of, write_folder
from tests.web.conftest import MODULES, STRICT, Service

POLICIES = Path("/etc/chromium/policies/managed")
OURS = f"chrome-extension://{identity()}"
WORDS = "Mum is manipulative. Following liaison with school he is well."
SITE = Path(__file__).parent / "site"


class _Site(SimpleHTTPRequestHandler):
    """Serves the pages of other systems, each under a strict content policy of its own."""

    def end_headers(self) -> None:
        self.send_header("content-security-policy", STRICT)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        built = MODULES / ".wellnoted" / "prosemirror.js"
        return str(built) if path == "/prosemirror.js" else super().translate_path(path)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve_site() -> ThreadingHTTPServer:
    """Serve the pages on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, directory=SITE))
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    server = serve_site()
    yield server.server_port
    server.shutdown()


@pytest.fixture(scope="session")
def site(port) -> str:
    return f"http://cases.localhost:{port}"


@pytest.fixture(scope="session")
def elsewhere(port) -> str:
    """A site that the browser would let the extension into, and that the policy does not list."""
    return f"http://elsewhere.localhost:{port}"


@pytest.fixture(scope="session")
def asked_service() -> Iterator[Service]:
    running = Service(OURS)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def set_policy() -> Iterator[Callable[..., None]]:
    """Put a policy where Chromium reads it; afterwards all is as it was."""
    missing = [folder for folder in (POLICIES, POLICIES.parent) if not folder.exists()]
    path = POLICIES / f"wellnoted-tests-{os.getpid()}.json"

    def put(**chosen: object) -> None:
        path.write_text(json.dumps({"3rdparty": {"extensions": {identity(): chosen}}}), encoding="utf-8")

    try:
        POLICIES.mkdir(parents=True, exist_ok=True)
        put()
    except OSError:
        pytest.skip(f"{POLICIES} cannot be written, so that no policy can be tried: run as root.")
    yield put
    path.unlink()
    for folder in missing:
        if not any(folder.iterdir()):
            folder.rmdir()


@pytest.fixture
def open_browser(chromium, asked_service, site, elsewhere, set_policy, tmp_path):  # noqa: PLR0913, PLR0917 - fixtures
    """Start Chromium with the extension loaded and a policy in force; `popup` is the extension's own page."""
    opened = []

    def start(**more: object):
        chosen = {"serverUrl": asked_service.url, "allowedOrigins": [site], "authMode": "none"} | more
        set_policy(**chosen)
        packed = tmp_path / "packed"
        write_folder(packed, reach_of(str(chosen["serverUrl"]), (site, elsewhere)))
        loaded = [f"--disable-extensions-except={packed}", f"--load-extension={packed}"]
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / f"profile{len(opened)}",
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser"),
            headless=False,
            args=["--headless=new", "--no-sandbox", *loaded],
        )
        opened.append(context)
        if not context.service_workers:
            context.wait_for_event("serviceworker")
        context.popup = context.new_page()
        context.popup.goto(f"{OURS}/extension/popup.html")
        context.popup.locator("#server").get_by_text(str(chosen["serverUrl"])).wait_for()
        return context

    yield start
    for context in opened:
        context.close()


@pytest.fixture
def browser(open_browser):
    return open_browser()
