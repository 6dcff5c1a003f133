"""How found passages are scored, and what the engine must reach on the records."""

from __future__ import annotations

from functools import cache

import pytest

from evaluation.copying import cases_of, change_scores, generated, ours, whole_records
from evaluation.gold_notes import GOLD, read_gold
from evaluation.planting import drafts
from evaluation.records import read_records, unmark_pastes
from evaluation.text_alignment import (
    Case,
    Shared,
    alignment,
    clean_flagged,
    end_errors,
    passages_right,
    recall_by_kind,
    share_close,
)
from service.note import Span


def shared(start, end, note="n1", source=None, kind="verbatim"):
    return Shared(Span(start, end), note, source, kind)


def test_what_is_found_exactly_scores_one():
    got = alignment([Case((shared(0, 100),), (shared(0, 100),))])
    assert (got.precision, got.recall, got.granularity, got.plagdet) == (1.0, 1.0, 1.0, 1.0)


def test_a_passage_found_in_two_pieces_is_marked_down():
    got = alignment([Case((shared(0, 100),), (shared(0, 50), shared(50, 100)))])
    assert got.f1 == 1.0
    assert got.granularity == 2.0
    assert got.plagdet == pytest.approx(1 / 1.58496, rel=1e-4)


def test_characters_are_counted_on_both_sides():
    gold = shared(0, 100, source=Span(200, 300))
    found = shared(0, 50, source=Span(200, 300))
    got = alignment([Case((gold,), (found,))])
    assert got.precision == 1.0
    assert got.recall == 150 / 200


def test_a_passage_laid_to_the_wrong_note_is_not_found():
    gold, found = shared(0, 100, "n1", Span(0, 100)), shared(0, 100, "n2", Span(0, 100))
    assert alignment([Case((gold,), (found,))]).recall == 0.0


def test_what_may_be_found_is_not_counted():
    case = Case((), (shared(0, 50),), allowed=(Span(0, 50),))
    assert alignment([case]).precision == 1.0
    assert passages_right([case]) == (1, 1)


def test_a_passage_is_found_from_seventy_per_cent_on():
    gold = (shared(0, 100, kind="edited"), shared(200, 300, kind="edited"))
    case = Case(gold, (shared(0, 70), shared(200, 269)))
    assert recall_by_kind([case]) == {"edited": (1, 2)}


def test_ends_are_measured_on_all_pieces_together():
    errors = end_errors([Case((shared(10, 100),), (shared(0, 40), shared(50, 120)))])
    assert errors == [("verbatim", 10, 20)]
    assert share_close(errors, ["verbatim"]) == 0.0


def test_clean_notes_are_counted_apart():
    assert clean_flagged([Case((), ()), Case((), (shared(0, 9),)), Case((shared(0, 9),), ())]) == (1, 2)


def test_marks_of_a_record_become_spans():
    text, (first, second) = unmark_pastes("New. {{r1-a-01 swap|Poppy was seen.}} And {{r1-a-02 edited|more}}.")
    assert text == "New. Poppy was seen. And more."
    assert (first.span.of(text), first.source, first.kind) == ("Poppy was seen.", "r1-a-01", "swap")
    assert (second.span.of(text), second.source, second.kind) == ("more", "r1-a-02", "edited")


def test_all_of_the_records_is_read():
    records = read_records()
    assert len(records) == 6
    assert sum(len(note.pastes) for record in records for note in record.notes) == 78
    assert ("wrong-name", "r1-a-10 Poppy") in records[0].expected


def test_planted_passages_stand_where_they_say_and_the_seed_decides():
    notes = read_gold([GOLD / "t1.txt"])
    texts = {note.note_id: note.text for note in notes}
    made = drafts(notes, lambda _: ["Ellis"], 30, seed=7)
    assert made == drafts(notes, lambda _: ["Ellis"], 30, seed=7)
    plain = [(draft, plant) for draft in made for plant in draft.plants if plant.kind in {"verbatim", "short"}]
    assert plain
    assert all(plant.span.of(draft.text) == plant.source.of(texts[plant.note_id]) for draft, plant in plain)


@cache
def record_cases():
    return cases_of(list(whole_records()), ours)


def test_the_records_are_read_as_the_results_say():
    found = recall_by_kind(record_cases())
    assert found["verbatim"] == (26, 26)
    assert found["swap"] == (8, 8)
    assert found["edited"][0] >= 17
    right, total = passages_right(record_cases())
    assert right / total >= 0.9
    assert alignment(record_cases()).granularity <= 1.05


def test_no_note_of_the_records_without_a_copy_is_flagged():
    assert clean_flagged(record_cases())[0] <= 2


def test_copies_planted_into_gold_notes_are_found_with_their_ends_and_changes():
    problems = list(generated(25, seed=11))
    cases = cases_of(problems, ours)
    assert alignment(cases).plagdet >= 0.95
    assert share_close(end_errors(cases), ["verbatim", "short", "swap"]) >= 0.9
    precision, recall = change_scores(problems)
    assert precision >= 0.9
    assert recall >= 0.8
