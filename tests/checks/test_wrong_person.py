"""Another child's name or pronoun in copied words, and the many names that belong."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.wrong_person import wrong_person
from service.finding import Severity
from service.note import Note
from tests.marking import unmarked

ELLIS = {"name": "Ellis Rudd", "birth_date": "2015-09-22", "pronouns": "he/him"}
PEOPLE = [{"name": "Danielle Rudd", "role": "mother"}, {"name": "Poppy Rudd", "role": "sister"}]
ABOUT_POPPY = (
    "Poppy was seen on her own in the bedroom and was chatty from the start. She said the best thing about home is "
    "the hamster, and she would like her mum to do the bedtime story every night."
)
FITTED = (
    "in the bedroom and was chatty from the start. He said the best thing about home is the hamster, and he would "
    "like his mum to do the bedtime story every night."
)
ABOUT_JAYDEN = (
    "Jayden was seen at the skate park and showed me two tricks. Jayden told me that he sleeps badly when the "
    "upstairs neighbours shout, and that he counts the stairs to calm down."
)
OWN = [
    {"note_id": f"own-{n}", "text": text, "written_on": f"2024-0{n}-01", "child_id": "ellis"}
    for n, text in enumerate(
        [
            "Ellis was in good form and his mum had made soup.",
            "Ellis talked about fractions. His friend Samir came for tea.",
            "Ellis is sleeping better and Danielle is back at work.",
        ],
        start=1,
    )
]


def note(*others: dict[str, str], child: dict[str, str] | None = None) -> dict[str, object]:
    return {
        "child_id": "ellis",
        "written_on": "2024-12-05",
        "child": child or ELLIS,
        "people": PEOPLE,
        "prior_notes": [*OWN, *others],
    }


def other(text: str, child_id: str = "other") -> dict[str, str]:
    return {"note_id": "theirs", "text": text, "written_on": "2024-10-30", "child_id": child_id}


def test_another_childs_name_left_in_is_marked_once(marked):
    found = marked(wrong_person, "Visit after school. " + ABOUT_JAYDEN, **note(other(ABOUT_JAYDEN)))
    assert found == "Visit after school. " + ABOUT_JAYDEN.replace("Jayden", "[Jayden]", 1)


def test_a_sisters_name_left_beside_pronouns_that_were_fitted_is_marked(marked):
    draft = f"[Poppy] was seen on his own {FITTED}"
    assert marked(wrong_person, unmarked(draft), **note(other(ABOUT_POPPY))) == draft


def test_a_pronoun_that_was_not_fitted_with_the_name_is_marked(marked):
    draft = f"Ellis was seen on [her] own {FITTED}"
    assert marked(wrong_person, unmarked(draft), **note(other(ABOUT_POPPY))) == draft


@pytest.mark.parametrize(
    "marked_text",
    [
        "Actions agreed today. HC to update [Chantelle]'s pathway plan and send it to the reviewing officer.",
        "Ellis is up to date with his jabs. [Kian] has settled well in his tutor group and is enjoying PE.",
    ],
)
def test_a_name_that_nobody_knows_in_the_childs_place_is_marked(marked, marked_text):
    assert marked(wrong_person, unmarked(marked_text), **note()) == marked_text


def test_it_must_be_seen_and_asks(settings):
    review = analyse(Note.model_validate({"text": ABOUT_JAYDEN, **note(other(ABOUT_JAYDEN))}), settings)
    [finding] = [each for each in review.findings if each.check == "wrong_person"]
    assert finding.severity is Severity.MUST_SEE
    assert finding.message == "“Jayden” came along from the note of 30 October. Is this about Ellis?"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # fitted with care
        (f"Ellis was seen on his own {FITTED}", ABOUT_POPPY),
        # a sister who is in both children's lives
        ("Poppy and Ellis share the back bedroom and Poppy has the bottom bunk, which has a curtain of stars.",) * 2,
        # a sister quoted as she is, pronouns and all
        (ABOUT_POPPY, ABOUT_POPPY),
        # mum, on the list, beside pronouns that were fitted
        (
            "Danielle kissed him good night and tucked the blanket round him while the hamster ran in its wheel.",
            "Danielle kissed her good night and tucked the blanket round her while the hamster ran in its wheel.",
        ),
        # a professional, by title and by role
        ("DC Amit Rao told the meeting that the file is with the prosecution and the bail date may be put back.",) * 2,
        ("Health visitor Carol Finn will carry out the two year check at home and ring the clinic about hearing.",) * 2,
        # introduced
        ("On the wall he met a boy called Jonah, who walked with him to dinner and sat beside him throughout.",) * 2,
        # known from this child's own notes
        ("Samir walked to dinner with him and sat beside him all through it, and then they built a den together.",) * 2,
        # named in what is new
        ("Jayden is his cousin and was there today. " + ABOUT_JAYDEN, ABOUT_JAYDEN),
        # another person stands between the child's name and the pronoun
        (
            "Ellis was seen with Danielle, who said she is tired and that the boiler has been broken since Sunday.",
            "Poppy was seen with Danielle, who said she is tired and that the boiler has been broken since Sunday.",
        ),
    ],
    ids=["fitted", "shared", "whole", "mother", "title", "role", "called", "known", "new part", "between"],
)  # fmt: skip
def test_names_and_pronouns_that_belong_are_left_alone(marked, text, source):
    assert marked(wrong_person, text, **note(other(source))) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ravinder Sethi, social worker, has read the pathway plan. Pippa: they come in by the fire door.",
        "Edie came for tea. Her one firm friend is Edie and the two of them run the book corner.",
        "Samir has settled well in his tutor group. Mrs Okafor's plan is to see him weekly.",
        "He said “Kian has settled well in his tutor group”.",
    ],
)
def test_people_who_come_new_into_a_childs_life_are_left_alone(marked, text):
    assert marked(wrong_person, text, **note()) == text


def test_with_few_earlier_notes_an_unknown_name_says_nothing(marked):
    text = "Kian has settled well in his tutor group and is enjoying PE."
    assert marked(wrong_person, text, child_id="ellis", child=ELLIS, prior_notes=OWN[:1]) == text


@pytest.mark.parametrize(
    "marked_text",
    [
        "[Jayden] shares a bedroom with his sister and says he likes it, because they can talk at night until late.",
        "Ellis shares a bedroom with his sister and says he likes it, because they can talk at night until late.",
        "Poppy shares a bedroom with his sister and says he likes it, because they can talk at night until late.",
        "He shares a bedroom with his sister and says he likes it, because they can talk at night until late.",
    ],
)
def test_a_strangers_name_where_the_child_stood_in_the_note_that_was_copied(marked, marked_text):
    before = "Ellis shares a bedroom with his sister and says he likes it, because they can talk at night until late."
    earlier = {"note_id": "m1", "text": before, "written_on": "2024-03-01", "child_id": "ellis"}
    assert marked(wrong_person, unmarked(marked_text), **note(earlier)) == marked_text
