"""How old a child would be to read a note with ease."""

from __future__ import annotations

import dataclasses
import json
import math
import random
import shutil
from pathlib import Path

import pytest

from service.errors import ModelError
from service.note import Span
from service.reading.ease import readability
from service.reading.ease.formulas import formulas
from service.reading.ease.readability import (
    Readability,
    aim_for,
    estimate_years,
    hard_words,
    read_readability,
    word_level,
)
from service.reading.ease.word_levels import levels_of, word_table
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Text

PLAIN = (
    "Mum picked Ava up from school on Monday. They walked home and had tea. Ava said she likes her new teacher. "
    "She showed me her room and the book she is reading. Her brother was at football. We talked about the move. "
    "Ava wants to stay at the same school. I said I would ask about that and ring her on Friday."
)
OFFICIAL = (
    "Following collection from her educational provision, which had been undertaken by her mother in accordance with "
    "the arrangements previously established, Ava communicated that she had developed a positive relationship with "
    "her recently appointed teacher. Notwithstanding the uncertainty surrounding the proposed relocation, she "
    "articulated a strong preference for continuity in respect of her educational placement, and it was confirmed "
    "that this matter would be explored further with the relevant professionals prior to subsequent contact."
)


def read(text: str) -> Text:
    return read_language(text, exempt_spans(text))


def measured(text: str) -> Readability:
    return read_readability(read(text))


def years(text: str) -> float:
    found = measured(text).reading_age_years
    assert found is not None
    return found


def test_officialese_reads_years_older_than_plain_words():
    assert years(OFFICIAL) > years(PLAIN) + 4


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        (
            "He was sad. He cried. He sat on the stairs.",
            "He was sad and he cried and he sat on the stairs by the door.",
        ),
        ("The judge will choose where Sam lives.", "The court will determine the arrangements for Sam's residence."),
        ("Dad shouted at Kim. Kim ran off.", "Kim, who had been shouted at by the man who is her dad, ran off."),
        ("She goes to bed late and is tired.", "She retires to bed late and is consequently fatigued."),
        ("We will meet again to see if the plan works.", "We will reconvene to evaluate the plan's effectiveness."),
    ],
)
def test_a_harder_way_of_saying_it_gets_a_higher_age(easier, harder):
    easy, hard = estimate_years(read(easier)), estimate_years(read(harder))
    assert easy is not None
    assert hard is not None
    assert easy < hard


def test_a_longer_note_of_the_same_kind_is_no_older():
    assert years(f"{PLAIN} {PLAIN} {PLAIN}") == pytest.approx(years(PLAIN), abs=0.3)


def test_a_persons_name_is_not_a_hard_word():
    short = read(PLAIN)
    named = PLAIN.replace("Ava", "Oluwaseun")
    long = read(named)
    known = tuple(dataclasses.replace(t, is_name=t.is_name or t.text == "Oluwaseun") for t in long.tokens)
    ours = read_readability(dataclasses.replace(long, tokens=known)).reading_age_years
    assert ours == pytest.approx(read_readability(short).reading_age_years, abs=0.15)
    assert not [t for t, _ in hard_words(dataclasses.replace(long, tokens=known)) if t.text == "Oluwaseun"]


def test_under_thirty_words_there_is_a_reason_in_place_of_an_age():
    found = measured("Mum rang. Ava is well and was at school all week.")
    assert found.reading_age_years is None
    assert found.band == ""
    assert found.reason == "Only 11 words: a reading age needs at least 30."
    assert found.costs == ()
    assert found.measures["flesch_kincaid_grade"] != 0


def test_under_a_hundred_words_the_band_is_a_range():
    assert measured(PLAIN).words < 100
    assert "somewhere from" in measured(PLAIN).band
    assert measured(PLAIN + " " + PLAIN).band.startswith("most ")


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (9.2, "most nine-year-olds can read this"),
        (8.6, "most nine-year-olds can read this"),
        (5.0, "most five-year-olds can read this"),
        (17.2, "written for adults: most sixteen-year-olds would find it hard"),
    ],
)
def test_the_band_says_the_age_in_words(age, band):
    assert readability.band(age, words=250) == band


NOTE = """Home visit

Ava was in the garden. She had a red coat on. We went in and sat down to talk.
The recommendation was reconsidered by professionals following consultation. Mum made tea.
“I don't want the assessment to determine the arrangements for my residence in perpetuity,” said Ava.
On the way to the car I saw the dog and the cat and the hens and the pond and the shed and the old blue
van that has been on the grass by the gate near the road since the week when they all came to live here.
Dad was not at home."""


def test_the_two_sentences_that_cost_most_are_named_with_their_reason():
    found = measured(NOTE)
    first, second = sorted(found.costs, key=lambda cost: -cost.years)[:2]
    assert first.span.of(NOTE).startswith("On the way to the car")
    assert first.why == f"{first.words} words"
    assert second.span.of(NOTE).startswith("The recommendation")
    assert second.why.startswith("long words: ")


def test_nesting_is_the_reason_where_clauses_stand_inside_each_other():
    said = "Jo said Sam thinks that the man who lives where she used to live knows what she did. "
    [cost, *_] = sorted(measured(said + PLAIN).costs, key=lambda cost: -cost.years)
    assert cost.why.endswith(" clauses inside each other")


def test_quoted_speech_and_headings_have_no_cost():
    costed = " ".join(cost.span.of(NOTE) for cost in measured(NOTE).costs)
    assert "in perpetuity" not in costed
    assert "Home visit" not in costed


def test_taking_out_the_costliest_sentence_lowers_the_age():
    costs = measured(NOTE).costs
    worst = max(costs, key=lambda cost: cost.years)
    assert years(NOTE[: worst.span.start] + NOTE[worst.span.end :]) < years(NOTE)


@pytest.mark.parametrize(
    ("younger", "older"),
    [("house", "residence"), ("ask", "enquire"), ("help", "facilitate"), ("sad", "ambivalent"), ("start", "commence")],
)
def test_an_everyday_word_is_known_years_before_its_official_twin(younger, older):
    assert word_level(younger, "") + 2 < word_level(older, "")


@pytest.mark.parametrize("word", ["telly", "trampoline", "duvet", "hoodie", "roblox", "nan", "nuggets", "tummy"])
def test_a_word_from_a_childs_everyday_life_is_known_by_seven(word):
    assert word_level(word, "NOUN") <= 7.5


def test_a_word_may_be_known_later_in_its_other_part_of_speech():
    assert word_level("ground", "VERB") > word_level("ground", "NOUN") + 2


def test_hard_words_are_the_late_ones_and_not_names_quotes_or_unknown_words():
    text = read("Ava was reluctant about contact with Kwabena. She flurbled. “Reluctant,” said Mum. They ate nuggets.")
    assert [token.text for token, years in hard_words(text) if years > 9] == ["reluctant"]


def test_an_inflected_word_is_as_easy_as_its_lemma():
    text = read("He trampolines. They were tickled by the puppies.")
    assert [token.text for token, years in hard_words(text) if years > 9] == []


@pytest.mark.parametrize(
    ("age", "reader", "reading_age", "longest"),
    [
        (4, "child", 10, 20),
        (8.5, "child", 8, 12),
        (10, "child", 10, 15),
        (14, "child", 12, 18),
        (17, "child", 13, 20),
        (None, "child", 10, 20),
        (8, "family", 13, 20),
        (8, "professional", 16, 30),
    ],
)
def test_the_aim_follows_the_reader(age, reader, reading_age, longest):
    aim = aim_for(age, reader)
    assert (aim.reading_age_years, aim.longest_sentence_words) == (reading_age, longest)


# --- textstat ------------------------------------------------------------------------


@pytest.fixture
def textstat(monkeypatch):
    """textstat with our table in place of the dictionary that it would fetch, and empty caches."""
    from textstat.backend.counts import _count_syllables
    from textstat.textstat import textstat as theirs

    class Table(dict[str, list[list[str]]]):
        def __missing__(self, word: str) -> list[list[str]]:
            count = levels_of([word])[word].syllables
            if not count:
                raise KeyError(word)
            return [["AH1"] * count]

    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda _: Table())
    _count_syllables.count_syllables.cache_clear()
    return theirs


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        OFFICIAL,
        NOTE,
        f"{PLAIN} {OFFICIAL} {NOTE}",
        "It’s ‘fine’, she said – don't worry... OK? Yes!\n- one thing\n- another well-known thing, e.g. a bike",
        "😀 Zhgfrt blorpification of pseudo-antidisestablishmentarianistically minded folk. 12,000 of them!",
        "One.",
    ],
)
def test_the_formulas_agree_with_textstat(textstat, text):
    ours = formulas(text)
    theirs = {name: getattr(textstat, name)(text) for name in ours}
    assert ours == pytest.approx(theirs, abs=0.001)


def test_syllables_are_those_of_the_pronouncing_dictionary():
    known = {word: facts.syllables for word, facts in levels_of(["people", "area", "worked", "social", "idea"]).items()}
    assert known == {"people": 2, "area": 3, "worked": 1, "social": 2, "idea": 3}


def test_nothing_of_a_note_stays_in_a_cache():
    from service.reading.ease.formulas import hyphenator

    formulas("Blorpification is zhgfrtish.")
    assert not hyphenator().hd.cache


# --- what nobody would send ----------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t ", "…", "😀 😀 😀", "\u202e\u200f", "123 456", "\x00"])
def test_a_text_without_words_has_a_reason(text):
    found = measured(text)
    assert found.reading_age_years is None
    assert found.reason
    assert all(math.isfinite(value) for value in found.measures.values())


def test_one_giant_word_takes_no_time_and_has_a_reason():
    assert measured("x" * 200_000).reason == "Only 1 word: a reading age needs at least 30."


def test_any_run_of_characters_is_measured_within_bounds():
    chance = random.Random(20)  # noqa: S311
    letters = "abc ABC é ’'\"“”.,!?-–\n\t\r😀\u200d0١ßİ_()[]"
    for _ in range(60):
        found = measured("".join(chance.choice(letters) for _ in range(400)))
        assert found.reading_age_years is None or 5 <= found.reading_age_years <= 18
        assert all(cost.years >= 0 and cost.why for cost in found.costs)


def test_a_text_made_by_hand_without_parts_of_speech_is_measured_too():
    text = read(PLAIN)
    bare = tuple(dataclasses.replace(t, pos="", dep="", head=t.index, lemma=t.text.lower()) for t in text.tokens)
    known = read_readability(dataclasses.replace(text, tokens=bare)).reading_age_years
    assert known == pytest.approx(years(PLAIN), abs=2.5)


# --- the model's files ---------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the model that may be damaged."""
    from service.reading import models

    shutil.copytree(models.data_folder("models") / "reading_age", tmp_path / "reading_age")
    monkeypatch.setattr(models, "data_folder", lambda _: tmp_path)
    word_table.cache_clear()
    readability.age_model.cache_clear()
    yield tmp_path / "reading_age"
    word_table.cache_clear()
    readability.age_model.cache_clear()


@pytest.mark.parametrize("name", ["words.npz", "weights.json", "unlisted.json"])
def test_a_missing_or_altered_file_says_which_and_what_to_run(folder: Path, name):
    (folder / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match=rf"{name}[\s\S]*python -m models.reading_age.train"):
        readability.warm_up()
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: missing[\s\S]*python -m models.reading_age.train"):
        readability.warm_up()


def test_the_card_states_the_figures_of_the_weights():
    from service.settings import data_folder

    home = data_folder("models") / "reading_age"
    card = (home / "card.md").read_text(encoding="utf-8")
    for words, error in json.loads((home / "weights.json").read_bytes())["error_years"]:
        assert f"| {words} | {error:.1f} |" in card


def test_spans_of_costs_name_what_they_say():
    for cost in measured(NOTE).costs:
        assert isinstance(cost.span, Span)
        assert cost.span.of(NOTE).strip() == cost.span.of(NOTE)
