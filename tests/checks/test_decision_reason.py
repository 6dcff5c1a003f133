from __future__ import annotations

import pytest

from service.checks.decision_reason import decision_reason
from tests.marking import unmarked

SENT = {
    "people": [{"name": "Ann Doyle", "role": "mother"}, {"name": "Femi Alade", "role": "social worker"}],
    "child": {"name": "Ella Doyle", "age_years": 8, "pronouns": "she/her"},
    "written_on": "2025-04-28",
}


@pytest.mark.parametrize(
    "marked_text",
    [
        "[Overnight stays with her cousins have been stopped.]",
        "[Ella to move to a foster home in Derby after Easter.]",
        "2022 [closed to social care]",
        "OUTCOME\n[Step up to child protection.]",
        "[Visits to be moved to fortnightly.]",
        "Decisions\n1. [Ella changes to Westbrook Primary in September.]\n2. Femi to ring the school on Friday.",
        "[Her day will be cut to mornings until after Easter.]",
        "[Tutoring not to be renewed.]",
        "[Monthly visits from Femi will be quarterly.]",
        "[Ella's place at nursery has been given up.]",
        "[I have decided that the chess group is to end for Ella.]",
        "[Mentoring has been withdrawn.]\nMrs Pell had sent three letters.",
        "[It was decided that Ella can't sleep over at the farm any more.] The farm has a new gate.",
        "[A decision has been made to end that lift.] The bus stops at eight.",
        "[I've decided no s47 on this one.]",
        "Sunday lunch with Dad, fortnightly.\n[This was ended in March by Simon Beech, team manager.] The lamp is new.",
        "[The caravan weekend at Easter has been called off.]",
        "[Ella's Saturdays at the shop have been stopped until further notice.]",
        "[The application for a bigger flat has been withdrawn.] The forms were blue.",
        "[AP refused the request for life story work.] The room was cold.",
        "[The school has taken her off the Year 4 trip to York.]",
        "[Oak Lodge have also stopped her overnights with the cousins in Leeds.]",
        "[It was agreed that overnight stays with Mr Doyle would cease with immediate effect.]",
        "[It has been decided that Ella will no longer sleep at the farm on Fridays.] The farm has a new gate.",
        "Family background\n[It has been decided that Ella will not stay at the farm.] The farm has a new gate.",
        "[I told Ella that overnight stays have been stopped.] She asked if it was her fault.",
    ],
)
def test_a_decision_with_no_reason_is_marked(marked, marked_text):
    assert marked(decision_reason, unmarked(marked_text), **SENT) == marked_text


@pytest.mark.parametrize(
    "text",
    [
        "The panel decided that overnight stays will stop because the flat has no heating.",
        "The Wednesday sessions end this week: Ella asked for that.",
        "My manager and I have decided to end the plan. Everything on it has been true for six months.",
        "Family time moves to Saturday mornings, which is what Ella asked for.",
        "The conference decided to end the plan.\nReason: no police calls for nine months.",
        "The court refused overnight stays until the hair strand results are in.",
        "The card stays until 4 April.",
        "The plan will not end while the house is cold.",
        "If things get worse we will end family time.",
        "Ann wants family time to stop.",
        "Ann said that the mentoring will end.",
        "We talked about ending the plan.",
        "Ann has stopped drinking.",
        "CAMHS closed the case in October.",
        "Nothing about family time changes before the hearing.",
        "The appointment has been cancelled.",
        "Ann was refused entry.",
        "Her benefits have been stopped.",
        "School declined to comment.",
        "Section 47 threshold met, joint with police: the mark is on the ear of a baby who cannot crawl.",
        "Ella was at home as her school is closed for the day.",
        "The farm visit can go ahead on Friday.",
        "Ella reads with Ann once a week.",
        "Overnight stays end on Friday, so there is time to mend the boiler.",
        "The visit ended at four.",
        "Dad ended the call.",
        "Mum to ring the doctor.",
        "NFA by EDT overnight, day team to ring.",
        "“Family time has been stopped.”",
        "History\nFamily time was stopped in 2019.",
        "It was decided that Femi will ring the school on Friday.",
        "I have decided to ring at noon.",
        "Femi to do the return home interview by Tuesday.",
        "The lamp was on. This was ended at four.",
    ],
)
def test_what_says_why_or_is_no_decision_is_left_alone(marked, text):
    assert marked(decision_reason, text, record_type="home visit", **SENT) == text


def test_it_asks_for_the_parts_that_are_missing_and_for_the_childs_view(messages):
    stopped = "Overnight stays with her cousins have been stopped."
    assert messages("decision_reason", stopped, **SENT) == ["Who decided this, and why? What did Ella think?"]
    heard = f"{stopped} Last week Ella said that she loves going."
    assert messages("decision_reason", heard, **SENT) == ["Who decided this, and why?"]
    refused = "The school has taken her off the trip to York."
    assert messages("decision_reason", refused, **SENT) == ["Why was this decided? What did Ella think?"]
    decided = "The panel decided to end the family support."
    assert messages("decision_reason", decided, **SENT) == ["Why was this decided? What did Ella think?"]


def test_a_baby_is_not_asked(messages):
    text = "Family time with Dad has been stopped."
    baby = {"name": "Noor", "age_years": 0}
    assert messages("decision_reason", text, child=baby) == ["Who decided this, and why?"]


@pytest.mark.parametrize("name", ["Zoë O'Brien-Łęcka", "Nguyễn Thuỳ Linh", "نور"])
def test_a_child_of_any_name_moves(marked, name):
    text = f"Decisions\n1. {name} to move to a foster home in Derby."
    child = {"name": name, "age_years": 8}
    assert marked(decision_reason, text, child=child) == f"Decisions\n1. [{name} to move to a foster home in Derby.]"
