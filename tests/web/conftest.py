"""A real service and a real browser. What is missing on a machine is a skip that says so."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
STRICT = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


class Service:
    """`wellnoted serve` as a process of its own on a free port of this machine; pages of `origin` may ask it."""

    def __init__(self, origin: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._environment = os.environ | {"WELLNOTED_CORS_ORIGINS": json.dumps([origin])}
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "service", "serve", "--port", str(self.port)]
        given = {"cwd": HERE.parents[1], "env": self._environment}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, **given, **quiet)  # noqa: S603 - our own program
        for _ in range(600):
            if self._is_ready():
                return
            if self._process.poll() is not None:
                pytest.fail("The service stopped while starting. Run it to see why: python -m service serve")
            time.sleep(0.1)
        self.stop()
        pytest.fail("The service was not ready within a minute.")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=30)

    def _is_ready(self) -> bool:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False


@pytest.fixture(scope="session")
def other_origin() -> Iterator[str]:
    """Serve tests/web/pages from an origin that is not the service's."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=HERE / "pages"))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def service(other_origin) -> Iterator[Service]:
    running = Service(other_origin)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def open_page(service, chromium) -> Iterator[Callable[..., object]]:
    """Open a page of tests/web/pages as if the service served it, under a strict content policy."""
    contexts = []

    def open_it(name: str, **options: object):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda said: page.problems.append(said.text) if "Content Security" in said.text else None)
        page.route("**/test/*", _serve)
        page.goto(f"{service.url}/test/{name}")
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def textarea(open_page):
    return open_page("textarea.html")


@pytest.fixture
def editable(open_page):
    return open_page("editable.html")


@pytest.fixture(scope="session")
def packages() -> Path:
    """The JavaScript packages of package.json."""
    if not (MODULES / ".package-lock.json").is_file():
        pytest.skip("No JavaScript packages: npm ci --ignore-scripts --prefix tests/web")
    return MODULES


@pytest.fixture(scope="session")
def rich_editor(packages) -> Path:
    """ProseMirror as one module."""
    built = packages / ".wellnoted" / "prosemirror.js"
    command = [packages / ".bin" / "esbuild", HERE / "pages" / "prosemirror_editor.js"]
    options = ["--bundle", "--format=esm", f"--outfile={built}", "--log-level=error"]
    environment = os.environ | {"NODE_PATH": str(packages)}
    subprocess.run([*command, *options], check=True, env=environment)  # noqa: S603 - our own program
    return built


def _serve(route) -> None:
    name = route.request.url.split("/test/")[1].split("?")[0]
    path = MODULES / ".wellnoted" / name if name == "prosemirror.js" else HERE / "pages" / name
    kind = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}[path.suffix]
    headers = {"content-type": f"{kind}; charset=utf-8", "content-security-policy": STRICT}
    route.fulfill(status=200, headers=headers, body=path.read_bytes())
