"""The plugin and the service it asks: late, gone, refusing, hostile, or on another origin."""

from __future__ import annotations

import pytest

from tests.web.seeing import CARD, assert_in_place, kinds, wait_for, wait_without, write

SAYING_MARKUP = """() => {
  const said = "<img src=x onerror='hit=1'>\\u202e</script><b>";
  const words = { check: said, message: said, suggestion: said, source: said, start: 0, end: 4 };
  const finding = { ...words, severity: "ask", confidence: 1, folded: false };
  const answers = { analyse: { findings: [finding], sentences: [] } };
  const json = (url) => answers[url.split("/").pop()] ?? { about: said };
  const fetcher = async (url) => ({ ok: true, status: 200, json: async () => json(url) });
  attached.detach();
  draft.value = "Seen.";
  attachDraft({ fetcher });
}"""
ANSWERING_IN_ANY_ORDER = """() => {
  attached.detach();
  globalThis.asked = [];
  const plain = { start: 0, end: 4, check: "vague", severity: "ask", suggestion: null, source: "" };
  const fetcher = (url, { body, signal }) => new Promise((answer) => {
    const { text } = JSON.parse(body);
    const review = { findings: [{ ...plain, message: text, confidence: 1, folded: false }], sentences: [] };
    asked.push({ signal, answer: (status = 200) => answer({ ok: status === 200, status, json: async () => review }) });
  });
  attachDraft({ fetcher });
}"""


def test_a_pasted_passage_of_an_earlier_note_is_marked_without_a_pause(open_page):
    earlier = (
        "Tomasz told me that he walked to school with his cousin and that they counted eleven red cars on the way. "
        "He drew the bridge for me and asked whether he could keep the pencil until next week."
    )
    page = open_page("textarea.html", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(
        "text => { attached.detach(); attachDraft({ note: { prior_notes: [{ note_id: 'n1', text }] } }); }", earlier
    )
    page.evaluate("text => navigator.clipboard.writeText(text)", earlier)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    asked = []
    page.on("request", lambda request: asked.append(request) if "analyse" in request.url else None)
    page.locator("#draft").press_sequentially("Seen at home. ")
    page.clock.run_for(300)
    assert asked == []
    with page.expect_response("**/v1/analyse"):
        page.keyboard.press("Control+v")
        page.clock.run_for(50)
    page.clock.resume()
    page.wait_for_selector(f"{CARD}:has-text('copied text')")


def test_the_service_may_go_and_come_back_while_typing_goes_on(textarea, service):
    write(textarea)
    service.stop()
    textarea.locator("#draft").press("Control+End")
    textarea.keyboard.type(" Dad is resistant to support. He slept.")
    textarea.get_by_text("the service does not answer").wait_for()
    assert textarea.locator("#draft").input_value().endswith("He slept.")
    assert kinds(textarea)["manipulative"] == "stale_ask"
    service.start()
    wait_for(textarea, "resistant to support")
    assert not textarea.get_by_text("the service does not answer").is_visible()


def test_a_hostile_note_is_shown_as_text(textarea):
    tags = '<img src=x onerror="hit=1"></script><b>manipulative\u202e</b> <script>hit=1</script>'
    textarea.locator("#draft").fill(
        f"{tags} \u2028 Mum is manipulative. 👨\u200d👩\u200d👧 Dad is resistant to support."
    )
    wait_for(textarea, "resistant to support")
    assert_in_place(textarea, "resistant to support")
    assert textarea.locator(f"{CARD} :is(img, script, b)").count() == 0
    assert "\u202e" not in textarea.locator(CARD).all_inner_texts()
    assert textarea.evaluate("globalThis.hit") is None
    assert not textarea.problems


def test_markup_in_what_the_service_says_is_shown_as_text(textarea):
    textarea.evaluate(SAYING_MARKUP)
    textarea.locator(f"{CARD} summary").click()
    textarea.locator(f"{CARD} .about", has_text="img").wait_for()
    assert textarea.locator(f"{CARD} :is(img, script, b)").count() == 0
    assert textarea.evaluate("globalThis.hit") is None
    assert "[U+202E]" in textarea.locator(CARD).inner_text()


def test_a_word_of_a_million_letters_is_refused_quietly_and_typing_goes_on(textarea):
    textarea.evaluate("draft.value = 'x'.repeat(1_000_000) + ' end'")
    textarea.get_by_text("Not read:").wait_for()
    textarea.locator("#draft").press("Control+End")
    textarea.keyboard.type("!")
    assert textarea.evaluate("draft.value.length") == 1_000_005


def test_a_field_marked_in_the_page_is_read_with_one_script_tag(textarea):
    textarea.evaluate("attached.detach(); draft.dataset.wellnoted = ''")
    textarea.add_script_tag(url="/plugin/auto.js", type="module")
    write(textarea)
    textarea.evaluate("draft.dataset.wellnoted = 'off'")
    wait_without(textarea, "manipulative")


def test_a_page_of_another_origin_that_is_on_the_list_needs_one_script_tag(chromium, service, other_origin):
    page = chromium.new_page()
    page.goto(f"{other_origin}/elsewhere.html")
    page.evaluate(
        """url => {
          const tag = Object.assign(document.createElement("script"), { type: "module", src: url });
          document.body.append(tag);
        }""",
        f"{service.url}/plugin/auto.js",
    )
    write(page)
    assert_in_place(page, "manipulative")
    page.close()


def test_an_answer_that_comes_too_late_is_not_shown_and_its_question_is_called_off(textarea):
    textarea.evaluate(ANSWERING_IN_ANY_ORDER)
    textarea.locator("#draft").fill("Seen at school.")
    textarea.wait_for_function("() => asked.length === 1")
    textarea.locator("#draft").fill("Seen at home.")
    textarea.wait_for_function("() => asked.length === 2")
    assert textarea.evaluate("asked.map(each => each.signal.aborted)") == [True, False]
    textarea.evaluate("asked[1].answer(); asked[0].answer()")
    textarea.locator(CARD, has_text="Seen at home.").wait_for()
    assert textarea.locator(CARD).count() == 1


def test_a_slow_service_gets_a_quiet_sign_and_what_was_found_stays(textarea):
    textarea.evaluate(ANSWERING_IN_ANY_ORDER)
    textarea.locator("#draft").fill("Seen at home.")
    textarea.wait_for_function("() => asked.length === 1")
    textarea.evaluate("asked[0].answer()")
    textarea.locator(CARD, has_text="Seen at home.").wait_for()
    textarea.locator("#draft").press("Control+End")
    textarea.keyboard.type("\nMore.")
    textarea.get_by_text("Still reading").wait_for()
    assert textarea.locator("#draft").input_value() == "Seen at home.\nMore."
    assert textarea.locator(f"{CARD}[data-stale]").count() == 1
    textarea.evaluate("asked.at(-1).answer()")
    textarea.get_by_text("Still reading").wait_for(state="hidden")
    assert textarea.locator(f"{CARD}[data-stale]").count() == 0


@pytest.mark.parametrize(
    ("status", "said"), [(401, "does not accept this key"), (503, "does not answer"), (418, "418")]
)
def test_a_refusal_is_said_beside_the_field_and_nowhere_else(textarea, status, said):
    textarea.evaluate(ANSWERING_IN_ANY_ORDER)
    textarea.locator("#draft").fill("Seen at home.")
    textarea.wait_for_function("() => asked.length === 1")
    textarea.evaluate("status => asked[0].answer(status)", status)
    textarea.get_by_text(said).wait_for()
    assert not textarea.problems


def test_a_key_and_details_go_with_the_text(textarea):
    with textarea.expect_request("**/v1/analyse") as asked:
        textarea.evaluate("""() => {
          attached.detach();
          draft.value = "Seen \\ud800\\0at home.";
          attachDraft({ token: "k_1.abc", note: () => ({ reader: "family" }) });
        }""")
    assert asked.value.headers["authorization"] == "Bearer k_1.abc"
    assert asked.value.post_data_json == {"reader": "family", "text": "Seen \ufffd at home."}
