"""What a text is cut into: golden vectors, for a change would blind every stored fingerprint."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.copies.token_views import VERSION, grams, view_of, view_of_words, winnow
from service.reading.language.language import read_language

GOLDEN = [
    ("She didn’t go – “Ellis’s mum” did.", "she didn't go ellis 's mum did", "@P didn't go ellis 's mum did"),
    ("She didn't go - \"Ellis's mum\" did.", "she didn't go ellis 's mum did", "@P didn't go ellis 's mum did"),
    ("Ask Ellis’s mum, O’Brien", "ask ellis 's mum o'brien", "ask @N 's mum @N"),
    ("ﬁne, ½ a cup, Ⅳ, ＡＢＣ", "fine 1⁄2 a cup iv abc", "fine # a cup @N @N"),
    ("a café, a cafe\u0301", "a café a café", "a café a café"),
    ("line one\r\nline\ttwo\u00a0three", "line one line two three", "line one line # #"),
    ("well 😀 done 👩‍👧 ok", "well 😀 done 👩 👧 ok", "well 😀 done 👩 👧 ok"),
    ("co\u00adpied with\u200bout", "copied without", "copied without"),
    ("drugs & drink", "drugs and drink", "drugs and drink"),
    ("at 4.30pm on 3/3/25", "at 4.30 pm on 3/3/25", "at @D on @D"),
    ("on Monday 12 March 2025, aged 11", "on monday 12 march 2025 aged 11", "on @D aged #"),
    ("he may come in May", "he may come in may", "@P may come in @D"),
    ("£1,250 and 3.5 hours, 2nd time", "1,250 and 3.5 hours 2nd time", "# and # hours @D time"),
    ("told Mrs Brace and Dr. A Khan", "told mrs brace and dr a khan", "told @N and @N"),
    ("self-harm in a one-to-one", "self harm in a one to one", "self harm in a one to one"),
    ("Straße", "strasse", "strasse"),
    ("", "", ""),
    ("… !!! —", "", ""),
]


@pytest.mark.parametrize(("text", "literal", "masked"), GOLDEN)
def test_a_text_is_cut_as_it_was_when_it_was_stored(text, literal, masked):
    view = view_of_words(text)
    assert VERSION == 1
    assert " ".join(view.literal.shown) == literal
    assert " ".join(view.masked.shown) == masked


def test_names_that_the_language_model_found_are_covered_where_a_sentence_begins_with_them():
    view = view_of(read_language("Danielle was tearful. Her sister Jean Rudd rang twice."))
    assert " ".join(view.masked.shown) == "@N was tearful @P sister @N rang twice"


def test_a_passage_fitted_to_another_child_and_day_is_the_same_when_covered():
    one = view_of(read_language("On 3 March I saw Ellis at home and he showed me his room."))
    other = view_of(read_language("On 21 May 2025 I saw Poppy at home and she showed me her room."))
    assert one.masked.shown == other.masked.shown


def test_a_covered_word_tells_what_stands_behind_it():
    view = view_of_words("seen on 12 March 2025")
    assert view.then(2) == "12 march 2025"


@given(st.text(max_size=200))
@settings(deadline=None)
def test_words_stand_where_they_say(text):
    view = view_of_words(text)
    for words in (view.literal, view.masked):
        spans = [words.span(at, at + 1) for at in range(len(words))]
        assert spans == sorted(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
    assert view.firsts[-1] == len(view.literal)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_both_ways_of_reading_give_the_same_literal_words(text):
    if "\0" not in text:
        assert view_of(read_language(text)).literal == view_of_words(text).literal


@given(
    st.lists(st.integers(0, 9), max_size=30),
    st.lists(st.integers(0, 9), min_size=8, max_size=20),
    st.lists(st.integers(0, 9), max_size=30),
    st.integers(2, 5),
    st.integers(1, 4),
)
@settings(deadline=None)
def test_a_common_run_of_k_plus_w_less_one_words_shares_a_fingerprint(before, run, after, k, window):
    def kept(words):
        hashes = [hash(gram) for gram in grams(words, k)]
        return {hashes[at] for at in winnow(hashes, window)}

    common = run[: k + window - 1]
    if len(common) == k + window - 1:
        assert kept(before + common) & kept(common + after)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=60), st.integers(1, 8))
@settings(deadline=None)
def test_winnowing_keeps_one_hash_of_every_window_and_none_twice(hashes, window):
    kept = winnow(hashes, window)
    assert kept == sorted(set(kept))
    for start in range(max(1, len(hashes) - window + 1)):
        assert any(start <= at < start + window for at in kept)


def test_winnowing_equal_hashes_keeps_one_a_window():
    assert len(winnow([7] * 40, 4)) == 10


def test_few_words_have_few_grams():
    assert list(grams(["one", "two"], 3)) == []
    assert winnow([], 4) == []
