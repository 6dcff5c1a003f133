"""Names a letter or two off, and the many names that are right or somebody else's."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.name_spelling import name_spelling
from service.finding import Severity
from service.note import Note
from tests.marking import unmarked

AMARA = {"name": "Amara Okafor", "known_as": ["Mara"]}
PEOPLE = [
    {"name": "Grace Okafor", "role": "mother"},
    {"name": "Tom Hill", "role": "class teacher, Elm Road Primary"},
    {"name": "Siobhán O'Brien", "role": "aunt"},
]


@pytest.mark.parametrize(
    "marked_text",
    [
        "I saw [Amarah] at school.",
        "[Ammara] was in her room and Mara, as they call her, drew.",
        "Mrs [Okofor] rang at ten.",
        "I met Grace [Okofar] at the gate.",
        "I have [Amarah]'s form and Amara’s is lost.",
        "I asked [Amra] whether she was cold.",
        "Mrs [O’Brian] will collect her.",
        "I spoke to [Garce] about the form.",
        "It was Tom [Hall] who rang from school.",
    ],
)
def test_a_listed_name_a_letter_or_two_off_is_marked(marked, marked_text):
    assert marked(name_spelling, unmarked(marked_text), child=AMARA, people=PEOPLE) == marked_text


@pytest.mark.parametrize(
    "text",
    [
        "Amara, Mara, Amara's bag, the Okafors and Amaras bag.",
        "Her friend Amira came too. Amira has a dog.",
        "Amira, her cousin, was there. Amira slept.",
        "Amira (a friend) was there.",
        "Amari Singh, the new dentist, saw her.",
        "A girl called Amarra sat beside her.",
        "Gracie was in the buggy.",
        "Mr Hull (the caretaker) let me in.",
        "The school is in Okafar Road, near Hull.",
        "She wrote “Amarah was here” on the wall.",
        "Amara and Amira share a room.",
        "Grade and Grave are words; Amber is not near.",
        "Siobhan OBrien rang, and so did Siobhan O’Brien.",
        "The midwife spelt it Amarah by mistake.",
        "In May the hill was green. Hope is what she needs.",
    ],
)
def test_other_names_nicknames_plurals_and_ordinary_words_pass(marked, text):
    assert marked(name_spelling, text, child=AMARA, people=PEOPLE) == text


@pytest.mark.parametrize(
    ("name", "marked_text"),
    [
        ("Alfie-Lee Sumner", "[Alfi]-Lee slept, and Alfie-[Lea] woke."),
        ("D'Angelo Reid", "[D’Angello] was at home. D’Angelo slept. DAngelo ate."),
        ("Lotte van der Berg", "[Lottte] was in. Mr Van Der Berg, van den Berg and der Berg."),
        ("Zoë Łukasiewicz", "Zoe was in. Mrs Lukasiewicz rang, and Mrs [Lukasiewitz] too."),
        ("José", "Jose was in, and José was out. Josie came."),
        ("Noor", "Noor drew. [Nooor] slept."),
        ("Filip Lisowski", "Mrs Lisowska rang. Filip slept, and Mr [Lisowsky] too."),
        ("Jo Li", "Joe came. Jo left. Lia sat."),
        ("李明", "李名 was seen. 李明 smiled."),
        ("Аня", "Анна was seen. Аня smiled."),
        ("عمر", "عمرو was seen."),
        ("Nguyễn Thuỳ Linh", "Nguyen Thuy Linh was seen. [Nguyan] Linh sat."),
    ],
)
def test_names_of_every_kind_are_right_or_left_alone(marked, name, marked_text):
    assert marked(name_spelling, unmarked(marked_text), child={"name": name}) == marked_text


def test_a_child_whom_the_note_never_names_otherwise_is_meant_by_a_name_that_is_close(marked):
    text = "I visited today. [Jaydan] was in his room. [Jaydan] likes the lamp."
    assert marked(name_spelling, unmarked(text), child={"name": "Jaydon Peake"}) == text


def test_it_must_be_seen_and_offers_the_name_as_it_was_sent(settings):
    note = Note.model_validate({"text": "I saw Amarah's room.", "child": AMARA})
    [finding] = [each for each in analyse(note, settings).findings if each.check == "name_spelling"]
    assert finding.severity is Severity.MUST_SEE
    assert finding.suggestion == "Amara"
    assert finding.message == "“Amarah”: is this Amara?"


def test_without_any_names_nothing_is_said(marked):
    assert marked(name_spelling, "Amarah rang Mrs Okofor.") == "Amarah rang Mrs Okofor."
