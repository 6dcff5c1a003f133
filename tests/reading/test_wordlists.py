from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.note import Span
from service.reading.language.language import read_language
from service.reading.language.text import Sentence, Text, Token
from service.reading.phrasing.matching import PIECE, matches_of
from service.reading.phrasing.wordlists import Entry, Wordlist
from tests.marking import mark, unmarked

LEMMAS = {"placements": "placement", "refused": "refuse", "refuses": "refuse", "needs": "need"}
POS = {"review": "NOUN", "reviewed": "VERB"}


def plain(text: str, quoted: str = "") -> Text:
    """A Text by hand: a token for each run of letters, one sentence, `quoted` spoken for."""
    tokens = []
    for index, found in enumerate(PIECE.finditer(text)):
        word = found[0].lower()
        spoken_for = found[0] in quoted.split()
        token = Token(index, *found.span(), found[0], LEMMAS.get(word, word), POS.get(word, "X"), "dep", index)
        tokens.append(replace(token, spoken_for=spoken_for))
    return Text(text, tuple(tokens), (Sentence(0, len(text), 0, len(tokens)),))


def entry(phrase: str, **more: object) -> Entry:
    return Entry(phrase=phrase, group="g", kind="k", source="s", **more)  # type: ignore[arg-type]


def found(entries: list[Entry], text: str, quoted: str = "") -> str:
    matches = matches_of(Wordlist("test", tuple(entries)), plain(text, quoted))
    return mark(text, (match.span for match in matches))


@pytest.mark.parametrize(
    ("one", "marked_text"),
    [
        (entry("step down"), "We will [step-down] next week, a [step down] to early help, not stepdown."),
        (entry("step-down"), "A [step down] is a [step-down]."),
        (entry("care plan"), "The [care\nplan] is signed; I care. Plan it."),
        (entry("can't be bothered"), "She [can’t be bothered], he [can't be bothered]."),
        (entry("t/c"), "[T/C] to mum, [t/c] from dad, tc, t c."),
        (entry("placement", inflect=True), "Two [placements] and one [placement]."),
        (entry("placement"), "Two placements and one [placement]."),
        (entry("refuse to engage", inflect=True), "He [refused to engage] and [refuses to engage]."),
        (entry("ACE", cased=True), "She has an [ACE] score and the ace of spades."),
        (entry("review", pos=frozenset({"NOUN"})), "The [review] is on Monday; I reviewed it."),
        (entry("contact", not_after=frozenset({"eye"})), "He made eye contact at [contact]."),
        (entry("placed", before=frozenset({"with"})), "She was [placed] with her aunt and placed on a chair."),
        (entry("unit", near=frozenset({"residential"})), "The residential [unit] is shut."),
        (entry("unit", near=frozenset({"residential"})), "The kitchen unit is shut."),
        (entry("unit", not_near=frozenset({"kitchen"})), "The kitchen unit is shut."),
        (entry("contact", also=("family time",)), "[Family time] or [contact]."),
    ],
)
def test_an_entry_is_found_where_it_means_what_the_list_means(one: Entry, marked_text: str):
    assert found([one], unmarked(marked_text)) == marked_text


def test_the_longest_entry_wins():
    assert (
        found([entry("care"), entry("care plan")], "The care plan and the care.") == "The [care plan] and the [care]."
    )


def test_quoted_words_are_left_alone():
    assert found([entry("contact")], "She said contact is boring", quoted="contact") == "She said contact is boring"


@given(st.text(alphabet="abc -/'’.\n", max_size=60), st.text(alphabet="abc -/'", min_size=1, max_size=8))
def test_a_match_holds_the_pieces_of_its_phrase_and_lies_in_the_text(text: str, phrase: str):
    for match in matches_of(Wordlist("test", (entry(phrase),)), plain(text)):
        assert 0 <= match.span.start < match.span.end <= len(text)
        assert PIECE.findall(match.span.of(text)) == PIECE.findall(phrase)


@pytest.mark.parametrize(
    ("words", "plain_words"),
    [("placement", "home"), ("Placement", "Home"), ("placements", None)],
)
def test_plain_words_stand_in_only_where_they_fit(words: str, plain_words: str | None):
    assert entry("placement", plain="home").replacement_for(words) == plain_words


def test_spans_count_code_points():
    assert [m.span for m in matches_of(Wordlist("t", (entry("contact"),)), plain("👩‍👧 contact"))] == [Span(4, 11)]


@pytest.mark.parametrize(
    "marked_text",
    [
        "[It was felt] that he is tired.",
        "[It has generally been felt] that he is tired.",
        "[It’s felt] that he is tired.",
        "It was a coat of felt.",
        "It was late. She felt ill.",
        "It seems that the wall felt damp.",
    ],
)
def test_between_the_words_of_a_loose_entry_adverbs_and_auxiliaries_may_stand(marked_text: str):
    words = Wordlist("test", (entry("it be felt", loose=True),))
    text = unmarked(marked_text)
    assert mark(text, (match.span for match in matches_of(words, read_language(text, ())))) == marked_text
