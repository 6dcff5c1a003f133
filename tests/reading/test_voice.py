"""How much of the child is in a note: own words, seen, passed on by a parent, or nothing."""

from __future__ import annotations

import pytest

from service.note import Note
from service.reading.guidance.voice import read_voice
from service.reading.read import read

PEOPLE = [
    {"name": "Grace Okafor", "role": "mother"},
    {"name": "Ben Okafor", "role": "father"},
    {"name": "Tom Hill", "role": "class teacher"},
]


@pytest.fixture
def voice(settings):
    """Return how much of Amara is in a text."""

    def run(text: str, name: str = "Amara Okafor", age: float | None = 9, pronouns: str = "she/her", **details: object):
        child = {"name": name, "age_years": age, "pronouns": pronouns}
        note = {"text": text, "child": child, "people": PEOPLE, **details}
        return read_voice(read(Note.model_validate(note), settings))

    return run


@pytest.mark.parametrize(
    "text",
    [
        "Amara told me that the new bed is too high.",
        "“I can see the bus stop from up here,” Amara said.",
        "Amara drew two houses and put herself in the road between them.",
        "Amara nodded when I asked if she had slept.",
        "Amara would like to see her nan on Sundays.",
        "Amara told her teacher that she was hungry.",
        "Mr Hill said that Amara had asked him for a plaster.",
        "I saw Amara on her own. She says the dog is her best friend.",
        "Amara's wish is to stay with her nan.",
        "Dear Amara, you told me that you like the snails best.",
        "Amara: “I want my own key.”",
        "Amara chose the felt tips and wrote “cat, noise, my bed”.",
        "Amara's words (a card, in felt tip): “I like the bottle but not every bottle.”",
        "Amara: Thursday is when her mum goes to the hospital and somebody has to be there.",
        "Amarra told me that the new bed is too high.",
        "Saw Amara at her gran's, with her gran out. She said she was cold.",
        "I rang Amara on the number that she gave me. She said it is fine.",
    ],
)
def test_what_the_child_said_wrote_or_chose_is_the_childs_own(voice, text):
    assert voice(text).strongest == "own_words"


@pytest.mark.parametrize(
    "text",
    [
        "Amara sat on the stairs and did not look at her mum.",
        "Amara was on the rug with her book.",
        "I watched Amara stack the cups.",
        "Amara was quiet and pale.",
        "Mr Hill has seen Amara hide under the table.",
        "Amara at the table, tongue out, did not look up.",
        "Amara came in, nodded at everyone and went out.",
        "I put a plaster on the bear. Amara did not want it off and hid it.",
    ],
)
def test_what_somebody_saw_the_child_do_is_observed(voice, text):
    assert voice(text).strongest == "observed"


@pytest.mark.parametrize(
    "text",
    [
        "Mum says that Amara loves school.",
        "Amara likes the new flat, according to her dad.",
        "Amara wants it painted green, says Dad.",
        "Grace told me that Amara had said she was happy.",
        "Ben thinks that Amara is scared of the lift.",
    ],
)
def test_what_a_parent_passes_on_is_only_reported(voice, text):
    assert voice(text).strongest == "reported"


@pytest.mark.parametrize(
    "text",
    [
        "Amara goes to Elm Road School and is in Year 4.",
        "Amara's views will be sought before the review.",
        "Amara was referred in May and moved in June.",
        "I will ask Amara what she thinks on Friday.",
        "Amara's wishes and feelings were recorded.",
        "Mum said that she is tired. The school said the bill is paid.",
        "Her brother Joel told me that the lift is broken.",
        "Spoke to Amara's mum about the bus pass.",
        "If Amara wants to talk, she has my number.",
        "The letter came back marked “not at this address”.",
        "What they say about the cot",
        "Amara: White British, no religion, no disability.",
    ],
)
def test_talk_about_the_child_is_no_voice(voice, text):
    assert voice(text).strongest == "none"


def test_the_strongest_voice_counts_and_each_keeps_its_sentences(voice):
    text = "Mum says that Amara loves school. Amara sat on the step. Amara told me the bus is loud."
    seen = voice(text)
    assert seen.strongest == "own_words"
    assert [span.of(text) for span in (*seen.reported, *seen.observed, *seen.own_words)] == [
        "Mum says that Amara loves school.",
        "Amara sat on the step.",
        "Amara told me the bus is loud.",
    ]


@pytest.mark.parametrize(
    ("name", "pronouns", "text"),
    [
        ("Siân O'Neill", "she/her", "Siân told me that the dog bites."),
        ("Anne-Marie Pugh", "she/her", "Anne-Marie told me that the dog bites."),
        ("José van der Berg", "he/him", "José told me that the dog bites."),
        ("Nguyễn Bảo", "he/him", "Nguyễn told me that the dog bites."),
        ("Merhawi", "he/him", "Merhawi told me that the dog bites."),
        ("Grace Hope", "she/her", "Grace told me that the dog bites."),
        ("Robin Vale", "they/them", "Robin was at home. They told me that the dog bites."),
        ("张伟", "he/him", "张伟 told me that the dog bites."),
    ],
)
def test_the_child_is_known_by_whatever_name(voice, name, pronouns, text):
    assert voice(text, name=name, pronouns=pronouns).strongest == "own_words"


def test_words_that_only_look_like_the_childs_name_are_not_the_child(voice):
    assert voice("Will said to be out. Will ring again.", name="Will Hope", pronouns="he/him").strongest == "none"
    assert voice("They said grace and ate.", name="Grace Hope").strongest == "none"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Amara was asleep when I came.", "asleep"),
        ("Amara was at school.", "was at school"),
        ("Amara did not want to talk today.", "did not want to talk"),
        ("Mum was asleep when I came.", None),
        ("Amara is at Elm Road School.", None),
        ("Amara was not seen.", None),
    ],
)
def test_the_reason_for_silence_is_found_where_it_is_the_childs(voice, text, why):
    assert [span.of(text) for span in voice(text, record_type="home visit").silent_because] == ([why] if why else [])


def test_one_nap_does_not_excuse_a_summary(voice):
    text = "Amara was asleep when I came in May."
    assert voice(text, record_type="home visit").silent_because
    assert not voice(text, record_type="three-month summary").silent_because


def test_a_child_who_uses_no_words_and_one_not_born_are_told_apart(voice):
    assert voice("Amara does not use words. She put her cheek on the foil.").is_wordless
    assert not voice("Amara uses long words.").is_wordless
    assert voice("Unborn baby, due on 4 May.", name="Baby Osei", age=None).is_unborn
    assert not voice("The rent is due on 4 May.").is_unborn


def test_a_note_that_knows_no_child_has_whatever_voice_its_words_give(settings):
    assert read_voice(read(Note(text="I rang the school at noon."), settings)).strongest == "none"
    assert read_voice(read(Note(text="The child told me that he is cold."), settings)).strongest == "own_words"
    assert read_voice(read(Note(text="ACTIONS\n\n- \n"), settings)).strongest == "none"
