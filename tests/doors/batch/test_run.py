"""Whole runs of the command in processes of their own, one of them finished and looked at by many tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from service.cli import main
from service.doors.batch.job import Asked
from service.doors.batch.lock import held
from service.doors.batch.pool import Stop
from service.doors.batch.progress import Silent
from service.doors.batch.runner import Stopped, run
from service.doors.batch.schema import TABLES
from service.doors.tables.mapping import column_map
from tests.doors.tables.exports import as_csv, as_xlsx, written

CANARY = "Zebedeequill"
FORMULA = '=HYPERLINK("http://x.example","Open") was on his tablet.'
SENTENCES = ("I visited {} at home.", "Mum is manipulative.", "{} told me 'I like my room'.", "School rang on Monday.")
ON_UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def row(at: int, **changed: str) -> dict[str, str]:
    child = at % 14
    words = " ".join(SENTENCES[(at + part) % 4].format(CANARY) for part in range(2))
    return {
        "child_id": f"{CANARY}-{child}",
        "note_id": f"{CANARY}-n{at // 14}",  # the same ids in every child's record
        "date": f"2025-{at % 12 + 1:02}-{at % 27 + 1:02}",
        "type": ("Home visit", "Supervision", "Phone call")[at % 3],
        "child_name": CANARY,
        "author": f"{CANARY} the worker",
        "household": f"{CANARY}-h{child // 2}",
        "text": f"Note {at}. {words}",
        **changed,
    }


ROWS = [
    *(row(at) for at in range(56)),
    row(1),  # its id again
    row(90, child_id=""),
    row(91, text=" "),
    row(92, text=FORMULA),
]
REFUSED = Counter(
    {("note", "note_id", "DuplicateId"): 1, ("mapping", "child_id", "NoChild"): 1, ("mapping", "text", "NoText"): 1}
)


def command(source: str, out: Path, *options: str) -> list[str]:
    shared = ["--out", str(out), "--rows-a-unit", "12", "--accept-refused"]
    return [sys.executable, "-m", "service", "batch", "run", source, *shared, *options]


def finished(source: str, out: Path, *options: str, **how) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(source, out, *options), capture_output=True, text=True, check=False, **how)  # noqa: S603


def rows_of(out: Path, table: str) -> list[dict]:
    return [each for path in sorted((out / table).glob("*.parquet")) for each in parquet.read_table(path).to_pylist()]


def parts_of(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.parquet")}


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> str:
    return written(tmp_path_factory.mktemp("export") / "notes.csv", as_csv(ROWS))


@pytest.fixture(scope="module")
def done(tmp_path_factory, export):
    """Return the output folder of a run with one worker, with what it printed."""
    out, temporary = tmp_path_factory.mktemp("done") / "out", tmp_path_factory.mktemp("temporary")
    ran = finished(export, out, "--workers", "1", env={**os.environ, "TMPDIR": str(temporary)})
    assert list(temporary.iterdir()) == []
    return out, ran


def test_every_row_is_a_note_or_refused(done):
    out, ran = done
    assert ran.returncode == 3, ran.stderr
    notes, refused = rows_of(out, "notes"), rows_of(out, "refused")
    assert sorted(each["row"] for each in [*notes, *refused]) == list(range(2, 2 + len(ROWS)))
    assert Counter((each["stage"], each["field"], each["error"]) for each in refused) == REFUSED
    assert sum(each["rows"] for each in rows_of(out, "records")) == len(notes)
    assert {each["child_id"] for each in rows_of(out, "records")} == {each["child_id"] for each in notes}


def test_parts_are_in_order_of_child_and_date(done):
    for path in (done[0] / "notes").glob("*.parquet"):
        keys = [(each["child_id"], str(each["written_on"])) for each in parquet.read_table(path).to_pylist()]
        assert keys == sorted(keys)


def test_a_child_and_its_household_are_in_one_part(done):
    for column in ("child_id", "household"):
        parts = [
            {each[column] for each in parquet.read_table(path).to_pylist()} for path in (done[0] / "notes").iterdir()
        ]
        assert len(parts) > 3
        assert sum(map(len, parts)) == len(set.union(*parts))


def test_what_was_run_says_what_it_hangs_on_and_what_came_of_it(done):
    told = json.loads((done[0] / "run.json").read_text(encoding="utf-8"))
    assert told["complete"]
    assert told["input"] == "notes.csv"
    assert told["rows"] == told["reviewed"] + told["refused"]["rows"] == len(ROWS)
    assert {(each["stage"], each["field"], each["error"]): each["count"] for each in told["refused"]["by"]} == REFUSED
    assert told["mapping"]["columns"]["child_id"] == "child_id"
    assert told["versions"]["wellnoted"]
    assert told["children"] == len(rows_of(done[0], "records"))
    assert (told["schema"], told["settings"]["include_text"]) == (1, False)


def test_the_end_is_told_in_words_and_the_way_in_json(done):
    out, ran = done
    assert "Reviewed 57 notes of 60 rows, about 14 children." in ran.stdout
    assert "3 rows were refused:" in ran.stdout
    assert "1 × NoChild, first in row 59, child_id: is empty: the note belongs to no child." in ran.stdout
    assert f"Next: wellnoted batch report {out}" in ran.stdout
    told = [json.loads(line) for line in ran.stderr.splitlines()]
    assert (told[-1]["event"], told[-1]["notes"], told[-1]["of"]) == ("reviewing", 57, 57)


def test_nothing_of_a_note_is_anywhere_but_ids_in_the_tables_of_notes(done):
    out, ran = done
    assert CANARY not in ran.stdout + ran.stderr
    assert CANARY.encode() not in (out / "run.json").read_bytes()
    assert CANARY not in repr(rows_of(out, "refused"))
    assert {path.name for path in out.iterdir()} == {*TABLES, "run.json", ".lock"}
    assert (out / ".lock").stat().st_size == 0
    for table in TABLES:
        for each in rows_of(out, table):
            assert CANARY not in repr(without_ids(each))
            assert "manipulative" not in repr(each)
            assert "the worker" not in repr(each)


IDS = ("child_id", "note_id", "household", "note_ids")


def without_ids(value):
    if isinstance(value, dict):
        return {name: without_ids(held) for name, held in value.items() if name not in IDS}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


def started(source: str, out: Path, *options: str) -> subprocess.Popen[str]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command(source, out, *options), **pipes, start_new_session=True)  # noqa: S603


def wait_for_units(out: Path, more_than: int, process: subprocess.Popen[str]) -> None:
    while len(list((out / "records").glob("part-*"))) <= more_than and process.poll() is None:
        time.sleep(0.02)


@ON_UNIX
def test_killed_then_stopped_then_finished_it_is_the_same_bytes_and_no_unit_was_done_twice(done, export, tmp_path):
    out = tmp_path / "out"
    process = started(export, out, "--workers", "2")
    wait_for_units(out, 0, process)
    process.kill()
    process.communicate()
    assert (out / ".spool").is_dir()
    left = b"".join(path.read_bytes() for path in (out / ".spool").iterdir())
    assert CANARY.encode() not in left
    assert not json.loads((out / "run.json").read_text(encoding="utf-8"))["complete"]
    first = {path: path.stat().st_mtime_ns for path in (out / "records").glob("part-*")}

    process = started(export, out, "--workers", "1")
    wait_for_units(out, len(first), process)
    os.killpg(process.pid, signal.SIGTERM)  # as a terminal, systemd and timeout do: the workers are sent it too
    stdout, stderr = process.communicate()
    assert "Traceback" not in stderr
    if process.returncode == 4:  # it may have been at its last unit
        assert "Next: run the same command again" in stdout
        assert "what is at hand is finished first" in stderr
    assert not (out / ".spool").exists()

    ran = finished(export, out, "--workers", "2")
    assert ran.returncode == 3, ran.stderr
    assert parts_of(out) == parts_of(done[0])
    assert {path: path.stat().st_mtime_ns for path in first} == first
    assert [path for path in out.rglob("*.tmp") if path.is_file()] == []


def test_what_is_done_is_not_done_again(done, export):
    out, _ = done
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file() and path.name != ".lock"}
    result = invoked(export, out)
    assert result.exit_code == 3
    assert "Reviewed 57 notes of 60 rows" in result.stdout
    assert {path: path.stat().st_mtime_ns for path in before} == before


def invoked(source: str, out: Path, *options: str):
    return CliRunner().invoke(main, command(source, out, *options)[3:])


def test_two_batches_are_never_mixed_in_one_folder(done, tmp_path, export):
    out, _ = done
    before = parts_of(out)
    other = written(tmp_path / "other.csv", as_csv(ROWS[:-1]))
    for source, options, differs in ((export, ["--include-text"], "settings"), (other, [], "content, rows")):
        result = invoked(source, out, *options)
        assert result.exit_code == 2
        assert f"another batch (it differs in its {differs}" in result.stderr
        assert "--fresh" in result.stderr
    assert parts_of(out) == before


def test_a_folder_in_use_is_refused(export, tmp_path):
    with held(tmp_path / "out"):
        result = invoked(export, tmp_path / "out")
    assert result.exit_code == 2
    assert "another run is writing there" in result.stderr
    assert not (tmp_path / "out").exists()


def test_fresh_throws_the_old_tables_away_and_text_is_included_where_asked_for(tmp_path):
    out = tmp_path / "out"
    source = written(tmp_path / "one.csv", as_csv([row(0, text=FORMULA), row(1)]))
    (out / "notes").mkdir(parents=True)
    (out / "notes" / "part-00000-0123456789ab.parquet").touch()
    assert invoked(source, out).exit_code == 2
    ran = finished(source, out, "--fresh", "--include-text")
    assert ran.returncode == 0, ran.stderr
    assert sorted(each["text"] for each in rows_of(out, "notes")) == [FORMULA, row(1)["text"]]
    assert any(each["words"] == "Mum is manipulative." for each in rows_of(out, "findings"))
    assert CANARY not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        (ROWS, ["--mapping", "mosiac"], "no preset of that name"),
        (ROWS, ["--mapping", "WRONG"], "wellnoted batch map"),
        ([{"child_id": "1", "date": "2025-01-01"}], [], "no column"),
        ([{"note": "Seen.", "date": "2025-01-01"}], [], "for child_id"),
        ([row(at, date="03/04/2025") for at in range(3)], [], "none tells whether the day or the month is first"),
        ([row(0, household="H", child_id=f"C{at}", note_id=f"{at}") for at in range(61)], [], "the same household"),
    ],
)
def test_a_file_that_does_not_fit_is_told_and_nothing_is_written(tmp_path, rows, options, said):
    wrong = written(tmp_path / "wrong.toml", '[columns]\nchild_id = "Person"\ntext = "text"')
    options = [wrong if option == "WRONG" else option for option in options]
    result = invoked(written(tmp_path / "bad.csv", as_csv(rows)), tmp_path / "out", *options)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert CANARY not in result.stderr
    assert not (tmp_path / "out").exists()


def test_more_than_one_row_in_a_hundred_refused_stops_before_any_work(tmp_path):
    rows = [row(at, note_id="") if at < 2 else row(at) for at in range(100)]
    arguments = command(written(tmp_path / "bad.csv", as_csv(rows)), tmp_path / "out")
    arguments.remove("--accept-refused")
    result = CliRunner().invoke(main, arguments[3:])
    assert result.exit_code == 2
    assert "2.0% of the rows cannot be read" in result.stderr
    assert "Empty, first in row 2, note_id" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_is_damaged_is_told(tmp_path):
    result = invoked(written(tmp_path / "bad.xlsx", b"PK\x03\x04 no workbook"), tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def asked(source: str, out: Path, **how) -> Asked:
    return Asked(source, out, column_map("generic"), accept_refused=True, rows_a_unit=12, **how)


@ON_UNIX
def test_a_worker_that_is_killed_is_told(export, tmp_path, settings):
    told = []
    stop = Stop()
    thread = Thread(target=lambda: told.append(run(asked(export, tmp_path / "out"), settings, Silent(), stop)))
    thread.start()
    while not (workers := active_children()):
        time.sleep(0.02)
    time.sleep(1)
    workers[0].kill()
    thread.join()
    [outcome] = told
    assert "A worker was killed from outside (signal 9): most often the machine ran out of memory" in outcome.problem
    assert not outcome.is_complete


def test_whoever_asks_twice_is_heard_at_once(export, tmp_path, settings):
    stop = Stop()

    class AskTwice(Silent):
        def reviewing(self, done: int, notes: int) -> None:  # noqa: ARG002 - as the others
            stop.ask()
            stop.ask()

    outcome = run(asked(export, tmp_path / "out", workers=2), settings, AskTwice(), stop)
    assert not outcome.is_complete
    assert (outcome.problem, outcome.counts.notes) == ("", 0)
    assert active_children() == []
    assert list((tmp_path / "out").rglob("*.tmp")) == []


def test_a_stop_while_the_input_is_read_leaves_nothing(export, tmp_path, settings):
    stop = Stop()
    stop.ask()
    assert isinstance(run(asked(export, tmp_path / "out"), settings, Silent(), stop), Stopped)
    assert not (tmp_path / "out").exists()


@ON_UNIX
def test_a_full_disc_is_told_and_nothing_is_half_written(export, tmp_path):
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)); {START}"
    arguments = [sys.executable, "-c", limited, *command(export, tmp_path / "out")[3:]]
    ran = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 4, ran.stderr
    assert "the disc is full: make room" in ran.stdout
    assert list((tmp_path / "out").rglob("*.parquet")) == []
    assert not (tmp_path / "out" / ".spool").exists()


START = "from service.cli import main; main()"


def test_a_formula_in_a_workbook_is_a_text(tmp_path, settings):
    source = as_xlsx(tmp_path / "notes.xlsx", [row(0, text=FORMULA)])
    outcome = run(asked(source, tmp_path / "out", include_text=True), settings, Silent(), Stop())
    assert outcome.is_complete
    assert [each["text"] for each in rows_of(tmp_path / "out", "notes")] == [FORMULA]
