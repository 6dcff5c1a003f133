"""What a page shows: its underlines, and where the words under them really are."""

from __future__ import annotations

NOTE = "😀 Tom was seen at school.\nMum is manipulative. Following liaison with school he is well."
CARD = "wellnoted-findings li"

_UNDERLINES = """() => {
  const all = [];
  for (const view of [window, ...Array.from(frames)]) {
    for (const [name, highlight] of view.CSS.highlights) {
      for (const range of highlight) {
        const rects = Array.from(range.getClientRects(), ({x, y, width, height}) => ({x, y, width, height}));
        all.push({name: name.replace("wellnoted-", ""), words: range.toString(), rects});
      }
    }
  }
  return all;
}"""

_RECTS = """function (start, end) {
  const range = document.createRange();
  range.setStart(this, start);
  range.setEnd(this, end);
  return Array.from(range.getClientRects(), ({x, y, width, height}) => ({x, y, width, height}));
}"""


def underlines(page) -> dict[str, list[dict[str, float]]]:
    """Return where each underlined stretch of words is drawn."""
    return {each["words"]: each["rects"] for each in page.evaluate(_UNDERLINES) if each["name"] != "here"}


def kinds(page) -> dict[str, str]:
    """Return which highlight each underlined stretch of words has."""
    return {each["words"]: each["name"] for each in page.evaluate(_UNDERLINES) if each["name"] != "here"}


def words_in_textarea(page, selector: str, words: str) -> list[dict[str, float]]:
    """Return where the browser itself has put `words`, from inside the textarea, which no script of a page can see."""
    session = page.context.new_cdp_session(page)
    field = session.send("Runtime.evaluate", {"expression": f"document.querySelector('{selector}')"})
    node = session.send("DOM.describeNode", {"objectId": field["result"]["objectId"], "depth": -1, "pierce": True})[
        "node"
    ]
    inner = next(text for text in _texts(node["shadowRoots"][0]) if words in text["nodeValue"])
    before = inner["nodeValue"].split(words)[0]
    start = len(before.encode("utf-16-le")) // 2
    length = len(words.encode("utf-16-le")) // 2
    found = session.send("DOM.resolveNode", {"backendNodeId": inner["backendNodeId"]})["object"]["objectId"]
    answer = session.send(
        "Runtime.callFunctionOn",
        {
            "objectId": found,
            "functionDeclaration": _RECTS,
            "arguments": [{"value": start}, {"value": start + length}],
            "returnByValue": True,
        },
    )
    return answer["result"]["value"]


def _texts(node):
    if node["nodeType"] == 3:
        yield node
    for child in node.get("children", []):
        yield from _texts(child)


def is_same_place(one, other, within_px: float = 0.6) -> bool:
    """Tell whether two lists of rectangles are the same to the eye."""
    return len(one) == len(other) and all(
        abs(a[side] - b[side]) <= within_px for a, b in zip(one, other, strict=True) for side in ("x", "y", "width")
    )


def wait_for(page, words: str) -> None:
    """Wait until `words` are underlined, and not as something left over."""
    page.wait_for_function(
        """words => [...CSS.highlights].some(([name, ranges]) =>
             !name.includes("stale") && [...ranges].some(range => range.toString() === words))""",
        arg=words,
    )


def card(page, words: str):
    """Find the card about exactly these words."""
    return page.locator(CARD).filter(has=page.locator(".words", has_text=f"“{words}”"))


def wait_without(page, words: str) -> None:
    page.wait_for_function(
        "words => [...CSS.highlights.values()].every(all => [...all].every(range => range.toString() !== words))",
        arg=words,
    )


def write(page, text: str = NOTE) -> None:
    page.locator("#draft").fill(text)
    wait_for(page, "manipulative")


def assert_in_place(page, words: str) -> None:
    drawn, real = underlines(page)[words], words_in_textarea(page, "#draft", words)
    assert is_same_place(drawn, real), (drawn, real)


def focused_words(page) -> str | None:
    """Return the words on the card that has the focus."""
    return page.evaluate("""() => {
      const focused = document.querySelector("wellnoted-findings").shadowRoot.activeElement;
      return focused && (focused.querySelector(".words")?.textContent ?? "").slice(1, -1);
    }""")


def selected(page) -> str:
    """Return the words selected in the draft, which must have the focus."""
    assert page.evaluate("document.activeElement.id") == "draft"
    return page.evaluate("draft.value.slice(draft.selectionStart, draft.selectionEnd)")
