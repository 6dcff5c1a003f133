from __future__ import annotations

import pytest

from service.note import Note, Span
from service.reading.guidance.actions import read_actions
from service.reading.guidance.deadlines import is_soon, says_when
from service.reading.read import read

SENT = {
    "record_type": "core group",
    "people": [{"name": "Ann Doyle", "role": "mother"}, {"name": "Femi Alade", "role": "social worker"}],
    "child": {"name": "Ella Doyle", "age_years": 8, "pronouns": "she/her"},
    "written_on": "2025-04-28",
}


@pytest.fixture
def lacking(settings):
    """Return what each action of a note lacks, by its words."""

    def run(text, **details):
        reading = read(Note.model_validate({"text": text, **SENT, **details}), settings)
        return {reading.words_of(action.span): set(action.lacks) for action in read_actions(reading)}

    return run


@pytest.mark.parametrize(
    ("item", "lacks"),
    [
        ("Femi to ring the landlord by Friday", set()),
        ("Femi will ring the landlord tomorrow", set()),
        ("Femi is going to ring the landlord", {"date"}),
        ("Femi has agreed to visit on Tuesdays", set()),
        ("Femi: ring the landlord before half term", set()),
        ("The landlord to be rung by Femi on Monday", set()),
        ("The landlord to be rung on Monday", {"owner"}),
        ("The form needs to be sent", {"owner", "date"}),
        ("Direct work to begin asap", {"owner", "date"}),
        ("Professionals to keep monitoring", {"owner", "date", "measure"}),
        ("Femi to monitor her weight at each visit", set()),
        ("Femi to support Ann to fill in the form on 4 May", set()),
        ("Femi to support Ann with six visits before 4 June", set()),
        ("Ann to engage with the course from Monday", {"measure"}),
        ("Ann to be sober by Sunday", {"realistic"}),
        ("All agreed that Ann will ring on Friday", {"agreed"}),
        ("Letter to housing – me", {"date"}),
        ("Continue to support attendance", {"owner", "date", "measure"}),
    ],
)
def test_each_part_that_is_missing_is_named(lacking, item, lacks):
    [found] = lacking(f"Actions\n- {item}").values()
    assert found == lacks


def test_a_table_is_read_by_its_titles(lacking):
    table = (
        "Who | What | When\nFemi | Ring the landlord | 3 May\nAll | Share news | weekly\nAnn | Parenting course | TBC"
    )
    assert lacking(table) == {"Ring the landlord": set(), "Share news": {"owner"}, "Parenting course": {"date"}}


def test_a_table_of_what_happened_holds_no_actions(lacking):
    assert lacking("Date | What happened | Effect\n9 Feb | Moved to Chester | Lost her friends") == {}


def test_a_date_over_a_list_or_at_its_end_counts_for_all_of_it(lacking):
    assert set(map(len, lacking("Actions by 3 May\n- Femi to ring\n- Ann to write").values())) == {0}
    assert set(map(len, lacking("Actions\n- Femi to ring\n- Ann to write\nAll by 3 May.").values())) == {0}
    dated = lacking("Actions from the meeting of 3 May\n- Femi to ring the clinic")
    assert dated == {"Femi to ring the clinic": {"date"}}


def test_what_was_cut_from_a_sentence_is_read_with_it(lacking):
    assert set(map(len, lacking("I will ring the clinic. By Friday.", record_type="home visit").values())) == {0}


def test_a_long_note_and_a_strange_one_are_read(lacking):
    assert len(lacking("Actions\n" + "- Femi to ring the clinic\n" * 300)) == 1
    assert lacking("| | |\n|---|\n\t\t\n- \n1.\n:: to be\n") == {}


@pytest.mark.parametrize(
    "words",
    [
        "by Friday", "on 3 May", "by the 24th", "16/4", "tomorrow", "within five working days", "each Monday",
        "at the next visit", "before half term", "by the end of the month", "when she is up", "from now on", "at 4",
        "weekly", "over the next fortnight",
    ],
)  # fmt: skip
def test_a_time_is_known_in_many_words(words):
    assert says_when(f"Femi to ring {words}")


@pytest.mark.parametrize(
    "words",
    ["asap", "ongoing", "in due course", "when possible", "until further notice", "at school", "in contact with May"],
)
def test_what_only_sounds_like_a_time_is_none(words):
    assert not says_when(f"Femi to look after the form {words}")


def test_a_full_date_tells_how_soon_better_than_a_day_of_the_week():
    written_on = Note.model_validate({"text": "x", "written_on": "2025-03-18"}).written_on
    for words, soon in (
        ("by Friday 21 March", True),
        ("by Friday 18 July", False),
        ("by Monday", True),
        ("by July", False),
    ):
        assert is_soon(words, Span(0, len(words)), written_on) is soon
