"""The extension's own page and its keys: what it says, what it keeps, and from whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.doors.key_file import changing
from service.doors.keys import Scope, new_key
from tests.web.conftest import Service
from tests.web.extension.conftest import OURS, WORDS
from tests.web.seeing import wait_for


def visit(browser, address: str):
    page = browser.new_page()
    page.goto(address)
    return page


def test_the_popup_tells_whether_the_service_answers(browser, asked_service):
    popup = browser.popup
    popup.get_by_role("button", name="Test connection").click()
    popup.get_by_text("The service answers and reads what it is sent.").wait_for()
    asked_service.stop()
    popup.get_by_role("button", name="Test connection").click()
    popup.get_by_text("The service does not answer.").wait_for()
    asked_service.start()


def test_a_key_that_is_wanted_is_asked_for_and_kept_until_the_browser_closes(open_browser, site):
    browser = open_browser(authMode="key")
    popup = browser.popup
    popup.get_by_text("Almost ready: the service asks for a key.").wait_for()
    page = visit(browser, f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    page.get_by_text("Not read: The service asks for a key.").wait_for()
    popup.get_by_label("Your key").fill("wn_00000000_made-up")
    popup.get_by_role("button", name="Keep").click()
    popup.get_by_text("You have typed a key.").wait_for()
    assert popup.evaluate("chrome.storage.session.get()") == {"key": "wn_00000000_made-up"}
    assert "key" not in popup.evaluate("chrome.storage.local.get()")


def test_the_popup_says_in_plain_words_what_a_policy_has_wrong(open_browser, site):
    browser = open_browser(allowedOrigins=["https://cases.council.example/notes", site])
    popup = browser.popup
    popup.get_by_text("1 of allowedOrigins not written as an origin").wait_for()
    assert popup.locator("#sites").inner_text() == f"Read along on {site}"


def test_what_the_policy_says_of_every_note_is_sent_with_it(open_browser, site):
    page = visit(open_browser(profile={"record_type": "no such kind"}), f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    page.get_by_text("Not read:").wait_for()  # only with what was sent can the service find fault


def test_axe_finds_nothing_to_mend_in_the_popup_or_the_panel(browser, packages, site):
    script = (packages / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page = visit(browser, f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    wait_for(page, "manipulative")
    for each in (browser.popup, page):
        each.bring_to_front()
        each.context.new_cdp_session(each).send("Runtime.evaluate", {"expression": script})
        found = each.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        assert [(broken["id"], broken["nodes"][0]["html"]) for broken in found["violations"]] == []


@pytest.fixture
def keyed_service(tmp_path, monkeypatch) -> Iterator[tuple[Service, str]]:
    """A service that wants a key of everybody and lists no origin, and a key for it."""
    monkeypatch.setenv("WELLNOTED_KEYS_FILE", str(tmp_path / "keys.json"))
    monkeypatch.setenv("WELLNOTED_LOOPBACK_NEEDS_KEY", "true")
    made, secret = new_key("a test", frozenset({Scope.CHECK}), 1)
    with changing(tmp_path / "keys.json") as keys:
        keys[made.id] = made
    running = Service("https://nobody.example")
    running.start()
    yield running, secret
    running.stop()


def test_with_the_policys_key_it_passes_and_with_another_it_says_so(open_browser, keyed_service, site):
    service, secret = keyed_service
    browser = open_browser(serverUrl=service.url, authMode="key", key=secret)
    page = visit(browser, f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    wait_for(page, "manipulative")
    browser.popup.get_by_text("A key came with your computer.").wait_for()
    browser.close()

    browser = open_browser(serverUrl=service.url, authMode="key", key="wn_00000000_made-up")
    browser.popup.get_by_role("button", name="Test connection").click()
    browser.popup.locator("#tested").get_by_text("turns this browser away: it does not know the key").wait_for()


def test_a_script_in_a_page_sees_no_key_and_can_ask_for_reviews_alone(open_browser, site):
    """What a page could do if it broke into the script that reads along."""
    page = visit(open_browser(authMode="key", key="wn_00000000_made-up"), f"{site}/case.html")
    inside = world_of_the_script(page)
    for area in ("managed", "session"):
        assert inside(f"chrome.storage.{area}.get().then(found => JSON.stringify(found), () => 'kept')") == "kept"
    for said in ('{say: "state"}', '{say: "keep_key", key: "mine"}', '{say: "constructor"}', "null"):
        assert inside(f"chrome.runtime.sendMessage({said})") is None
    for method, path in [("GET", "/v1/history/a"), ("DELETE", "/v1/analyse"), ("POST", "//other.example/v1/analyse")]:
        answer = inside(f"""new Promise(done => {{
          const port = chrome.runtime.connect({{name: "ask"}});
          port.onMessage.addListener(({{answer}}) => done(answer.body.detail));
          port.postMessage({{method: "{method}", path: "{path}"}});
        }})""")
        assert answer == "This is not asked of the service."


def world_of_the_script(page):
    """Return what evaluates an expression beside the extension's script in a page."""
    session = page.context.new_cdp_session(page)
    worlds = []
    session.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
    session.send("Runtime.enable")
    world = next(each["id"] for each in worlds if each["origin"] == OURS)

    def evaluate(expression: str):
        given = {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True}
        return session.send("Runtime.evaluate", given)["result"].get("value")

    return evaluate
