"""What every test may use: marked sentences in place of offsets, readings made by hand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from service.analyse import analyse
from service.check import Check
from service.note import Note
from service.reading.read import read
from service.settings import Settings
from tests.marking import mark


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of an installation that has set nothing."""
    return Settings(_env_file=None)


@pytest.fixture
def marked(settings: Settings) -> Callable[..., str]:
    """Return the text as one check marks it, read with the real models and lists."""

    def run(check: Check, text: str, **details: object) -> str:
        reading = read(Note.model_validate({"text": text, **details}), settings)
        return mark(text, (hit.span for hit in check.run(reading) if hit.span.end))

    return run


@pytest.fixture
def messages(settings: Settings) -> Callable[..., list[str]]:
    """Return what a whole review says about a text for one check."""

    def run(check: str, text: str, **details: object) -> list[str]:
        found = analyse(Note.model_validate({"text": text, **details}), settings).findings
        return [finding.message for finding in found if finding.check == check]

    return run


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, or whichever is in the PATH."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("No Chromium in the PATH: apt-get install chromium, or set CHROMIUM.")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
