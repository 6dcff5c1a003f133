"""How names are compared."""

from __future__ import annotations

import pytest

from service.reading.people.name_forms import fold, is_other_gender, is_pet_form, letters_off, name_parts, sound


@pytest.mark.parametrize(
    ("word", "folded"),
    [("José", "jose"), ("O’Brien", "obrien"), ("Łukasz", "lukasz"), ("Nguyễn", "nguyen"), ("Аня", ""), ("李明", "")],
)
def test_names_are_compared_without_accents_and_apostrophes(word, folded):
    assert fold(word) == folded


def test_hyphens_part_a_name_and_apostrophes_do_not():
    assert name_parts("Mary-Ann D'Angelo van der Berg") == ["Mary", "Ann", "D'Angelo", "van", "der", "Berg"]


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [
        ("amara", "amara", 0),
        ("amarah", "amara", 1),
        ("kasai", "kasia", 1),
        ("okofar", "okafor", 2),
        ("ellie", "emily", 3),
        ("jo", "josephine", 3),
    ],
)
def test_letters_off_counts_a_swap_as_one_and_stops_counting(one, other, off):
    assert letters_off(one, other, 2) == off


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("sara", "sarah", True),
        ("kieran", "kieron", True),
        ("steven", "stephen", True),
        ("claire", "clare", True),
        ("joan", "jean", False),
        ("hall", "hill", False),
        ("jayden", "kayden", False),
    ],
)
def test_names_that_sound_alike_share_a_key(one, other, is_alike):
    assert (sound(one) == sound(other)) is is_alike


@pytest.mark.parametrize(("form", "name"), [("gwil", "gwilym"), ("jessie", "jess"), ("gracie", "grace")])
def test_short_and_pet_forms_are_forms_of_their_own(form, name):
    assert is_pet_form(form, name)


@pytest.mark.parametrize(("one", "other"), [("petrova", "petrov"), ("lisowski", "lisowska"), ("maria", "mario")])
def test_names_of_women_and_men_are_told_apart(one, other):
    assert is_other_gender(one, other)
