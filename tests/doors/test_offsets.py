from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.doors.offsets import Utf16
from service.note import Span

# Letters, what takes two units, what joins to what stands before, what reorders, and what ends a line.
ALPHABET = st.sampled_from("ab é’\u0301\u200d\u202e\n\r\U0001f600\U0001f468\U0001f3fd\U00010000\U0010ffff\uffff\ud7ff")
TEXTS = st.text(ALPHABET, max_size=60) | st.text(max_size=60)


def counted_by_encoding(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le")) // 2


@given(TEXTS)
@example("\U0001f600")
@example("")
def test_every_offset_is_where_the_encoded_text_has_it(text):
    counted = Utf16(text)
    for offset in range(len(text) + 1):
        assert counted.units(offset) == counted_by_encoding(text, offset)


@given(TEXTS)
def test_every_offset_comes_back(text):
    counted = Utf16(text)
    for offset in range(len(text) + 1):
        assert counted.code_points(counted.units(offset)) == offset


@given(TEXTS, st.integers(min_value=0, max_value=200))
def test_any_unit_is_in_the_character_it_is_said_to_be_in(text, units):
    offset = Utf16(text).code_points(units)
    assert 0 <= offset <= len(text)
    if units < counted_by_encoding(text, len(text)):
        assert counted_by_encoding(text, offset) <= units < counted_by_encoding(text, offset + 1)
    else:
        assert offset == len(text)


@given(TEXTS, st.data())
def test_a_stretch_keeps_its_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    units = Utf16(text).span_in_units(span)
    encoded = text.encode("utf-16-le", "surrogatepass")
    assert encoded[2 * units.start : 2 * units.end].decode("utf-16-le", "surrogatepass") == span.of(text)
    assert Utf16(text).span_in_code_points(units) == span


@pytest.mark.parametrize(
    ("text", "word", "units"),
    [
        ("Karen was disengaged", "Karen", 0),
        ("😀 Karen was disengaged", "Karen", 3),
        ("👩‍👧 Karen", "Karen", 6),
        ("é Karen", "Karen", 2),
        ("𝒦aren 😀😀 disengaged", "disengaged", 12),
    ],
)
def test_words_after_what_takes_two_units(text, word, units):
    assert Utf16(text).units(text.index(word)) == units


def test_half_a_pair_counts_as_one_unit_and_breaks_nothing():
    assert Utf16("a\ud83d b").units(3) == 3
