"""Batches on Spark: the same rows as the plain functions, whatever runs twice, and nothing left behind."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.doors.batch.pool import Stop
from service.doors.batch.progress import Silent
from service.doors.batch.schema import TABLES, schema
from service.doors.batch.spool import Spool
from service.doors.batch.unit import refused_row, review_child
from service.doors.batch.work import Setup, review_unit
from service.doors.spark.engine import run_units_on
from service.doors.spark.reviewing import Plan, reviewed
from service.doors.spark.session import session
from service.doors.spark.writing import read_table, write_reviewed, write_tables
from service.doors.tables.days import ISO
from service.doors.tables.mapping import column_map
from service.doors.tables.notes import ReadNote, Refused, read_notes
from service.doors.tables.opening import open_table
from service.errors import InputError
from service.note import Note
from service.settings import settings

pytest.importorskip("pyspark", reason="no Spark here: pip install 'wellnoted[spark]'")
pytest.importorskip("pandas", reason="no pandas here: pip install 'wellnoted[spark]'")
pa = pytest.importorskip("pyarrow", reason="no Parquet here: pip install 'wellnoted[spark]'")
parquet = pytest.importorskip("pyarrow.parquet", reason="no Parquet here: pip install 'wellnoted[spark]'")

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, and none is on PATH")

BATH = "Rowan will not get into the bath at bedtime and cries until it has been emptied."
HEADINGS = ("child_id", "note_id", "record_type", "written_on", "text", "household", "child_name", "child_age_years")
NOTES = [
    ("1001", "a", "home visit", date(2025, 3, 12), f"I visited at 4pm. {BATH}", "9", "Rowan", 6.0),
    (
        "1001",
        "b",
        "supervision",
        date(2025, 4, 2),
        "We agreed that I will ring the school by 9 April 2025.",
        None,
        None,
        None,
    ),
    ("1001", "c", "phone call", None, f"{BATH} Mum is obviously lying.", "9", "Rowan", None),
    ("1002", "a", "home visit", date(2025, 3, 13), f"{BATH} Linden was out.", "9", "Linden", 4.5),
    ("2003", "d", None, date(2025, 5, 13), "School rang. Attendance is poor.", None, None, None),
    ("2003", "d", None, date(2025, 5, 14), "School rang again.", None, None, None),
    ("3004", "e", "case note", date(2024, 1, 2), "   ", None, None, None),
    (None, "f", "case note", date(2024, 1, 2), "A note of nobody.", None, None, None),
]


def as_parquet(path, notes=NOTES, **changed):
    rows = [dict(zip(HEADINGS, note, strict=True)) | changed for note in notes]
    kinds = [pa.string()] * 3 + [pa.date32()] + [pa.string()] * 3 + [pa.float64()]
    parquet.write_table(pa.Table.from_pylist(rows, pa.schema(list(zip(HEADINGS, kinds, strict=True)))), path)
    return str(path)


def plainly(source: str, *, include_text: bool = False) -> dict[str, list[bytes]]:
    """What the plain functions make of an export, each child in turn."""
    mapping, chosen = column_map("generic"), settings()
    reads = list(read_notes(open_table(source), mapping, ISO, chosen))
    notes = [read for read in reads if isinstance(read, ReadNote)]
    home: dict[str, str] = {}
    for read in notes:
        if read.household:
            home.setdefault(read.note.child_id, read.household)
    made = {table: [] for table in TABLES}
    made["refused"] += [refused_row(read) for read in reads if isinstance(read, Refused)]
    for child in {read.note.child_id for read in notes}:
        own = [read for read in notes if read.note.child_id == child]
        beside = [
            read
            for read in notes
            if read.note.child_id != child and home.get(read.note.child_id) == home.get(child, object())
        ]
        tables = review_child(own, chosen, linked=beside, include_text=include_text)
        for table in TABLES:
            made[table] += getattr(tables, table)
    return {table: in_bytes(rows, table) for table, rows in made.items()}


def in_bytes(rows, table: str) -> list[bytes]:
    """Rows as bytes in order, each by the columns that the table has."""
    columns = pa.Table.from_pylist([{k: v for k, v in row.items() if k != "unit"} for row in rows], schema(table))
    return sorted(json.dumps(row, default=str).encode() for row in columns.to_pylist())


def on_spark(spark, folder: str) -> dict[str, list[bytes]]:
    rows = {
        table: [row.asDict(recursive=True) for row in read_table(spark, folder, table).collect()] for table in TABLES
    }
    return {table: in_bytes(each, table) for table, each in rows.items()}


def review(spark, source: str, folder: str, **changed) -> None:
    frame = spark.read.parquet(source)
    plan = Plan.of(frame, "generic", units=4)
    write_reviewed(reviewed(frame, Plan(plan.mapping, units=4, **changed)), folder)
    write_tables(spark, folder)


@pytest.fixture(scope="session")
def spark():
    with session("local[2]") as opened:
        yield opened


@pytest.fixture(scope="session")
def export(tmp_path_factory) -> str:
    return as_parquet(tmp_path_factory.mktemp("export") / "notes.parquet")


@pytest.fixture(scope="session")
def written(spark, export, tmp_path_factory) -> str:
    folder = str(tmp_path_factory.mktemp("out"))
    review(spark, export, folder)
    return folder


@needs_java
def test_spark_writes_the_rows_that_the_plain_functions_return(spark, export, written):
    assert on_spark(spark, written) == plainly(export)


@needs_java
def test_with_text_too(spark, export, tmp_path):
    review(spark, export, str(tmp_path), include_text=True)
    assert on_spark(spark, str(tmp_path)) == plainly(export, include_text=True)


@needs_java
def test_every_row_is_reviewed_or_refused_and_brothers_and_sisters_are_compared(spark, written):
    notes = read_table(spark, written, "notes").collect()
    refused = read_table(spark, written, "refused").collect()
    assert sorted(row["row"] for row in (*notes, *refused)) == list(range(1, len(NOTES) + 1))
    assert sorted(row["error"] for row in refused) == ["DuplicateId", "NoChild", "NoText"]
    linden = next(row for row in notes if row["child_id"] == "1002")
    assert [(source["child_id"], source["note_id"]) for source in linden["copied_from"]] == [("1001", "a")]


@needs_java
def test_a_second_run_adds_no_row_and_what_was_mended_leaves_no_refusal(spark, tmp_path):
    folder = str(tmp_path / "out")
    broken = as_parquet(tmp_path / "broken.parquet", [NOTES[4], NOTES[6]])
    review(spark, broken, folder)
    once = on_spark(spark, folder)
    review(spark, broken, folder)
    assert on_spark(spark, folder) == once
    mended = as_parquet(tmp_path / "mended.parquet", [NOTES[4], (*NOTES[6][:4], "He was in.", *NOTES[6][5:])])
    review(spark, mended, folder)
    assert on_spark(spark, folder) == plainly(mended)


@needs_java
def test_a_run_may_be_done_in_parts_and_each_unit_is_one_file(spark, export, written, tmp_path):
    frame, plan = spark.read.parquet(export), Plan(column_map("generic"), units=4)
    for only in (range(2), range(2, 4), range(1)):
        write_reviewed(reviewed(frame, plan, only=only), str(tmp_path))
    write_tables(spark, str(tmp_path))
    assert on_spark(spark, str(tmp_path)) == on_spark(spark, written)
    units = list(tmp_path.glob("reviewed/unit=*"))
    assert len(units) > 2
    assert all(len(list(unit.glob("*.parquet"))) == 1 for unit in units)


@needs_java
def test_ids_that_are_numbers_and_days_with_a_time_are_read_as_in_a_file(spark, tmp_path):
    rows = [
        {
            "child_id": 12345678901,
            "note_id": 1,
            "written_on": datetime(2025, 3, 12, 23, 30, tzinfo=UTC),
            "text": "He was in.",
        },
        {"child_id": 12345678901, "note_id": None, "written_on": None, "text": "He was out."},
    ]
    source = tmp_path / "numbers.parquet"
    parquet.write_table(pa.Table.from_pylist(rows), source)
    review(spark, str(source), str(tmp_path / "out"))
    notes = read_table(spark, str(tmp_path / "out"), "notes").orderBy("row").collect()
    assert [(row["child_id"], row["note_id"], row["written_on"]) for row in notes] == [
        ("12345678901", "1", date(2025, 3, 12))
    ]
    assert on_spark(spark, str(tmp_path / "out")) == plainly(str(source))


@needs_java
def test_a_mapping_that_does_not_fit_is_told_before_any_work(spark, export):
    frame = spark.read.parquet(export).drop("text")
    with pytest.raises(InputError, match="for text"):
        Plan.of(frame, "generic")


class Heard(Silent):
    """Counts what was reviewed, and may ask to stop at the first."""

    def __init__(self, stop: Stop | None = None) -> None:
        self.notes, self._stop = 0, stop

    def reviewed(self, notes: int) -> None:
        self.notes += notes
        if self._stop:
            self._stop.ask()


@pytest.fixture
def spool(export, tmp_path):
    with Spool(tmp_path / "spool", 8) as opened:
        for at, read in enumerate(read_notes(open_table(export), column_map("generic"), ISO, settings())):
            if isinstance(read, ReadNote):
                opened.add({"1001": 0, "1002": 0}.get(read.note.child_id, at), read)
        opened.close()
        yield opened


def units_of(spool: Spool) -> dict[int, Path]:
    return {unit: spool.path(unit) for unit, rows in enumerate(spool.rows) if rows}


def setup_for(spool: Spool, out: Path, **changed) -> Setup:
    out.mkdir(exist_ok=True)
    return Setup(out, "0123456789ab", spool.key, settings().model_copy(update=changed), include_text=False)


def parts(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("*/*.parquet"))}


@needs_java
def test_units_on_spark_are_the_bytes_that_the_runners_own_workers_write(spark, spool, tmp_path):
    here, there, heard = setup_for(spool, tmp_path / "here"), setup_for(spool, tmp_path / "there"), Heard()
    for unit, path in units_of(spool).items():
        review_unit(here, unit, path, lambda _notes: None)
    assert run_units_on(spark, there, units_of(spool), Stop(), heard) == ""
    assert heard.notes == sum(spool.rows)
    assert parts(there.out) == parts(here.out)
    assert len(parts(there.out)) >= 3 * len(units_of(spool))


@needs_java
def test_asked_to_stop_it_begins_no_unit_and_what_it_began_is_whole(spark, tmp_path):
    stop = Stop()
    heard = Heard(stop)
    with Spool(tmp_path / "spool", 9) as spool:
        for unit in range(9):
            spool.add(unit, ReadNote(unit + 1, Note(text="He was in.", child_id=str(unit))))
        spool.close()
        setup = setup_for(spool, tmp_path / "out")
        assert run_units_on(spark, setup, units_of(spool), stop, heard) == ""
        done = {path.name for path in setup.out.glob("records/*.parquet")}
        assert 0 < len(done) == heard.notes < 9
        assert {path.name for path in setup.out.glob("notes/*.parquet")} == done
        assert run_units_on(spark, setup, units_of(spool), stop, heard) == ""
        assert {path.name for path in setup.out.glob("records/*.parquet")} == done


@needs_java
def test_what_is_wrong_in_a_task_is_told_in_our_words_and_nothing_is_half_written(spark, spool, tmp_path):
    setup = setup_for(
        spool, tmp_path / "out", kinds_backend="sentence-transformers", kinds_model=str(tmp_path / "none")
    )
    told = run_units_on(spark, setup, units_of(spool), Stop(), Heard())
    assert "none" in told
    assert "Traceback" not in told
    assert parts(setup.out) == {}
