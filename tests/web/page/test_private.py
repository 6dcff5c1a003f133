"""Words stay words, and stay here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.web.conftest import Service
from tests.web.page.looking import OWN, PASTED, open_everything, wait_for_answer, wait_until_read
from tests.web.seeing import wait_for

WEB = Path(__file__).parents[3] / "service" / "doors" / "web"
_BROKEN_OUT = """() => ({
  scripts: document.scripts.length,
  markup: document.querySelectorAll("body b:not(.badge), body img, body iframe").length,
  called: "called" in window,
})"""


HOSTILE = (
    "</script><script>window.called = 1</script><b>bold</b> <img src=x onerror='window.called = 1'> said \u202e abc. "
    "Mum is manipulative &amp; </textarea>. "
)


def test_nothing_leaves_the_page_but_to_its_service_and_nothing_of_a_note_stays(own, service):
    own.locator("#draft").fill(OWN)
    own.get_by_role("switch", name="Show beside the draft").uncheck()
    own.get_by_label("Theme").select_option("dark")
    wait_for(own, "manipulative")
    assert {url.split("/")[2] for url in own.asked} == {service.url.split("/")[2]}
    kept = own.evaluate("({...localStorage})")
    assert kept == {"wellnoted.theme": "dark", "wellnoted.margin": "off", "wellnoted.sample": "seen"}
    assert own.evaluate("sessionStorage.length") == 0
    assert own.context.cookies() == []
    assert not own.problems


def test_hostile_words_are_shown_as_words_everywhere(own):
    before = own.evaluate(_BROKEN_OUT)
    own.locator("#details > summary").click()
    for label in ("Name", "Title", "Written by"):
        own.get_by_label(label, exact=True).fill(HOSTILE)
    own.get_by_label("People, one a line").fill(f"{HOSTILE}, {HOSTILE}")
    own.get_by_label("Goals of the plan").fill("<b>sleeps</b> well</script>")
    own.get_by_role("button", name="Paste an earlier note").click()
    own.keyboard.insert_text(f"{HOSTILE * 3}{PASTED}")
    own.locator("#draft").fill(f"{HOSTILE * 3}{PASTED}")
    wait_for_answer(own, "copied", "stands in an earlier note")
    open_everything(own)
    assert "<script>window.called = 1</script>" in own.locator("#each").inner_text()
    assert "[U+202E]" in own.locator("#copied").inner_text()
    assert own.evaluate(_BROKEN_OUT) == before
    assert not own.problems


def test_a_word_of_a_megabyte_leaves_the_page_usable(own):
    own.locator("#draft").evaluate(
        "draft => { draft.value = 'a'.repeat(1e6); draft.dispatchEvent(new Event('input')); }"
    )
    own.locator("wellnoted-findings .sign", has_text="Not read").wait_for()
    own.locator("#draft").fill(OWN)
    wait_for(own, "manipulative")


def test_a_guarded_service_is_given_its_key_and_the_key_is_not_kept(open_at, other_origin, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLNOTED_KEYS_FILE", str(tmp_path / "keys.json"))
    monkeypatch.setenv("WELLNOTED_LOOPBACK_NEEDS_KEY", "true")
    secret = new_key()
    guarded = Service(other_origin)
    guarded.start()
    try:
        page = open_at(url=guarded.url, is_read=False)
        field = page.get_by_label("This service asks for a key")
        field.fill(secret)
        page.keyboard.press("Enter")
        wait_until_read(page)
        assert not field.is_visible()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    finally:
        guarded.stop()


def new_key() -> str:
    """Make a key with the program itself and return its secret."""
    said = subprocess.run(
        [sys.executable, "-m", "service", "key", "new", "the page"], capture_output=True, text=True, check=True
    ).stdout
    return re.search(r"wn_\S+", said)[0]


def test_nothing_in_the_page_makes_markup_of_text_or_needs_a_looser_content_policy():
    code = "\n".join(path.read_text() for path in (WEB / "page.js", *(WEB / "page").glob("*.js")))
    for refused in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "cssText",
    ):
        assert refused not in code
    assert not re.search(r"\sstyle=|\son\w+=|<script>|<style", (WEB / "index.html").read_text())
