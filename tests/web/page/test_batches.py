"""Many notes: an export sent from the page, its progress, its report, and what is left when it is deleted."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.web.conftest import Service
from tests.web.page.looking import DESKTOP, PHONE

pytest.importorskip("pyarrow", reason="pyarrow is in the extra batch")

NAME = "Kestrel family.csv"
ROWS = "".join(
    f"c{number % 2},n{number},2025-03-{number + 1:02},home visit,Mum is manipulative. Tom said he likes his room.\n"
    for number in range(8)
)
EXPORT = {
    "name": NAME,
    "mimeType": "text/csv",
    "buffer": f"child_id,note_id,written_on,record_type,text\n{ROWS}".encode(),
}
DONE_MS = 90_000


@pytest.fixture(scope="module")
def serving(tmp_path_factory, other_origin):
    """A service with batches of its own."""
    folder = tmp_path_factory.mktemp("batches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELLNOTED_BATCH_DATA", str(folder))
        patch.setenv("WELLNOTED_KEYS_FILE", str(folder / "keys.json"))
        running = Service(other_origin)
        running.start()
    yield running
    running.stop()


@pytest.fixture
def many(open_at, serving):
    return open_many(open_at, serving.url)


def open_many(open_at, url: str, size=DESKTOP, **options):
    page = open_at(size, url=f"{url}/#many", **options)
    page.wait_for_function("() => document.querySelector('#many').offsetHeight")
    return page


def send(page, **more: bool) -> None:
    page.get_by_label("File", exact=True).set_input_files(EXPORT)
    for label, is_on in more.items():
        page.get_by_label(label.replace("_", " ")).set_checked(is_on)
    page.get_by_role("button", name="Review it").click()
    page.locator("#many-list li", has_text=NAME).wait_for()


def wait_until_done(page):
    card = page.locator("#many-list li").first
    card.get_by_role("link", name="Open the report").wait_for(timeout=DONE_MS)
    return card


def test_an_export_is_sent_and_followed_until_its_report_is_read_and_then_deleted(many, serving):
    send(many)
    assert "The file is there" in many.locator("#many-said").inner_text()
    many.locator("#many-list progress").wait_for(timeout=DONE_MS)
    card = wait_until_done(many)
    assert card.locator(".state").inner_text() == "Done"
    assert "Reviewed 8 notes of 8 rows" in card.inner_text()
    many.wait_for_function(
        "() => document.querySelector('#many-said').textContent.endsWith('Done: the report is there.')"
    )
    with many.context.expect_page() as opened:
        card.get_by_role("link", name="Open the report").click()
    report = opened.value
    report.get_by_role("heading", name="What 8 notes show together").wait_for()
    assert report.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # its style is let through
    assert "manipulative" not in report.locator("body").inner_text()
    report.close()
    card.get_by_role("button", name=re.compile("^Delete")).click()
    many.get_by_role("button", name="Keep it").click()
    assert many.locator("#many-list li").count() == 1
    card.get_by_role("button", name=re.compile("^Delete")).click()
    many.get_by_role("button", name="Delete it").click()
    many.locator("#many-none").wait_for()
    assert many.locator("#many-list li").count() == 0
    assert {url.split("/")[2] for url in many.asked} == {serving.url.split("/")[2]}
    assert not [url for url in many.asked if "Kestrel" in url]  # a file's name may be a family's
    assert many.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage)).join()") == ""
    assert not many.problems


def test_the_notes_are_quoted_only_if_that_is_asked_for(many):
    assert not many.get_by_label("Quote the notes").is_checked()
    send(many, Quote_the_notes=True)
    assert "its tables quote the notes" in many.locator("#many-list li").first.inner_text().lower()
    many.locator("#many-list li").first.get_by_role("button", name=re.compile("^Delete")).click()
    many.get_by_role("button", name="Delete it").click()
    many.locator("#many-none").wait_for()


def test_what_cannot_be_read_is_said_before_it_is_sent_and_after(many):
    many.get_by_label("File", exact=True).set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x"}
    )
    many.get_by_role("button", name="Review it").click()
    assert "save it as CSV" in many.locator("#many-said").inner_text()
    assert not [url for url in many.asked if url.endswith("generic")]
    many.get_by_label("File", exact=True).set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    )
    many.get_by_role("button", name="Review it").click()
    card = many.locator("#many-list li", has_text="Not reviewed")
    card.wait_for(timeout=DONE_MS)
    assert "does not fit" in card.inner_text()
    card.get_by_role("button", name=re.compile("^Delete")).click()
    many.get_by_role("button", name="Delete it").click()
    many.locator("#many-none").wait_for()


def test_both_views_have_addresses_and_back_leads_back(open_at, serving):
    page = open_at(url=serving.url)
    assert page.locator("#draft").is_visible()
    assert not page.locator("#many").is_visible()
    page.get_by_role("link", name="Many notes").click()
    page.locator("#many").wait_for()
    assert not page.locator("#draft").is_visible()
    assert page.get_by_role("link", name="Many notes").get_attribute("aria-current") == "page"
    assert page.get_by_role("link", name="One note").get_attribute("aria-current") is None
    page.go_back()
    page.locator("#draft").wait_for()
    page.reload()
    page.locator("#draft").wait_for()
    page.go_forward()
    page.reload()
    page.locator("#many").wait_for()


def test_the_keyboard_leads_through_it(many):
    many.keyboard.press("Tab")
    assert many.evaluate("document.activeElement.id") == "many-file"  # the address leads there
    many.get_by_role("link", name="Skip to the file").focus()
    many.keyboard.press("Enter")
    assert many.locator("#many").is_visible()
    reached = {"many-file"}
    for _ in range(30):
        many.keyboard.press("Tab")
        reached.add(many.evaluate("document.activeElement.id"))
    assert reached >= {
        "to-one",
        "to-many",
        "many-file",
        "many-mapping",
        "many-sheet",
        "many-text",
        "many-refused",
        "many-send",
    }
    assert not reached & {"draft", "print", "new"}


@pytest.fixture(scope="module")
def finished(serving, chromium):
    """One batch that is done, and stays."""
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{serving.url}/#many")
    send(page)
    wait_until_done(page)
    context.close()


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_no_violation(open_at, packages, serving, size, scheme):
    page = open_many(open_at, serving.url, size, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=packages / "axe-core" / "axe.min.js")
    wait_until_done(page)
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("^Delete")).first.click()
    assert violations(page) == []


def violations(page) -> list[tuple[str, list[str]]]:
    found = page.evaluate("axe.run(document)")["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440])
def test_nothing_is_wider_than_the_screen(open_at, serving, width, tmp_path):
    page = open_many(open_at, serving.url, (width, 800))
    wait_until_done(page)
    page.screenshot(path=tmp_path / f"{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.problems


def test_a_guarded_service_is_given_its_key_and_its_report_is_saved(open_at, other_origin, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLNOTED_BATCH_DATA", str(tmp_path / "batches"))
    monkeypatch.setenv("WELLNOTED_KEYS_FILE", str(tmp_path / "keys.json"))
    monkeypatch.setenv("WELLNOTED_LOOPBACK_NEEDS_KEY", "true")
    secret = new_key()
    guarded = Service(other_origin)
    guarded.start()
    try:
        page = open_many(open_at, guarded.url, is_read=False)
        page.get_by_label("This service asks for a key").fill(secret)
        page.keyboard.press("Enter")
        page.get_by_label("This service asks for a key").wait_for(state="hidden")
        send(page)
        card = wait_until_done(page)
        with page.expect_download() as saved:
            card.get_by_role("link", name="Open the report").click()
        assert saved.value.suggested_filename == "wellnoted-report.html"
        assert "What 8 notes show together" in saved.value.path().read_text()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    finally:
        guarded.stop()


def new_key() -> str:
    """Make a key with the program itself and return its secret."""
    said = subprocess.run(
        [sys.executable, "-m", "service", "key", "new", "the page", "--scope", "check", "--scope", "batch"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return re.search(r"wn_\S+", said)[0]
