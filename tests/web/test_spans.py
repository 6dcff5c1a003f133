"""Offsets and spans, as the browser counts them and as Python does."""

from __future__ import annotations

import random

import pytest

SEED = 20261123
LETTERS = "ab \n'é\u0301ß😀👨\u200d👩\u200d👧🇬🇧字\u202e\t"


@pytest.fixture(scope="module")
def page(service, chromium):
    page = chromium.new_page()
    page.goto(f"{service.url}/livez")
    yield page
    page.close()


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_code_points_and_units_are_each_others_inverse(page):
    draw = random.Random(SEED)  # noqa: S311 - not a secret
    texts = ["".join(draw.choices(LETTERS, k=draw.randrange(40))) for _ in range(200)]
    asked = [[text, list(range(len(text) + 1))] for text in texts]
    answers = page.evaluate(
        """async (asked) => {
          const { unitsIn, pointsIn } = await import("/plugin/offsets.js");
          return asked.map(([text, points]) => {
            const units = points.map(unitsIn(text));
            return [units, units.map(pointsIn(text))];
          });
        }""",
        asked,
    )
    for (text, points), (in_units, back) in zip(asked, answers, strict=True):
        assert in_units == [units(text[:point]) for point in points]
        assert back == points


def test_spans_keep_their_words_across_an_edit_and_are_dropped_only_when_touched(page):
    draw = random.Random(SEED)  # noqa: S311 - not a secret
    cases = [_edit(draw) for _ in range(400)]
    answers = page.evaluate(
        """async (cases) => {
          const { changeBetween, shifted } = await import("/plugin/spans.js");
          return cases.map(({ before, after, spans }) => {
            const change = changeBetween(before, after);
            return spans.map((span) => change ? shifted(span, change, after) : span);
          });
        }""",
        cases,
    )
    for case, moved in zip(cases, answers, strict=True):
        for span, now in zip(case["spans"], moved, strict=True):
            words = case["before"][span["start"] : span["end"]]
            if now:
                assert case["after"][now["start"] : now["end"]] == words
            else:  # within a character of the edit
                assert case["cut"][0] <= span["end"]
                assert case["cut"][1] >= span["start"]


def _edit(draw: random.Random) -> dict[str, object]:
    """Replace a stretch of a text whose characters are all different, so that what changed is plain."""
    alphabet = [chr(0x4E00 + place) for place in range(60)]
    before = "".join(alphabet[:40])
    start = draw.randrange(41)
    end = min(40, start + draw.randrange(6))
    put_in = "".join(alphabet[40 : 40 + draw.randrange(6)])
    firsts = [draw.randrange(39) for _ in range(8)]
    spans = [{"start": first, "end": draw.randrange(first + 1, 41)} for first in firsts]
    after = before[:start] + put_in + before[end:]
    return {"before": before, "after": after, "spans": spans, "cut": [start, end]}


@pytest.mark.parametrize(
    ("before", "after", "is_kept"),
    [
        ("He was resistant.", "He was resistant. ", True),
        ("He was resistant", "He was resistant,", True),
        ("He was resistant", "He was resistantly", False),
        ("He was resistant.", "He was unresistant.", False),
        ("He was resistant.", "He was so resistant.", True),
        ("He was resistant.", "He was resist ant.", False),
        ("He was resistant.", "He was .", False),
    ],
)
def test_a_word_made_longer_is_another_word(page, before, after, is_kept):
    start = before.index("resistant")
    moved = page.evaluate(
        """async ([before, after, span]) => {
          const { changeBetween, shifted } = await import("/plugin/spans.js");
          return shifted(span, changeBetween(before, after), after);
        }""",
        [before, after, {"start": start, "end": start + 9}],
    )
    assert bool(moved) is is_kept
