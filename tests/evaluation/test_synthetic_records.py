"""The generator of invented records: what the batch benchmarks stand on."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from itertools import pairwise

import pytest

from evaluation.gold_notes import read_gold, training_files
from evaluation.synthetic.days import ordinal
from evaluation.synthetic.gendered import turned
from evaluation.synthetic.notes import written
from evaluation.synthetic.words import BOYS, GIRLS, MEN, SURNAME_ENDS, SURNAME_STARTS, WOMEN
from evaluation.synthetic_records import COLUMNS, Alike, rows, write_records

NOTES = 800
ALSO_WORDS = frozenset("Baby Blessing Grace Hope Justice Mark May Nana Precious Princess Summer Sunny Will".split())  # noqa: SIM905


@pytest.fixture(scope="module")
def made():
    return [note for _, note in rows(NOTES, 3)]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_the_same_seed_gives_the_same_bytes(tmp_path, ending):
    first, second, other = (tmp_path / f"{name}.{ending}" for name in "abc")
    write_records(first, 60, 5)
    write_records(second, 60, 5)
    write_records(other, 60, 6)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_every_format_has_the_same_rows(tmp_path):
    for ending in ("csv", "jsonl"):
        write_records(tmp_path / f"notes.{ending}", 40, 5)
    with (tmp_path / "notes.csv").open(encoding="utf-8", newline="") as file:
        from_csv = list(csv.DictReader(file))
    from_lines = [json.loads(line) for line in (tmp_path / "notes.jsonl").read_text(encoding="utf-8").splitlines()]
    assert from_csv == from_lines
    assert tuple(from_csv[0]) == COLUMNS


def test_each_childs_notes_come_in_order_of_date_each_with_its_own_id(made):
    by_child = defaultdict(list)
    for note in made:
        by_child[note.child.child_id].append(note)
    assert all(a.day <= b.day for notes in by_child.values() for a, b in pairwise(notes))
    assert len({note.note_id for note in made}) == len(made)
    assert all(note.day > note.child.born for note in made)


def test_children_of_one_household_have_one_family(made):
    by_household = defaultdict(set)
    for note in made:
        by_household[note.household].add((note.child.surname, note.people[:2]))
    assert all(len(families) == 1 for families in by_household.values())
    assert any(len({n.child.child_id for n in made if n.household == home}) > 1 for home in by_household)


def test_no_child_of_the_gold_notes_is_named():
    gold = {note.child.split("|")[0].split()[0] for note in read_gold(training_files())}
    assert not gold & {*GIRLS, *BOYS, *WOMEN, *MEN}


def test_a_note_names_its_own_child_and_no_other_child_of_the_gold_notes(made):
    gold = {note.child.split("|")[0].split()[0] for note in read_gold(training_files())} - ALSO_WORDS
    surnames = {start + end for start in SURNAME_STARTS for end in SURNAME_ENDS}  # Stanley is one, by chance
    own, strange = 0, []
    for note in made:
        words = set(re.findall(r"(?<![.!?“\"] )(?<!^)\b[A-Z][a-z]{2,}\b", note.text, re.MULTILINE))
        own += note.child.given in note.text
        strange += [(note.note_id, word) for word in words & gold if word not in surnames]
    assert own > 0.7 * len(made)
    assert not strange


def test_the_surname_behind_the_childs_first_name_is_the_childs(made):
    behind = [
        (note.note_id, surname)
        for note in made
        for surname in re.findall(rf"\b{note.child.given} ((?!Mondays)[A-Z]\w+(?:-[A-Z]\w+)*)", note.text)
        if surname != note.child.surname
    ]
    assert not behind


def test_a_childs_age_in_brackets_fits_the_birth_date(made):
    wrong = [
        note.note_id
        for note in made
        for age in re.findall(rf"\b{note.child.given} {re.escape(note.child.surname)} \((\d+)\)", note.text)
        if abs(int(age) - note.child.age_on(note.day)) > 1  # a passage may be pasted from an earlier note
    ]
    assert len(wrong) < 0.02 * len(made)


def test_the_words_of_a_note_are_about_those_of_a_case_system(made):
    assert 220 < sum(len(note.text.split()) for note in made) / len(made) < 280


def test_a_household_is_the_same_whatever_came_before():
    assert list(written(3, 7)) == list(written(3, 7))
    assert next(iter(written(3, 7))).household == "H000007"


def test_a_sentence_counts_as_alike_only_between_children():
    alike = Alike()
    alike.add("a", ["One.", "One.", "Two."])
    alike.add("b", ["Two.", "Three."])
    assert alike.share() == pytest.approx(2 / 5)


@pytest.mark.parametrize(
    ("word", "following", "other"),
    [("her", "coat", "his"), ("her", "to", "him"), ("Her", "mother", "His"), ("mum", "", "dad"), ("table", "", None)],
)
def test_a_word_turns_with_the_sex_of_whom_it_is_about(word, following, other):
    assert turned(word, following) == other


def test_ordinals_are_written_as_people_write_them():
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]
    )
