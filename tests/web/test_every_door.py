"""The same note through every door: command line, API, LanguageTool, an editor's language server, the plugin."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from service.doors.offsets import Utf16
from tests.doors.editor import Editor

ROOT = Path(__file__).parents[2]
NOTE = (
    "😀 Mum is clearly not coping & the flat was filthy.\n"
    "It was felt that there are 50% more concerns + “some” worries.\n"
    "Following liaison with the LADO, Ryan is allegedly staying with 👩‍👧 his nan."
)


def by_command_line() -> set[tuple[str, str]]:
    command = [sys.executable, "-m", "service", "review", "-", "--format", "json"]
    done = subprocess.run(command, input=NOTE.encode(), capture_output=True, cwd=ROOT, check=False)  # noqa: S603 - ours
    return _of_review(json.loads(done.stdout))


def by_api(url: str) -> set[tuple[str, str]]:
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{url}/v1/analyse", json.dumps({"text": NOTE}).encode(), headers)  # noqa: S310
    return _of_review(json.load(urllib.request.urlopen(request)))  # noqa: S310 - our own service


def by_languagetool(url: str) -> set[tuple[str, str]]:
    body = urllib.parse.urlencode({"text": NOTE, "language": "en-GB"}).encode()
    request = urllib.request.Request(f"{url}/v2/check", body, {"user-agent": "a test"})  # noqa: S310
    matches = json.load(urllib.request.urlopen(request))["matches"]  # noqa: S310 - our own service
    units = NOTE.encode("utf-16-le")
    spans = [(match["offset"], match["offset"] + match["length"], match["message"]) for match in matches]
    return {(units[2 * start : 2 * end].decode("utf-16-le"), message.split(" – ")[0]) for start, end, message in spans}


def by_language_server() -> set[tuple[str, str]]:
    editor = Editor()
    editor.open("file:///note.md", NOTE)
    diagnostics = editor.shown("file:///note.md")
    lines = NOTE.split("\n")
    found = set()
    for one in diagnostics:
        places, line = Utf16(lines[one.range.start.line]), lines[one.range.start.line]
        start, end = places.code_points(one.range.start.character), places.code_points(one.range.end.character)
        found.add((line[start:end], one.message))
    editor.stop()
    return found


def by_plugin(open_page) -> set[tuple[str, str]]:
    page = open_page("textarea.html")
    page.locator("#draft").fill(NOTE)
    page.locator("#after").focus()  # what stands at the caret is held back for a while
    page.wait_for_function("""() => [...document.querySelector("wellnoted-findings").shadowRoot.querySelectorAll("li")]
      .some(card => card.textContent.includes("sentence is hard"))""")
    cards = page.evaluate("""() => [...document.querySelector("wellnoted-findings").shadowRoot.querySelectorAll("li")]
      .filter(card => !card.closest("details")).map(card => [
        card.querySelector(".words")?.textContent.slice(1, -1), card.querySelector(".question").textContent])""")
    return {(words, question) for words, question in cards if words}


def _of_review(review) -> set[tuple[str, str]]:
    shown = [finding for finding in review["findings"] if not finding["folded"] and finding["end"]]
    return {(NOTE[finding["start"] : finding["end"]], finding["message"]) for finding in shown}


@pytest.fixture(scope="module")
def asked_by_the_api(service):
    found = by_api(service.url)
    assert {"liaison", "LADO", "It was felt"} <= {words for words, _ in found}
    return found


def test_the_command_line_asks_what_the_api_asks(asked_by_the_api):
    assert by_command_line() == asked_by_the_api


def test_languagetool_clients_are_asked_the_same(asked_by_the_api, service):
    assert by_languagetool(service.url) == asked_by_the_api


def test_editors_are_asked_the_same(asked_by_the_api):
    pytest.importorskip("pygls", reason="pygls is not installed: pip install 'wellnoted[lsp]'")
    assert by_language_server() == asked_by_the_api


def test_the_plugin_asks_the_same(asked_by_the_api, open_page):
    assert by_plugin(open_page) == asked_by_the_api
