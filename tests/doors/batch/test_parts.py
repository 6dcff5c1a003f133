from __future__ import annotations

import pytest
from pyarrow import parquet

from service.doors.batch import parts
from service.doors.batch.parts import READING, Part
from service.doors.batch.schema import TABLES, VERSION, schema

KEY, OTHER = "0123456789ab", "ba9876543210"
ROW = {"row": 7, "stage": "mapping", "error": "NoChild", "field": "child_id", "why": "is empty."}


def write(out, table, unit, key=KEY, rows=()):
    with Part(out, table, unit, key) as part:
        part.add(rows)
        part.finish()
        part.appear()


def files(out):
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())


def test_a_part_is_whole_or_not_there(tmp_path):
    with Part(tmp_path, "refused", 7, KEY) as part:
        part.add([ROW] * 9_000)
        part.finish()
        assert parts.paths(tmp_path, "refused", KEY) == []
        part.appear()
    [path] = parts.paths(tmp_path, "refused", KEY)
    assert path.name == f"part-00007-{KEY}.parquet"
    assert parquet.read_table(path).to_pylist() == [ROW] * 9_000
    assert files(tmp_path) == [f"refused/{path.name}"]


def test_a_part_that_fails_leaves_nothing(tmp_path):
    def fail():
        with Part(tmp_path, "refused", 7, KEY) as part:
            part.add([ROW] * 9_000)
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the one raised above
        fail()
    assert files(tmp_path) == []


def test_the_same_rows_are_the_same_bytes_however_they_come(tmp_path):
    with Part(tmp_path, "refused", 1, KEY) as part:
        for row in range(9_000):
            part.add([ROW | {"row": row}])
        part.finish()
        part.appear()
    write(tmp_path, "refused", 2, rows=[ROW | {"row": row} for row in range(9_000)])
    one, two = parts.paths(tmp_path, "refused", KEY)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_every_file_says_its_table_and_the_version_of_its_columns(tmp_path, table):
    write(tmp_path, table, 1)
    [path] = parts.paths(tmp_path, table, KEY)
    read = parquet.read_schema(path)
    assert read.metadata[b"wellnoted.schema"] == str(VERSION).encode()
    assert read.metadata[b"wellnoted.table"] == table.encode()
    assert read.names == schema(table).names


def test_a_unit_is_done_with_its_last_part_and_what_is_not_done_is_removed(tmp_path):
    for table in TABLES:
        write(tmp_path, table, 1)
    for table in ("notes", "findings", "refused"):
        write(tmp_path, table, 2)
    write(tmp_path, "refused", READING)
    write(tmp_path, "notes", 3, OTHER)
    (tmp_path / "notes" / f".part-00004-{KEY}.parquet.abc.tmp").touch()
    (tmp_path / "notes" / "mine.parquet").touch()
    assert parts.done(tmp_path, KEY) == {1}
    parts.remove_unfinished(tmp_path, KEY)
    assert files(tmp_path) == sorted(
        [f"{table}/part-00001-{KEY}.parquet" for table in TABLES]
        + [f"refused/part-reading-{KEY}.parquet", f"notes/part-00003-{OTHER}.parquet", "notes/mine.parquet"]
    )
    assert parts.keys_in(tmp_path) == {KEY, OTHER}
    parts.remove_all(tmp_path)
    assert files(tmp_path) == ["notes/mine.parquet"]
