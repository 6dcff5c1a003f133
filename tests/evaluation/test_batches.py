"""The yardstick of the batch checks: what it calls the same, what it calls different, and what it measures."""

from __future__ import annotations

import os

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("psutil", reason="the extra evaluation holds it")

from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq

from evaluation.batch_kills import faults
from evaluation.batch_speed import Watched, units
from evaluation.batches import differences, fields_that_differ, rows_in, rows_of
from service.doors.batch.schema import TABLES, schema

REFUSED = [{"row": 7, "stage": "note", "error": "NotANote", "field": "text", "why": "is empty."}]


def output(refused):
    return {table: rows_in(table, refused if table == "refused" else []) for table in TABLES}


def finding(check, start):
    return {"scope": "note", "child_id": "c", "note_id": "n", "check": check, "start": start, "dates": []}


def write(folder, table, rows, name="part-00000-0123456789ab.parquet"):
    (folder / table).mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=schema(table)), folder / table / name)


def test_rows_that_never_were_in_a_file_equal_those_that_were(tmp_path):
    write(tmp_path, "refused", REFUSED)
    assert rows_of(tmp_path, "refused") == rows_in("refused", REFUSED)


def test_the_order_of_rows_makes_no_difference():
    two = [finding("vague", 3), finding("jargon", 9)]
    assert rows_in("findings", two) == rows_in("findings", two[::-1])


def test_outputs_alike_have_no_differences():
    assert differences(output(REFUSED), output(REFUSED)) == []


def test_a_row_that_is_there_twice_is_a_difference():
    [found] = differences(output(REFUSED), output(REFUSED * 2))
    assert found.table == "refused"
    assert found.only_second == Counter({"NotANote": 1})
    assert not found.only_first


def test_a_difference_names_the_field():
    one, other = rows_in("findings", [finding("vague", 3)]), rows_in("findings", [finding("vague", 3) | {"end": 8}])
    assert fields_that_differ("findings", one, other) == Counter({"end": 1})


@pytest.fixture
def whole_and_resumed(tmp_path):
    note = {"row": 2, "child_id": "c", "note_id": "n", "words": 12}
    for name in ("whole", "resumed"):
        for table in TABLES:
            write(tmp_path / name, table, [note] if table == "notes" else [])
        told = '{"complete": true, "rows": 1, "reviewed": 1, "refused": {"rows": 0}}'
        (tmp_path / name / "run.json").write_text(told)
    return tmp_path / "whole", tmp_path / "resumed", note


def test_an_output_that_is_whole_has_no_faults(whole_and_resumed):
    whole, resumed, _ = whole_and_resumed
    assert list(faults(whole, resumed, 1)) == []


def test_a_row_there_twice_after_kills_is_told(whole_and_resumed):
    whole, resumed, note = whole_and_resumed
    write(resumed, "notes", [note], "part-00001-0123456789ab.parquet")
    assert "notes: a row is there twice" in list(faults(whole, resumed, 1))


def test_a_file_half_written_is_told(whole_and_resumed):
    whole, resumed, _ = whole_and_resumed
    (resumed / "notes" / ".part-00001-0123456789ab.parquet.12ab.tmp").touch()
    assert any("half written" in fault for fault in faults(whole, resumed, 1))


def test_a_row_that_nobody_counted_is_told(whole_and_resumed):
    whole, resumed, _ = whole_and_resumed
    assert "run.json does not count every row" in list(faults(whole, resumed, 2))


def test_processor_time_at_a_moment_lies_between_the_looks_around_it():
    seen = Watched(moments=[0.0, 2.0, 4.0], processor=[0.0, 1.0, 5.0])
    assert [seen.processor_at(moment) for moment in (0.0, 1.0, 3.0, 9.0)] == [0.0, 0.5, 3.0, 5.0]


def test_units_come_in_the_order_in_which_they_were_done(tmp_path):
    for at, words in enumerate((10, 30)):
        name = f"part-0000{at}-0123456789ab.parquet"
        write(tmp_path, "notes", [{"row": at, "words": words}], name)
        write(tmp_path, "records", [], name)
        os.utime(tmp_path / "records" / name, (100 - at, 100 - at))
    assert [unit.words for unit in units(tmp_path)] == [30, 10]
