"""The kinds of sentence beside the draft."""

from __future__ import annotations

import pytest

from tests.web.page.looking import DESKTOP, PHONE, wait_until_read
from tests.web.seeing import words_in_textarea

_LETTERS = """() => Array.from(document.querySelectorAll(".copied-text .badge"), badge => {
  const { left, top, width, height } = badge.getBoundingClientRect();
  return { letter: badge.textContent, x: left + width / 2, y: top + height / 2 };
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_letter_stands_beside_the_line_its_sentence_begins_in(open_at, size):
    page = open_at(size)

    def assert_beside(letter: str, words: str) -> None:
        line = words_in_textarea(page, "#draft", words)[0]
        near = [at for at in page.evaluate(_LETTERS) if abs(at["y"] - line["y"] - line["height"] / 2) < 4]
        assert letter in [at["letter"] for at in near], near
        assert all(at["x"] < line["x"] for at in near)

    for letter, words in (("F", "Home visit on"), ("R", "Ms Ewa"), ("O?", "Mum has"), ("P", "I will ring")):
        assert_beside(letter, words)
    page.locator("#draft").evaluate("draft => draft.scrollTop = 90")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert_beside("O?", "Mum has")
    page.set_viewport_size({"width": size[0] - 37, "height": size[1]})
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert_beside("P", "I will ring")


def test_letters_move_with_their_words_before_the_note_is_read_again(page):
    page.route("**/v1/analyse", lambda route: route.abort())
    page.locator("#draft").evaluate("draft => { draft.focus(); draft.setSelectionRange(0, 0); }")
    page.keyboard.insert_text("Two more lines 😀\nstand above now.\n")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    line = words_in_textarea(page, "#draft", "Mum has")[0]
    near = [at["letter"] for at in page.evaluate(_LETTERS) if abs(at["y"] - line["y"] - line["height"] / 2) < 4]
    assert near == ["O?"]


def test_the_margin_can_be_put_away_and_stays_away(page):
    margin = page.locator("#copy")
    switch = page.get_by_role("switch", name="Show beside the draft")
    assert margin.is_visible()
    switch.uncheck()
    assert not margin.is_visible()
    page.reload()
    wait_until_read(page)
    assert not margin.is_visible()
    assert not switch.is_checked()
