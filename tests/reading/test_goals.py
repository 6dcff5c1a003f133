from __future__ import annotations

import pytest

from service.note import Note
from service.reading.guidance.figures import way_of
from service.reading.guidance.goals import read_goals
from service.reading.read import read


@pytest.fixture
def seen(settings):
    """Return the progress of one goal in a text, and the words behind."""

    def run(goal, text, **details):
        sent = {"text": text, "plan_goals": [goal], "child": {"name": "Ella Doyle", "age_years": 8}, **details}
        reading = read(Note.model_validate(sent), settings)
        [found] = read_goals(reading)
        return found.progress, [reading.words_of(span) for span in found.evidence]

    return run


@pytest.mark.parametrize(
    ("goal", "text", "progress"),
    [
        ("Ella goes to school every day", "Attendance is 61%, it was 74% at the last meeting.", "worse"),
        (
            "Ella goes to school every day",
            "She was in lessons 13 days of 16, it was 5 of 15 before Christmas.",
            "better",
        ),
        ("Ella goes to school every day", "Her attendance is the same as last month.", "same"),
        ("Ella goes to school every day", "Femi to speak to the school about the register.", "not_said"),
        ("Ella goes to school every day", "The kitchen was warm and we made toast.", None),
        ("Ella sleeps in her own bed", "She woke on six nights, against two in March.", "worse"),
        ("Ella sleeps in her own bed", "Bedtimes are much better.", "better"),
        ("Ella has tea every day, on time", "1. Ella has tea every day, on time.\nFemi to ring.", "not_said"),
        ("Ella's teeth are looked after", "The dentist did both fillings, which is sorted out now.", "better"),
        (
            "Ella sees her nan every fortnight",
            "She saw her nan twice this month; there were four visits in May.",
            "worse",
        ),
        ("Dad is sober", "Dad was drunk on three nights, last time it was one.", "worse"),
        ("Ella has a friend", "She has no friends in her class.", "worse"),
        ("Ella learns to swim", "She now swims on her own.", "better"),
        ("Ella is in school", "Sessions missed: 71 of 134. It was 44 at the last core group.", "worse"),
        ("Ella is in school", "Attendance 92%, as in March.", "same"),
        ("Ella's room is dry", "Her room: mould on two walls now, it was one.", "worse"),
        ("Ella is not left alone", "She has not been left alone since 10 February.", "better"),
        ("Ella is not left alone", "She was left alone twice this month, in May it was five times.", "better"),
        ("Ella feels heard", "I close today, as each goal has been met for three months.", "better"),
        ("Ella feels heard", "We will close once each goal has been met.", None),
        ("Ella eats with her family", "She ate with them on five evenings a week, up from two.", "better"),
    ],
)
def test_progress_is_read_from_figures_and_from_phrases(seen, goal, text, progress):
    assert seen(goal, text)[0] == progress


def test_the_sentences_behind_are_shown(seen):
    text = "We had tea. Her attendance is 61%, it was 74% in May. The dog slept."
    assert seen("Ella goes to school", text) == ("worse", ["Her attendance is 61%, it was 74% in May."])


def test_a_goal_called_by_its_number_is_found(seen):
    assert seen("Ella feels at ease", "Goal one. Things are much better.")[0] == "better"


def test_a_plan_is_no_progress(seen):
    assert seen("Ella goes to school", "Femi will ask the school for a better timetable by Friday.")[0] == "not_said"


@pytest.mark.parametrize("goal", ["", "…", "Ella", "نور تنام", "1. 2. 3."])
def test_a_goal_that_says_nothing_is_not_found(seen, goal):
    assert seen(goal, "Ella was at school. She slept well.")[0] is None


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("41%, down from 58", "down"),
        ("8.6kg (8.1 in Jan)", "up"),
        ("sixteen nights of twenty-one; it was four last time", "up"),
        ("missing eleven times against six before", "up"),
        ("from two mornings a week to four full days", "up"),
        ("from every three months to monthly", "up"),
        ("22% compared with 40% in summer", "down"),
        ("11 days of 20, it was 11 of 20 in March", "level"),
        ("14/15 days, was 9/15", "up"),
        ("reading age 7y 2m; it was 6y 4m", "up"),
        ("each day now: it was Sundays", "up"),
        ("In August there was one wet bed a week, and now there are four", "up"),
        ("42 of 43 on time, one late. In September it was 19 late", "down"),
        ("four in March, four in February", "level"),
        ("he came down to breakfast on 4 May", None),
        ("in bed by 7.30 on three nights", None),
        ("two cats and three dogs", None),
        ("", None),
    ],
)
def test_figures_of_now_are_held_against_those_of_then(words, way):
    assert way_of(words) == way


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        ("Ms Nowak goes to the parents' group every week", "Ms Nowak rang every day since Monday."),
        ("Ella goes to football on Fridays", "She has been happier every Friday."),
    ],
)
def test_a_name_a_day_or_every_links_nothing_to_a_goal(seen, goal, text):
    assert seen(goal, text) == (None, [])
