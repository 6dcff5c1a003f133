from __future__ import annotations

from datetime import date

import pytest

from service.errors import InputError
from service.note import Child, Span, read_note


def test_only_the_text_is_required():
    note = read_note({"text": "Seen at school."})
    assert note.text == "Seen at school."
    assert note.reader == "child"


@pytest.mark.parametrize(
    ("child", "written_on", "years"),
    [
        ({"age_years": 9}, None, 9),
        ({"birth_date": "2016-03-15"}, "2025-03-14", 8),
        ({"birth_date": "2016-03-14"}, "2025-03-14", 9),
        ({"birth_date": "2016-03-14"}, None, None),
        ({"birth_date": "2026-01-01"}, "2025-03-14", None),
    ],
)
def test_the_childs_age_is_what_was_given_or_counted_from_the_birth_date(child, written_on, years):
    note = read_note({"text": "x", "child": child, "written_on": written_on})
    assert note.child_age_years == years


def test_a_child_born_on_29_february_has_a_birthday_in_march_in_other_years():
    child = Child(birth_date=date(2016, 2, 29))
    assert child.age_on(date(2025, 2, 28)) == 8
    assert child.age_on(date(2025, 3, 1)) == 9


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "JSON object"),
        ({}, "text: Field required"),
        ({"text": 5}, "text: Input should be a valid string"),
        ({"text": "x", "record_typ": "plan"}, "did you mean record_type?"),
        ({"text": "x", "child": {"age_years": "Zebedee"}}, "child.age_years"),
        ({"text": "x", "record_type": "Zebedee"}, "record_type"),
        ({"text": "x", "Zebedee": "Zebedee"}, "unknown field"),
        ({"text": "x", "people": [{"name": ["Zebedee"]}]}, "people.0.name"),
        ({"text": "x", "written_on": "Zebedee"}, "written_on"),
    ],
)
def test_a_wrong_field_is_named_and_its_content_is_not_repeated(data, said):
    with pytest.raises(InputError, match=r".") as refused:
        read_note(data)
    assert said in str(refused.value)
    assert "Zebedee" not in str(refused.value)


def test_spans_are_half_open():
    assert Span(0, 3).of("Sam ran") == "Sam"
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert Span(0, 4).overlaps(Span(3, 9))
    assert Span(0, 4).holds(Span(1, 4))


def test_an_age_and_a_birth_date_that_contradict_each_other_give_no_age():
    child = Child(age_years=5, birth_date=date(2014, 3, 1))
    assert child.age_on(date(2025, 3, 14)) is None
    assert child.age_on(None) == 5
    assert Child(age_years=10, birth_date=date(2014, 3, 1)).age_on(date(2025, 3, 14)) == 10


def test_a_number_is_no_day():
    with pytest.raises(InputError, match="2025-03-14"):
        read_note({"text": "He ran.", "written_on": 0})
