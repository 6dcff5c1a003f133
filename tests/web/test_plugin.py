"""The plugin in a real browser beside a real service: what a writer sees and does."""

from __future__ import annotations

import pytest

from tests.web.seeing import CARD, NOTE, card, focused_words, selected, underlines, wait_for, wait_without, write


def test_an_editable_element_takes_plain_words_and_its_undo_takes_them_out(editable):
    editable.locator("#draft").click()
    editable.keyboard.press("Control+a")
    editable.keyboard.type("He 😀 slept.\nFollowing liaison with school he is well. He ate. ")
    wait_for(editable, "liaison")
    editable.keyboard.press("Control+Home")
    editable.keyboard.type("Seen: ")
    wait_for(editable, "liaison")
    card(editable, "liaison").get_by_role("button", name="Use").click()
    editable.locator("#draft", has_text="Following talks with school").wait_for()
    wait_without(editable, "liaison")
    editable.keyboard.press("Control+z")
    editable.locator("#draft", has_text="Following liaison with school").wait_for()
    wait_for(editable, "liaison")


@pytest.mark.usefixtures("rich_editor")
def test_a_rich_editor_is_underlined_while_typing_and_takes_plain_words_with_undo(open_page):
    page = open_page("prosemirror.html")
    page.locator(".ProseMirror").click()
    page.keyboard.type("Mum is manipulative.\nFollowing liaison with school 😀 he is well. He slept.")
    wait_for(page, "liaison")
    before = page.locator(".ProseMirror").evaluate("editor => editor.outerHTML")
    assert "wellnoted" not in before
    card(page, "liaison").get_by_role("button", name="Use").click()
    page.wait_for_function("() => editor.state.doc.textContent.includes('Following talks with school')")
    wait_without(page, "liaison")
    wait_for(page, "manipulative")
    page.keyboard.press("Control+z")
    page.wait_for_function("() => editor.state.doc.textContent.includes('Following liaison with school')")
    wait_for(page, "liaison")
    assert not page.problems


def test_all_questions_can_be_walked_through_by_keyboard(textarea):
    write(textarea)
    textarea.locator("#draft").focus()
    textarea.evaluate("draft.setSelectionRange(0, 0)")
    walked = []
    for _ in range(textarea.evaluate("attached.findings.length")):
        textarea.keyboard.press("F8")
        walked.append(focused_words(textarea))
    assert walked == textarea.evaluate("attached.findings.map(item => item.words)")
    while focused_words(textarea) != "manipulative":
        textarea.keyboard.press("Shift+F8")
    textarea.keyboard.press("Enter")
    assert selected(textarea) == "manipulative"
    textarea.keyboard.press("F8")
    assert focused_words(textarea)
    textarea.keyboard.press("Escape")
    assert selected(textarea) == "manipulative"


def test_the_caret_of_an_editable_element_is_kept_for_the_way_back(editable):
    editable.locator("#draft").click()
    editable.keyboard.press("Control+a")
    editable.keyboard.type("Mum is manipulative. He was seen at school. Dad rang at 4.")
    wait_for(editable, "manipulative")
    for _ in range(3):
        editable.keyboard.press("ArrowLeft")
    editable.keyboard.press("F8")
    assert editable.evaluate("document.activeElement.id") != "draft"
    editable.keyboard.press("Escape")
    editable.keyboard.type("!")
    assert editable.locator("#draft").inner_text().endswith("at! 4.")


def test_plain_words_can_be_put_in_by_keyboard_and_taken_out_again(textarea):
    write(textarea)
    heard = textarea.evaluate_handle("""() => {
      const kinds = [];
      draft.addEventListener("input", event => kinds.push(event.inputType));
      return kinds;
    }""")
    card(textarea, "liaison").locator(".go").focus()
    textarea.keyboard.press("Tab")
    textarea.keyboard.press("Enter")
    assert "Following talks with school" in textarea.locator("#draft").input_value()
    assert textarea.evaluate("document.activeElement.id") == "draft"
    assert heard.json_value() == ["insertText"]
    wait_without(textarea, "liaison")
    textarea.keyboard.press("Control+z")
    assert textarea.locator("#draft").input_value() == NOTE
    wait_for(textarea, "liaison")


def test_words_being_written_are_left_in_peace_for_two_seconds(textarea):
    textarea.clock.install()
    textarea.clock.pause_at(textarea.evaluate("Date.now() + 1000"))
    textarea.locator("#draft").press_sequentially("Dad is resistant to support. Mum is manipulative")
    with textarea.expect_response("**/v1/analyse"):
        textarea.clock.run_for(600)
    textarea.wait_for_function("() => CSS.highlights.size")
    assert "resistant to support" in underlines(textarea)
    assert "manipulative" not in underlines(textarea)
    textarea.clock.run_for(2000)
    assert "manipulative" in underlines(textarea)


def test_fine_here_is_kept_while_the_sentence_stays_and_no_longer(textarea):
    write(textarea)
    card(textarea, "manipulative").get_by_role("button", name="Fine here").click()
    wait_without(textarea, "manipulative")
    textarea.locator("#draft").press("Control+End")
    textarea.keyboard.type(" Dad is resistant to support. He slept.")
    wait_for(textarea, "resistant to support")
    assert "manipulative" not in underlines(textarea)
    textarea.locator("#draft").fill(textarea.locator("#draft").input_value().replace("Mum is", "His mum is"))
    wait_for(textarea, "manipulative")
    assert textarea.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_what_was_called_fine_can_be_shown_again(textarea):
    write(textarea)
    card(textarea, "manipulative").get_by_role("button", name="Fine here").click()
    wait_without(textarea, "manipulative")
    assert textarea.evaluate("document.activeElement.tagName") == "WELLNOTED-FINDINGS"
    textarea.get_by_role("button", name="Show 1 called fine here").click()
    wait_for(textarea, "manipulative")


def test_a_card_says_why_and_on_what_ground(textarea):
    write(textarea)
    liaison = card(textarea, "liaison")
    liaison.locator("summary").click()
    liaison.locator(".about", has_text="children and families read").wait_for()
    assert "BASW" in liaison.inner_text()


def test_a_click_on_underlined_words_points_at_their_card_and_does_not_scroll_the_page(textarea):
    write(textarea)
    place = underlines(textarea)["manipulative"][0]
    textarea.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    assert "manipulative" in textarea.locator(f"{CARD}[data-current]").inner_text()
    assert textarea.evaluate("scrollY") == 0


def test_the_list_passes_axe(textarea, packages):
    write(textarea)
    textarea.locator(f"{CARD} summary").first.click()
    textarea.evaluate((packages / "axe-core" / "axe.min.js").read_text())
    for scheme in ("light", "dark"):
        textarea.evaluate("scheme => document.documentElement.style.colorScheme = scheme", scheme)
        found = textarea.evaluate(
            "axe.run('wellnoted-findings', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
        )
        assert [(each["id"], each["nodes"][0]["failureSummary"]) for each in found["violations"]] == []
