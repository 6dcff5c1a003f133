from __future__ import annotations

import pytest

from service.checks.smart_action import smart_action
from tests.marking import unmarked

PEOPLE = [
    {"name": "Ann Doyle", "role": "mother"},
    {"name": "Femi Alade", "role": "social worker"},
    {"name": "Siobhán O'Neill", "role": "health visitor"},
    {"name": "Huw ap Rhys", "role": "teacher"},
]
CHILD = {"name": "Ella Doyle", "age_years": 8, "pronouns": "she/her"}
SENT = {"people": PEOPLE, "child": CHILD, "written_on": "2025-04-28"}


@pytest.mark.parametrize(
    "marked_text",
    [
        "Actions:\n- [Referral to be made to housing.]\n- Femi to ring the landlord by Friday.",
        "Actions\n1. [Refer to mentoring.]\n2. Siobhán to weigh her each Monday.\n3. [Housing letter]",
        "Agreed:\n- [All agencies] to send their reports by 3 May.\n- [Femi to look into the bus pass.]",
        "Next steps\n- [Ann to work on boundaries.]\n- [School to monitor.]\n- Next core group 12 June at 10.",
        "| Action | Who | When |\n|---|---|---|\n| Ring | Femi | 3 May |\n| [Talk] | Ann | TBC |\n| [Refer] | | 4/6 |",
        "Next steps:\nFemi Alade\n- ring housing\n- book the room\nAnn\n- take Ella to the dentist\n\nAll by 3 May.",
        "Actions for Femi by 3 May\n- ring the clinic\n- book the interpreter",
        "Actions\nFA - housing letter, Friday\n[Bedtime chart to be put up]",
        "[It was agreed that Ann would call the school.]",
        "Decisions:\n- [Ella's nursery place needs looking into.]\n- Femi to ring the school on Friday.",
        "Actions\n- Letter to housing – [asap] – Femi",
        "Actions\n- Ring the clinic\nWho: Femi\nBy when: 3 May",
        "Actions\nPhone rules – Femi – 13 June\n- [Passport form sent] – Ann – TBC\nFemi – ring the clinic – 3 May",
        "Actions\n- Femi to send photos on 6 June\n- Ann to bring the print-out of his days by 27 June\n- [Support]",
        "Actions\nFemi – ring them – by 11 July\n[New worker to write the plan]\n[Bus pass to be applied for]",
        "Actions (who – what – when):\n- Mrs Pell – [breakfast club place] – TBC",
        "Actions\nFemi – [support Ann with routines] – 19 June",
        "Decisions of May\n1. Housing letter to be written by 31 May. Completed on 27 May. [Shed to be looked into.]",
    ],
)
def test_what_has_no_owner_no_day_or_no_sign_is_marked_in_minutes(marked, marked_text):
    text = unmarked(marked_text)
    assert marked(smart_action, text, record_type="core group", **SENT) == marked_text


@pytest.mark.parametrize(
    "marked_text",
    [
        "I will ring the school on Monday. [I will chase the lift.]",
        "Refer to housing tomorrow. Will try again at 4.",
        "Will try [another day].",
        "[An interpreter to be arranged.]",
        "Papers to be handed over at the office on 4 May.",
        "Mum to text me when she gets there.",
        "Mum is to ask at work by Friday whether she can drop to four days.",
    ],
)
def test_in_a_note_of_ones_own_what_has_no_subject_is_the_writers(marked, marked_text):
    text = unmarked(marked_text)
    assert marked(smart_action, text, record_type="home visit", **SENT) == marked_text


@pytest.mark.parametrize(
    "text",
    [
        "Review on 4 May.",
        "Next visit 10 April.",
        "Dad is not to be alone with her.",
        "Ann must not drive her.",
        "She would like to go swimming with her cousins.",
        "If she is missing again, ring 999.",
        "Should the sitter fall through, Ann stays at home.",
        "I recommend that Ella is seen by a play therapist.",
        "I rang the school and asked for the register.",
        "Ella will sleep in her own bed.",
        "Meeting to go through the plan.",
        "See strategy discussion.",
        "Ann said she will ring the school.",
        "What we want\nElla to sleep in her own bed.",
        "If it doesn't work\nAnn to ring Nan.",
        "“Femi to ring the landlord.”",
        "A nurse to be found is what Ann wished for.",
        "Will Adeyemi was there. May Parker rang.",
        "Actions\nwho – what – when\nFemi – ring the clinic – 3 May",
        "Decision and actions\nIt was agreed that the plan would continue, as the flat is still cold.",
        "Decisions\nThe placement with Mrs Pell is to be treated as long term, as Ella asked.",
        "What happens next:\nI will see you on Monday.\n\nFemi Alade (your social worker)",
    ],
)
@pytest.mark.parametrize("record_type", ["home visit", "core group"])
def test_no_date_rule_wish_report_goal_or_quotation_is_marked(marked, text, record_type):
    assert marked(smart_action, text, record_type=record_type, **SENT) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Referral to be made to housing.", "Who will do this, and by when?"),
        ("Femi to ring housing.", "By when will this be done?"),
        ("Advice to be sought before 30 April.", "Who will do this?"),
        ("Femi to support Ann.", "By when, and how will you know that it is done?"),
        ("Ann to stop drinking by Friday.", "Is that long enough for such a change? What help comes with it?"),
        ("All agreed that Ann will move by 1 June.", "Who agreed to this, and did anybody see it otherwise?"),
    ],
)
def test_each_missing_part_is_asked_for_in_words_of_its_own(messages, text, message):
    assert messages("smart_action", f"Actions\n- {text}", record_type="core group", **SENT) == [message]


def test_a_change_with_time_for_it_is_left_alone(messages):
    text = "Actions\n- Ann to stop drinking by 30 September."
    assert messages("smart_action", text, record_type="core group", **SENT) == []


@pytest.mark.parametrize(
    "name", ["D'Arcy O'Brien", "Zoë Łęcka-Smith", "Piet van der Berg", "محمد علي", "Nguyễn Thuỳ Linh"]
)
def test_somebody_of_any_name_is_an_owner(messages, name):
    people = [{"name": name, "role": "family support worker"}]
    text = f"Actions\n- {name} to ring the clinic on Monday."
    assert messages("smart_action", text, record_type="core group", people=people) == []


def test_without_anything_but_the_text_it_still_asks(messages):
    assert messages("smart_action", "Referral to be made to housing.") == ["Who will do this, and by when?"]


@pytest.mark.parametrize(
    "item",
    [
        "Ann to keep the cot bed.",
        "Aunts to stay on the list.",
        "No start date to be set without Ann.",
        "Next core group: 24 April, 10.30, common room.",
        "Meet again 11 March.",
        "Femi to fetch her at half nine that day.",
        "Femi to photograph the slide before dark.",
        "Siobhán will watch Ann do two more by Thursday.",
    ],
)
def test_what_stays_as_it_is_and_what_has_its_time_is_not_asked_about(marked, item):
    text = f"Actions\n- {item}"
    assert marked(smart_action, text, **SENT) == text
