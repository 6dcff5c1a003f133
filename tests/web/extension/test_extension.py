"""The extension in a real browser, on sites of other origins: what is read along, what is seen, what is left alone."""

from __future__ import annotations

import pytest

from tests.web.extension.conftest import WORDS, serve_site
from tests.web.seeing import card, kinds, underlines, wait_for, wait_without


def visit(browser, address: str):
    page = browser.new_page()
    page.goto(address)
    return page


def test_a_textarea_of_another_site_is_read_along(browser, site):
    page = visit(browser, f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    wait_for(page, "manipulative")
    assert kinds(page).items() >= {"manipulative": "ask", "liaison": "consider"}.items()


@pytest.mark.usefixtures("rich_editor")
def test_a_rich_editor_is_read_along_and_its_page_left_as_it_is(browser, site, elsewhere):
    page, untouched = visit(browser, f"{site}/rich.html"), visit(browser, f"{elsewhere}/rich.html")
    for each in (page, untouched):
        each.locator(".ProseMirror").click()
        each.keyboard.type(WORDS)
    page.bring_to_front()
    wait_for(page, "liaison")
    assert {"manipulative", "liaison"} <= set(underlines(page))
    assert page.inner_text(".ProseMirror") == WORDS
    assert page.evaluate("document.body.outerHTML") == untouched.evaluate("document.body.outerHTML")


@pytest.mark.usefixtures("rich_editor")
def test_words_put_in_are_the_editors_own(browser, site):
    page = visit(browser, f"{site}/rich.html")
    page.locator(".ProseMirror").click()
    page.keyboard.type(WORDS)
    card(page, "liaison").locator(".use").click()
    wait_without(page, "liaison")
    assert "Following talks with school" in page.evaluate("editor.state.doc.textContent")
    page.locator(".ProseMirror").press("Control+z")
    assert page.evaluate("editor.state.doc.textContent") == WORDS


def test_a_form_keeps_its_fields_and_its_values(browser, site):
    page = visit(browser, f"{site}/case.html")
    before = page.evaluate("document.body.outerHTML")
    page.locator("#draft").type(WORDS)
    wait_for(page, "manipulative")
    after = """() => {
      const copy = document.body.cloneNode(true);
      copy.querySelectorAll("wellnoted-marks").forEach(marks => marks.remove());
      return copy.outerHTML;
    }"""
    assert page.evaluate(after) == before
    assert page.evaluate("document.querySelectorAll('wellnoted-marks').length") == 1
    assert page.evaluate("[...new FormData(document.forms[0]).keys(), document.forms[0].elements.length].join()") == "3"


def test_nothing_is_fetched_and_nothing_refused_in_the_name_of_the_page(browser, site, asked_service):
    page = browser.new_page()
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    wait_for(page, "manipulative")
    assert not [address for address in asked if address.startswith(asked_service.url)]
    assert not refused


def test_a_site_that_is_not_listed_is_left_alone(browser, site, elsewhere):
    page = visit(browser, f"{elsewhere}/case.html")
    page.locator("#draft").type(WORDS)
    before = page.content()
    listed = visit(browser, f"{site}/case.html")  # by the time that this one is read, the other would be
    listed.locator("#draft").type(WORDS)
    wait_for(listed, "manipulative")
    assert page.content() == before
    assert not underlines(page)
    assert "wellnoted" not in before.replace('data-wellnoted="off"', "")


def test_another_port_is_another_site(open_browser, elsewhere):
    browser = open_browser(allowedOrigins=[elsewhere])
    other = serve_site()
    page = visit(browser, f"http://elsewhere.localhost:{other.server_port}/case.html")
    page.locator("#draft").type(WORDS)
    listed = visit(browser, f"{elsewhere}/case.html")
    listed.locator("#draft").type(WORDS)
    wait_for(listed, "manipulative")
    assert not underlines(page)
    other.shutdown()


def test_a_field_is_read_once_somebody_writes_in_it(browser, site):
    page = visit(browser, f"{site}/case.html")
    assert page.locator("wellnoted-panel").count() == 0
    page.locator("#other").fill(WORDS)
    wait_for(page, "manipulative")
    page.locator("#draft").click()
    wait_without(page, "manipulative")
    page.locator("#address").fill(WORDS)
    page.locator("#draft").fill("Following liaison he is well.")
    wait_for(page, "liaison")
    assert page.locator("wellnoted-panel").count() == 1


def test_a_frame_of_the_same_site_shows_its_questions_in_the_page(browser, site):
    page = visit(browser, f"{site}/framed.html")
    page.frame_locator("#frame").locator("#draft").type(WORDS)
    card(page, "manipulative").wait_for()
    assert {"manipulative", "liaison"} <= set(underlines(page))


def test_an_editor_that_a_script_made_in_an_empty_frame_is_read_along(browser, site):
    page = visit(browser, f"{site}/editor_frame.html")
    page.frame_locator("#frame").locator("body").click()
    page.keyboard.type(WORDS)
    card(page, "manipulative").wait_for()
    assert {"manipulative", "liaison"} <= set(underlines(page))
    assert page.frame_locator("#frame").locator("body").inner_html() == WORDS


def test_in_an_open_dialog_the_questions_can_be_reached(browser, site):
    page = visit(browser, f"{site}/dialog.html")
    page.locator("#draft").type(WORDS)
    card(page, "liaison").locator(".use").click()
    wait_without(page, "liaison")
    assert "Following talks with school" in page.locator("#draft").input_value()


def test_keys_walk_to_the_questions_and_open_a_hidden_list(browser, site):
    page = visit(browser, f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    wait_for(page, "liaison")
    page.get_by_role("button", name="Hide questions").click()
    page.locator("#draft").press("Control+Home")
    page.keyboard.press("F8")
    assert page.locator("wellnoted-findings .go:focus .words").inner_text() == "“manipulative”"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "draft"


def test_the_site_is_switched_off_in_the_page_and_on_again_in_the_popup(browser, site):
    page = visit(browser, f"{site}/case.html")
    page.locator("#draft").type(WORDS)
    wait_for(page, "manipulative")
    page.get_by_role("button", name="Switch off on this site").click()
    wait_without(page, "manipulative")
    page.locator("wellnoted-panel").wait_for(state="detached")
    assert page.locator("wellnoted-marks").count() == 0

    later = visit(browser, f"{site}/case.html")
    later.locator("#draft").type(WORDS)
    popup = browser.popup
    popup.reload()
    popup.get_by_text("Off: you have switched it off on every site.").wait_for()
    switch = popup.get_by_role("checkbox", name=f"Read along on {site}")
    assert not switch.is_checked()
    assert not underlines(later)

    switch.check()
    popup.get_by_text("On: it reads along where you write, on 1 site.").wait_for()
    later.bring_to_front()
    later.locator("#other").click()
    later.locator("#draft").click()
    wait_for(later, "manipulative")
