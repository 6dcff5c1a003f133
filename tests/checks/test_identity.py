"""Labels of identity, and what they mean for a child's days."""

from __future__ import annotations

import pytest

from service.checks.identity import identity
from tests.marking import unmarked

CHILD = {"name": "Amara Okafor", "age_years": 9, "pronouns": "she/her"}


@pytest.fixture
def asked(marked):
    """Return a key document as the check marks it."""

    def run(text: str, kind: str = "assessment") -> str:
        return marked(identity, unmarked(text), record_type=kind, child=CHILD)

    return run


@pytest.mark.parametrize(
    "text",
    [
        "[Ethnicity: Black Caribbean. Religion: Christian. Language: English. Disability: none].",
        "[Identity: White British, C of E, male].",
        "Amara is [White British, female, no religion].\n\nShe is in year 4.",
        "[Dual heritage (White British and Black Caribbean), Roman Catholic].\n\nThe plan: see attached.",
        "Amara [identifies as Welsh].\nThe case is to be closed in May.",
        "[Religion: Hindu. Gender: F. No disability].\nHer teacher rang on Monday.",
        "[Faith: Moravian].\n\nWhat she does: eats carrots raw.",
        "[Guinean heritage, Muslim, French and Pular in the family].\nWeight 7.9 kg, was 7.0 in January.",
        "[Lutheran. Hearing impaired, left side. Bilingual].\nHugh is of the view that things are steady.",
        "[White British/Dutch, non-binary, no religion, ADHD]. Dental check up in July. It went well and quickly.",
        "[Black British Nigerian, Christian, Yoruba and English spoken]. Year 5 at Copley. Lives with Mum and Dan.",
        "Background: [Somali, Muslim, English speaking].\n\nHousing\nTwo rooms over a shop.",
        "Chloe - [White British, no religion, learning difficulty].\n\nSteps\n- Chloe to ring the nurse by Friday.",
    ],
)
def test_bare_labels_are_asked_about(asked, text):
    assert asked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Amara is Nigerian and Catholic. At Mass she sits at the end so that she can blow out the candle.",
        "You are Ghanaian and British and go to Grandma's Methodist church.",
        "Ethnicity: Somali. Religion: Islam.\nAt Ramadan she wakes at 3.30 to eat with her aunt.",
        "Amara is Dutch and white and has a hearing aid in her left ear. She takes it out when it is loud.",
        "She is Colombian and a Spanish speaker, and what that means is that she reads to her gran.",
        "The family are Sinhalese and Buddhist. Poya days are when she is up at five; school marks them as authorised.",
        "The interpreter was Mrs Farida Aziz, Arabic.",
        "A Polish-speaking worker will visit on Monday.",
        "She is autistic.",
        '"I am Welsh, gay and fabulous," she said.',
        "Amara likes Polish bread and Indian sweets.",
        "Her teacher is a White British woman who taught her brother.",
    ],
)
def test_what_means_something_or_is_said_in_passing_is_left_alone(asked, text):
    assert asked(text) == text


@pytest.mark.parametrize("kind", ["home visit", "phone call", "case note", "supervision", "strategy discussion"])
def test_records_that_are_no_key_documents_are_left_alone(asked, kind):
    text = "Ethnicity: Black Caribbean. Religion: Christian."
    assert asked(text, kind) == text


def test_nothing_is_asked_of_a_note_that_names_no_label(asked):
    text = "Amara went to her gran's on Sunday. She wore the blue dress."
    assert asked(text) == text


def test_it_asks_what_the_labels_mean_to_this_child(messages):
    text = "Identity: White British, C of E, male."
    [message] = messages("identity", text, record_type="plan", child={"name": "D'Arcy-Mae O'Neill"})
    assert message == "What does this mean for D'Arcy-Mae from day to day?"
    [message] = messages("identity", text, record_type="plan", child={"name": "M" * 150})
    assert message == "What does this mean from day to day?"
