"""The same extension in Firefox, set up when it was packed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest

from service.doors.extension import reach_of, write_folder
from tests.web.conftest import Service
from tests.web.extension.conftest import WORDS
from tests.web.extension.marionette import Marionette

UUID = "11111111-2222-3333-4444-555555555555"  # Firefox makes one up for each profile, unless it is told
UNDERLINED = "[...CSS.highlights].flatMap(([name, all]) => name.includes('stale') ? [] : [...all].map(String))"


@pytest.fixture(scope="module")
def firefox(site, tmp_path_factory) -> Iterator[Marionette]:
    program = os.environ.get("FIREFOX") or shutil.which("firefox") or shutil.which("firefox-esr")
    if not program:
        pytest.skip("No Firefox in the PATH: apt-get install firefox-esr, or set FIREFOX.")
    folder = tmp_path_factory.mktemp("firefox")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "user.js").write_text(_preferences(port), encoding="utf-8")
    service = Service(f"moz-extension://{UUID}")
    service.start()
    write_folder(folder / "packed", reach_of(service.url, (site,)))
    command = [program, "--marionette", "--headless", "--no-remote", "--profile", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=os.environ | {"HOME": str(folder)}, **quiet)  # noqa: S603 - Firefox
    try:
        browser = Marionette(port)
        browser.ask("Addon:Install", path=str(folder / "packed"), temporary=True)
        yield browser
    finally:
        process.terminate()
        process.wait(timeout=30)
        service.stop()


def _preferences(port: int) -> str:
    uuids = json.dumps({"wellnoted@wellnoted.invalid": UUID})
    chosen = {"marionette.port": port, "extensions.webextensions.uuids": uuids}
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items())


def test_a_textarea_is_read_along(firefox, site):
    firefox.ask("WebDriver:Navigate", url=f"{site}/case.html")
    firefox.write("#draft", WORDS)
    firefox.wait_for(f"{UNDERLINED}.includes('manipulative')")
    firefox.wait_for(f"{UNDERLINED}.includes('liaison')")


@pytest.mark.usefixtures("rich_editor")
def test_a_rich_editor_is_read_along_and_left_as_it_is(firefox, site):
    firefox.ask("WebDriver:Navigate", url=f"{site}/rich.html")
    firefox.write(".ProseMirror", WORDS)
    firefox.wait_for(f"{UNDERLINED}.includes('liaison')")
    assert firefox.run("return document.querySelector('.ProseMirror').innerHTML") == f"<p>{WORDS}</p>"
    assert firefox.run("return document.body.querySelectorAll('[class*=wellnoted], wellnoted-marks').length") == 0
