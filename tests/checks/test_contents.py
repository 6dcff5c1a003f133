"""What a record of each kind must hold, in whatever words."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.check import LONGEST_MESSAGE
from service.finding import Severity
from service.note import Note
from service.reading.guidance.contents import missing_parts
from service.reading.read import read
from service.settings import Settings

CHILD = {"name": "Amara Okafor", "age_years": 9, "pronouns": "she/her"}
PEOPLE = [{"name": "Grace Okafor", "role": "mother"}, {"name": "Tom Hill", "role": "class teacher"}]


@pytest.fixture
def missing(settings):
    """Return the parts that a note of some kind lacks."""

    def run(kind: str, text: str, **details: object) -> list[str]:
        sent = {"record_type": kind, "child": CHILD, "people": PEOPLE, "written_on": "2025-03-14", **details}
        return list(missing_parts(read(Note.model_validate({"text": text, **sent}), settings)))

    return run


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Grace let me in. Amara showed me her maths. I will come back on 28 March.", []),
        ("Grace was in. The kitchen was warm and there was soup on. I will come back on 28 March.", ["child seen"]),
        ("Grace was in, Amara at her nan's for the night. I will come back on 28 March.", []),
        ("Grace let me in. Amara was asleep in the top bunk. The window lock has been mended.", ["next step"]),
        ("Grace let me in. I held Amara while the kettle boiled. Next visit 28 March.", []),
        ("No answer at the door and the curtains were shut. I will try again tomorrow at nine.", []),
        ("Grace let me in. Dean was asleep on the sofa. I will come back on 28 March.", ["child seen"]),
        ("Grace let me in. Asleep in the top bunk, thumb in. I will come back on 28 March.", []),
        ("Grace was in and the soup was on. Asked after Amara. I will see Amara at school.", ["child seen"]),
        ("Grace let me in. Amara showed me her maths. Chase housing", []),
    ],
)
def test_a_home_visit(missing, text, parts):
    assert missing("home visit", text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            (
                "Present: Grace Okafor (mother), Tom Hill (class teacher), me.\n"
                "Grace said that mornings are easier with the bus pass.\n"
                "Attendance is 94%, up from 81%.\nNext core group 25 April at 2."
            ),
            [],
        ),
        (
            (
                "Present: Grace Okafor (mother), Tom Hill (class teacher), me.\n"
                "Tom Hill reported that attendance is 94%, up from 81%.\nTom Hill to ring the nurse."
            ),
            ["family's view", "next date"],
        ),
        (
            (
                "The group looked at the nights.\nGrace said that she would like the visits on Mondays.\n"
                "It is better than in January. We meet again on 25 April."
            ),
            ["who was there"],
        ),
    ],
)
def test_a_core_group(missing, text, parts):
    assert missing("core group", text) == parts


@pytest.mark.parametrize(
    ("kind", "text", "parts"),
    [
        (
            "child in need review",
            (
                "Attended by Grace and Tom Hill. Grace told us that the nights are better. The plan carries on for "
                "three months because the flat is still cold. Next review 3 June."
            ),
            [],
        ),
        (
            "supervision",
            (
                "We talked about Amara. Two visits since last time, both seen. Grace has stopped the night shifts. "
                "I agreed to move visits to Mondays."
            ),
            ["the plan"],
        ),
        (
            "supervision",
            "We went through the plan. Nights are better since January. I agreed to move visits to Mondays.",
            [],
        ),
        (
            "plan",
            (
                "Outcome: Amara sleeps in her own bed and gets to school on time.\n"
                "- Grace to ring the landlord by 21 March.\n- I will bring the bed on 24 March.\nReview: 2 May at 10."
            ),
            ["how we will know", "plan B"],
        ),
        (
            "closing summary",
            (
                "Amara needed a safe place to sleep, and now has one. The plan gave her 12 sessions with the nurse. We "
                "are no longer needed because nights have been quiet for six months. Grace can ring the family hub."
            ),
            [],
        ),
        (
            "transfer summary",
            (
                "Amara lives with her mother, Grace, and sees her nan on Sundays. She is on a child in need plan. "
                "Risk: her father drinks and turns up at night. I will post the passport form by 21 March."
            ),
            ["what the child was told"],
        ),
        (
            "direct work",
            "We drew her three houses. She put the cat in the one with no doors. Next session 21 March.",
            [],
        ),
        (
            "plan",
            (
                "OUTCOME. Amara sleeps in her own bed.\nGrace to ring the landlord by 21 March.\nWe will know it when "
                "the chart says so. Should Sundays fail twice, I change the day.\nWe will look at this on 2 May."
            ),
            [],
        ),
        (
            "plan",
            (
                "OUTCOME. Amara sleeps in her own bed.\nGrace to ring the landlord by 21 March.\nWe will know it when "
                'the chart says so. She said "don\'t ask if I am safe".\nReview 2 May.'
            ),
            ["plan B"],
        ),
        ("case note", "Grace rang.", []),
        ("phone call", "Grace rang.", []),
    ],
)
def test_other_kinds_of_record(missing, kind, text, parts):
    assert missing(kind, text) == parts


def test_figures_set_side_by_side_are_progress(missing):
    minutes = "Present: Grace Okafor, Tom Hill, me.\nGrace said that she likes the bus.\n{}\nNext core group 25 April."
    assert missing("core group", minutes.format("Tom Hill: in school 4 days in 5, was 2 in 5.")) == []
    assert missing("core group", minutes.format("Tom Hill: in school on 3/2 and on 4/2.")) == ["progress"]


def test_a_heading_is_enough_where_something_stands_under_it(missing):
    minutes = "Present: Grace Okafor, Tom Hill, me.\nGrace said that it is better than in January.\nNext meeting:"
    assert missing("core group", minutes) == ["next date"]
    assert missing("core group", f"{minutes} 4 May") == []


def test_a_chronology_without_days_or_effects_is_asked_for_both(missing):
    entries = "The family moved to Hull.\nPolice were called to the flat.\nA plan was made for the family."
    assert missing("chronology", entries) == ["date", "effect on the child"]
    dated = (
        "2 May 2023: moved to Hull.\nJune 2024: police at the flat. Amara slept badly for a month.\n2025: plan made."
    )
    assert missing("chronology", dated) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mama sagte, dass es ihr gut geht. Die Wohnung ist warm. Der Hund schläft im Flur.",
        "她今天很好。妈妈在家。",
        "هي بخير وأمها في البيت",
        "...",
    ],
)
def test_a_note_that_is_not_in_english_is_left_alone(missing, text):
    assert missing("home visit", text) == []


@pytest.mark.parametrize(
    "name", ["Siân O'Neill", "Anne-Marie al-Rashid", "José van der Berg", "李娜", "Nguyễn Thuỳ Linh", "Zé"]
)
def test_a_child_of_any_name_is_seen(missing, name):
    child = {"name": name, "pronouns": "they/them"}
    first = name.split()[0]
    text = f"Grace let me in. {first} showed me a snail. I will come back on 28 March."
    assert missing("home visit", text, child=child) == []


def test_one_question_for_a_note_names_the_parts(messages):
    [message] = messages("contents", "The group looked at the nights.", record_type="core group", child=CHILD)
    assert message == (
        "Is there a word to add on who was there, what the family thinks, how things have moved and when the next "
        "meeting is?"
    )


def test_parts_that_do_not_fit_are_counted(messages):
    text = "The lift was out and the hall was cold. It was the first Tuesday."
    [message] = messages("contents", text, record_type="transfer summary", child=CHILD)
    assert message.endswith(" and 2 more?")


def test_every_message_fits_however_many_parts_are_missing(settings):
    for kind in (
        "strategy discussion",
        "assessment",
        "plan",
        "transfer summary",
        "closing summary",
        "looked after review",
    ):
        review = analyse(
            Note(text="It was the first Tuesday of the month, and the lift was out.", record_type=kind), settings
        )
        [found] = [each for each in review.findings if each.check == "contents"]
        assert len(found.message) <= LONGEST_MESSAGE
        assert found.severity is Severity.OVERVIEW
        assert (found.start, found.end) == (0, 0)


def test_without_a_kind_of_record_it_is_skipped_and_says_what_to_send(settings):
    review = analyse(Note(text="The group looked at the nights."), settings)
    [skipped] = [each for each in review.skipped if each.check == "contents"]
    assert "record_type" in skipped.reason


def test_a_council_can_ask_for_another_part_or_switch_one_off(tmp_path):
    (tmp_path / "record_types.toml").write_text(
        '[parts."bedroom seen"]\ncues = ["bedroom"]\n'
        '[types."home visit"]\nmust_hold = ["bedroom seen"]\noff = ["child seen"]\n',
        encoding="utf-8",
    )
    theirs = Settings(_env_file=None, wordlists=tmp_path)
    note = Note(text="Grace was in. The kitchen was warm. I will come back on Friday.", record_type="home visit")
    assert missing_parts(read(note, theirs)) == ("bedroom seen",)


def test_what_it_means_for_the_child_is_asked_once(messages):
    described = (
        "This is the check at the half-way point of the plan of 3 March, with Bea Moss, reviewing officer. Breakfast "
        "club goes on for three mornings a week, and Amara is there by eight. The course began on 9 April and Grace "
        "has been to five of six sessions. Amara said that she likes the toast. The bus pass came on Monday. Tom Hill "
        "will ring the clinic on 2 June. The next review is on 12 June at ten."
    )
    sent = {"record_type": "midway review", "child": CHILD, "people": PEOPLE}
    assert messages("analysis", described, **sent)
    assert not any("means for the child" in message for message in messages("contents", described, **sent))
