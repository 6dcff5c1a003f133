"""Underlines in a real browser: at the right words, whatever the field and the page do."""

from __future__ import annotations

import pytest

from tests.web.seeing import (
    CARD,
    NOTE,
    assert_in_place,
    card,
    kinds,
    underlines,
    wait_for,
    wait_without,
    words_in_textarea,
    write,
)


def test_words_typed_in_a_textarea_are_underlined_by_kind(textarea):
    textarea.locator("#draft").type("Mum is manipulative. Following liaison with school he is well. ")
    wait_for(textarea, "manipulative")
    assert kinds(textarea)["manipulative"] == "ask"
    assert kinds(textarea)["liaison"] == "consider"
    assert not textarea.problems


def test_an_underline_lies_at_its_words_after_an_emoji_a_scroll_and_a_resize(textarea):
    write(textarea, NOTE + "\n" + "He went to school that day. 🏫🚌 " * 60 + "\nDad is resistant to support.")
    wait_for(textarea, "resistant to support")
    for words in ("manipulative", "liaison", "resistant to support"):
        assert_in_place(textarea, words)
    textarea.evaluate("draft.scrollTop = 40")
    textarea.evaluate("() => new Promise(requestAnimationFrame)")
    assert_in_place(textarea, "manipulative")
    textarea.evaluate("draft.style.width = '317.4px'")
    textarea.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    for words in ("manipulative", "liaison", "resistant to support"):
        assert_in_place(textarea, words)


@pytest.mark.parametrize(
    "looks",
    [
        "font: 22px/1.35 monospace; tab-size: 3",
        "word-spacing: 7px; letter-spacing: 1.5px; text-indent: 40px",
        "text-align: justify; padding: 3px 21px 9px 5.5px",
        "text-align: center; text-transform: uppercase",
        "direction: rtl",
        "font-variant: small-caps; font-stretch: condensed; font-weight: 700; font-style: italic",
        "box-sizing: border-box; width: 77.7%; border: 7.3px solid",
        "zoom: 1.37",
        "transform: scale(1.25) translate(9px, 30px)",
        "white-space: pre; overflow: auto",
        "line-height: 31.4px; overflow: scroll",
        "display: block; margin: 40px 0 0 70px; position: relative; left: 13px",
        "writing-mode: vertical-rl",
    ],
)
def test_an_underline_lies_at_its_words_whatever_the_field_looks_like(textarea, looks):
    textarea.locator("#draft").evaluate("(draft, looks) => draft.setAttribute('style', looks)", looks)
    write(textarea, "\tTom was seen.\n" + NOTE + " Dad rang at 4\tpm." * 12 + "\n\nDad is resistant to support.")
    wait_for(textarea, "resistant to support")
    for words in ("manipulative", "liaison", "resistant to support"):
        assert_in_place(textarea, words)


@pytest.mark.parametrize("name", ["textarea.html", "editable.html"])
def test_an_underline_is_painted(open_page, name):
    page = open_page(name)
    write(page)
    page.locator("h1").click()
    box = underlines(page)["manipulative"][0]
    clip = box | {"height": box["height"] + 4}
    painted = page.screenshot(clip=clip)
    page.evaluate("CSS.highlights.clear()")
    assert page.screenshot(clip=clip) != painted


def test_an_underline_far_down_a_long_note_lies_at_its_words(textarea):
    lines = "".join(f"Line {line}: he was seen at school and he ate his lunch there.\n" for line in range(400))
    write(textarea, f"{NOTE}\n{lines}Dad is resistant to support.")
    wait_for(textarea, "resistant to support")
    assert_in_place(textarea, "resistant to support")
    drawn = underlines(textarea)["resistant to support"][0]
    assert abs(drawn["y"] - words_in_textarea(textarea, "#draft", "resistant to support")[0]["y"]) < 0.1


def test_an_underline_stays_at_its_words_when_lines_are_split_joined_and_taken_out(textarea):
    lines = [f"Line {line}: he was seen." for line in range(9)]
    write(textarea, "\n".join([*lines, NOTE, *lines]))
    field = textarea.locator("#draft")
    for keys in ("Control+Home", "Enter", "Enter", "Delete", "Delete", "Shift+ArrowDown", "Delete", "a", "ArrowUp"):
        field.press(keys)
        textarea.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert_in_place(textarea, "manipulative")
    wait_for(textarea, "liaison")
    assert_in_place(textarea, "liaison")


def test_an_underline_follows_a_field_whose_page_moves_and_grows(textarea):
    write(textarea)
    textarea.evaluate("""() => {
      const box = document.querySelector(".form");
      Object.assign(box.style, { height: "120px", overflow: "auto", zoom: "1.1" });
      box.prepend(Object.assign(document.createElement("p"), { textContent: "New words above the field. ".repeat(9) }));
      box.scrollTop = 90;
    }""")
    textarea.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert_in_place(textarea, "manipulative")


def test_underlines_move_with_the_words_while_somebody_types(textarea):
    write(textarea)
    textarea.evaluate("draft.setSelectionRange(0, 0)")
    textarea.locator("#draft").press_sequentially("Seen 😀 ")
    textarea.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert_in_place(textarea, "manipulative")
    wait_for(textarea, "manipulative")
    assert_in_place(textarea, "manipulative")


def test_a_finding_is_dropped_when_its_words_are_touched_and_dimmed_when_its_line_is(textarea):
    write(textarea)
    textarea.context.set_offline(offline=True)
    place = NOTE.index("manipulative") + 5  # units: an emoji stands before
    textarea.evaluate("place => draft.setSelectionRange(place, place)", place)
    textarea.keyboard.press("x")
    wait_without(textarea, "manipulative")
    wait_without(textarea, "manixpulative")
    assert kinds(textarea)["liaison"] == "stale_consider"
    assert card(textarea, "liaison").get_attribute("data-stale") is not None


def test_an_editable_element_is_underlined_and_its_nodes_are_left_alone(editable):
    draft = editable.locator("#draft")
    nodes = (
        "<p>Tom 😀 was <b>seen</b>.</p><ul><li>Mum is <i>mani</i>pulative.</li><li>Following liaison he is well.<br>x"
    )
    draft.evaluate("(draft, nodes) => { draft.innerHTML = nodes; }", nodes)
    before = draft.evaluate("draft => draft.outerHTML")
    wait_for(editable, "manipulative")
    assert {"manipulative", "liaison"} <= underlines(editable).keys()
    assert draft.evaluate("draft => draft.outerHTML") == before
    assert not editable.problems


def test_a_frame_of_the_same_origin_is_read(open_page):
    page = open_page("frame.html")
    page.wait_for_function("() => globalThis.attached")
    frame = page.frame_locator("#frame")
    frame.locator("body").click()
    page.keyboard.type("Mum is manipulative. He was seen at school today. ")
    page.wait_for_selector(f"{CARD}:has-text('manipulative')")
    assert "manipulative" in underlines(page)
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    selected = page.frames[1].evaluate("getSelection().toString()")
    assert selected in underlines(page)


def test_detach_leaves_nothing_behind(textarea):
    before = textarea.evaluate("fetch('/test/textarea.html').then(page => page.text())")
    write(textarea)
    textarea.evaluate("attached.detach()")
    assert textarea.evaluate("CSS.highlights.size") == 0
    assert textarea.locator("wellnoted-marks, wellnoted-findings, link[href*=plugin]").count() == 0
    nodes = "document.querySelectorAll('*').length"
    made = f"new DOMParser().parseFromString({before!r}, 'text/html').querySelectorAll('*').length"
    assert textarea.evaluate(nodes) == textarea.evaluate(made)
    asked = []
    textarea.on("request", lambda request: asked.append(request.url))
    textarea.locator("#draft").press_sequentially("More. ")
    textarea.wait_for_timeout(900)
    assert asked == []
