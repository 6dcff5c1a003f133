"""What the page shows, at which size and in which theme."""

from __future__ import annotations

import re

import pytest

from tests.web.page.looking import DESKTOP, PHONE, answer, figures, open_everything
from tests.web.seeing import selected

ROWS = ("reading-age", "voice", "seen-people", "plan-goals", "copied", "sign-off")
_SHIFTED = """() => new Promise(done => {
  new PerformanceObserver((list, observer) => {
    observer.disconnect();
    done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0));
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 500);
})"""


def test_the_sample_shows_every_part(page):
    assert "Tomasz Nowak, 8" in page.locator("#facts").inner_text()
    assert page.locator("wellnoted-findings li").count() > 3
    kinds = figures(page)
    assert all(
        kinds[name] for name in ("Fact", "Reported", "Opinion with a basis", "Opinion without a basis", "Plan")
    ), kinds
    assert answer(page, "reading-age") == "About age 12; the child is 8"
    assert answer(page, "voice") == "In their own words"
    assert answer(page, "seen-people").endswith("without a name")
    assert answer(page, "plan-goals") == "1 of 2 goals in this note"
    assert answer(page, "copied").startswith("20%")
    assert answer(page, "sign-off").endswith("to look at")
    assert not page.problems


def test_nothing_is_open_at_first_sight(page):
    assert page.locator("main details[open]").count() == 0


def test_a_copied_passage_stands_beside_the_earlier_note_with_what_differs_marked(page):
    page.locator("#copied summary").click()
    before, now = page.locator("#copied .side").all()
    assert before.locator("h5").inner_text() == "Home visit of 22 April 2025"
    assert before.locator("mark").all_inner_texts() == ["front", "three days"]
    assert now.locator("mark").all_inner_texts() == ["back", "the week"]
    assert page.locator("#copied .differences li").first.inner_text() == "“front” became “back”"


def test_the_sentences_that_cost_most_lead_back_to_the_draft(page):
    page.locator("#reading-age summary").click()
    quotation = page.locator("#reading-age .quotation")
    words = quotation.inner_text().strip("“”")
    quotation.click()
    assert selected(page) == words


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_no_violation(open_at, packages, size, scheme):
    page = open_at(size, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=packages / "axe-core" / "axe.min.js")
    for _ in range(2):  # folded, then open
        found = page.evaluate("axe.run(document)")["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        open_everything(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440])
def test_nothing_is_wider_than_the_screen(open_at, width):
    page = open_at((width, 800))
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_jumps_while_the_page_opens(open_at, size):
    assert open_at(size).evaluate(_SHIFTED) < 0.1  # what web.dev calls good


def test_screenshots_are_written(open_at, tmp_path):
    for name, size, scheme in (("desktop", DESKTOP, "light"), ("phone", PHONE, "light"), ("dark", DESKTOP, "dark")):
        page = open_at(size, color_scheme=scheme)
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        assert (tmp_path / f"{name}.png").stat().st_size > 20_000


def test_the_sample_prints_to_one_page(page):
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_what_is_printed_holds_the_note_its_questions_and_room_to_sign(page):
    page.emulate_media(media="print")
    words = page.locator("#printed").inner_text()
    for part in ("Home visit: sleep after the move", "it is quieter here", "Whose worry is this?", "Signed"):
        assert part in words
    assert not page.locator("main").is_visible()


def test_everything_can_be_reached_and_used_from_the_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the draft"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'draft'")
    page.locator("#reading-age summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert selected(page).startswith("Following liaison")
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.closest('[id]')?.id"))
    assert reached >= {"print", "new", "own", "details", "draft", "margin", "theme", *ROWS}


def test_the_focus_can_be_seen(page):
    for name in ("#print", "#details > summary", "#copied summary", "#draft"):
        page.keyboard.press("Tab")
        page.locator(name).focus()
        ring = page.locator(".sheet" if name == "#draft" else name)
        assert ring.evaluate("ring => getComputedStyle(ring).outlineStyle") == "solid", name


def test_nothing_moves_for_whoever_asked_for_less_motion(open_at):
    page = open_at(reduced_motion="reduce")
    moving = (
        "() => [...document.querySelectorAll('*')].flatMap(e => [getComputedStyle(e), getComputedStyle(e, '::after')])"
    )
    assert page.evaluate(f"({moving})().every(style => parseFloat(style.transitionDuration) === 0)")


def test_a_chosen_theme_is_there_before_anything_is_painted(page):
    page.get_by_label("Theme").select_option("dark")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.goto(page.url, wait_until="commit")
    page.wait_for_function("() => document.body")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
