"""What must hold when a process dies, the disk fills, several write at once, or somebody reads the files."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from service.errors import HistoryError
from service.history import database
from service.history.database import Database
from service.history.history import History, open_history
from service.history.putting import Earlier
from service.reading.copies.token_views import VERSION, view_of_words
from tests.history.conftest import new_database
from tests.history.test_history import DRAFT, MARCH, NOTE

ROUNDS = 20
WRITER = """
import sys
from pathlib import Path
from service.history.history import open_history
from service.reading.copies.token_views import VERSION, view_of_words

url, key_file, first, note = sys.argv[1:]
with open_history(url, Path(key_file), view_of=view_of_words, view_version=VERSION) as history:
    for nth in range(int(first), 1_000_000):
        history.put(f"child {nth % 3}", f"note {nth}", f"{note} {nth}", None)
        print(nth, flush=True)
"""

MARKS = 8  # bytes in a row that no two children may share
WRAPPED_KEY = 40


def windows(value: bytes) -> set[bytes]:
    return {value[at : at + MARKS] for at in range(len(value) - MARKS + 1)}


def stored_values(url: str) -> list[bytes]:
    """Return everything that the tables hold as bytes."""
    store = Database(url)
    asked = (
        "SELECT ref FROM history_member", "SELECT ref FROM history_scope", "SELECT wrapped_key FROM history_scope",
        "SELECT ref FROM history_note", "SELECT blob FROM history_note",
    )  # fmt: skip
    with store.read() as connection:
        values = [bytes(row[0]) for question in asked for row in connection.execute(text(question))]
    store.close()
    return values


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("history.sqlite*")))


def open_sqlite(folder: Path) -> History:
    url = f"sqlite:///{folder / 'history.sqlite'}"
    return open_history(url, folder / "history.key", view_of=view_of_words, view_version=VERSION)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_kill_9_loses_no_note_that_was_acknowledged(url, key_file, open_store):
    acknowledged, pause = set(), secrets.SystemRandom()
    open_store()
    for _ in range(ROUNDS):
        first = str(max(acknowledged, default=-1) + 1)
        command = [sys.executable, "-c", WRITER, url, str(key_file), first, NOTE]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
        told = [writer.stdout.readline()]
        time.sleep(pause.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        told += writer.communicate()[0].splitlines(keepends=True)
        acknowledged |= {int(line) for line in told if line.endswith("\n")}
    history = open_store()
    assert len(acknowledged) >= ROUNDS
    assert not any(history.put(f"child {nth % 3}", f"note {nth}", f"{NOTE} {nth}", None) for nth in acknowledged)
    assert 0 <= history.totals().notes - len(acknowledged) <= ROUNDS
    assert history.look_up(["child 0"], DRAFT)
    if url.startswith("sqlite"):
        assert is_whole(Path(url.removeprefix("sqlite:///")))


def test_a_full_disk_is_told_and_leaves_the_store_whole(tmp_path, monkeypatch):
    with open_sqlite(tmp_path) as history:
        history.put("child", "n", NOTE, MARCH)
    prepare = database._prepare  # noqa: SLF001
    with monkeypatch.context() as patched:
        patched.setattr(database, "_prepare", lambda raw, record: (prepare(raw, record), fill(raw)))
        with open_sqlite(tmp_path) as history:
            rows = [Earlier("child", str(nth), f"{NOTE} {nth}", MARCH) for nth in range(400)]
            with pytest.raises(HistoryError, match="no room left"):
                history.put_many(rows)
            assert history.look_up(["child"], DRAFT)
    with open_sqlite(tmp_path) as history:
        assert history.put_many(rows) == 400
    assert is_whole(tmp_path / "history.sqlite")


def fill(raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA max_page_count = 1")  # no page more than there are


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_system_without_room_is_told_and_leaves_the_store_whole(small_disk):
    with open_sqlite(small_disk) as history:
        history.put("child", "n", NOTE, MARCH)
        with pytest.raises(HistoryError, match="no room left"):
            history.put_many(Earlier("child", str(nth), f"{NOTE} {nth}", MARCH) for nth in range(5_000))
        assert history.look_up(["child"], DRAFT)
        kept = history.totals().notes
        assert 1 <= kept < 5_000
    with open_sqlite(small_disk) as history:
        assert history.totals().notes == kept
    assert is_whole(small_disk / "history.sqlite")


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 1 MB."""
    folder, mount, umount = tmp_path / "small", shutil.which("mount"), shutil.which("umount")
    folder.mkdir()
    command = [str(mount), "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not mount or not umount or subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("a small file system cannot be mounted here: not root, or not Linux")
    yield folder
    subprocess.run([umount, str(folder)], check=True)  # noqa: S603


@pytest.mark.parametrize("household", [None, "family"])
def test_two_children_with_the_same_notes_share_no_eight_bytes(history, url, tmp_path, household):
    rows = [Earlier("a", str(nth), f"{NOTE} Visit {nth}. " * 4, MARCH, household) for nth in range(12)]
    history.put_many(rows)
    first = stored_values(url)
    history.put_many(row._replace(child_id="b") for row in rows)
    second = [value for value in stored_values(url) if value not in first]
    ours, theirs = (set().union(*map(windows, values)) for values in (first, second))
    assert ours
    assert theirs
    assert not ours & theirs
    if url.startswith("sqlite"):
        history.close()
        raw = files(tmp_path)
        blobs = [value for value in first if len(value) > 100]
        assert all(raw.count(value[at : at + MARKS]) == 1 for value in blobs for at in range(0, len(value), 50)
                   if len(value) - at >= MARKS)  # fmt: skip


def test_nothing_that_can_be_read_stands_in_the_files(tmp_path):
    with open_sqlite(tmp_path) as history:
        history.put("child 4711", "note 0815", f"{NOTE} Zebedee Quillfeather called.", MARCH, household="house 77")
        raw = files(tmp_path)
    for secret in ("4711", "0815", "house 77", "Rowan", "bedroom", "Zebedee", "2025-03-12", "zebedee"):
        assert secret.encode() not in raw
        assert secret.encode("utf-16-le") not in raw


def test_after_erasure_the_files_hold_none_of_the_childs_bytes(tmp_path):
    with open_sqlite(tmp_path) as history:
        history.put_many(Earlier("other", str(nth), f"{NOTE} {nth}", MARCH) for nth in range(300))
        before = set(stored_values(f"sqlite:///{tmp_path / 'history.sqlite'}"))
        history.put_many(Earlier("child", str(nth), f"{NOTE} {nth}", MARCH) for nth in range(300))
        history.put_many(Earlier("child", str(nth), f"{NOTE} changed {nth}", MARCH) for nth in range(0, 300, 2))
        mine = [value for value in stored_values(f"sqlite:///{tmp_path / 'history.sqlite'}") if value not in before]
        assert any(value in files(tmp_path) for value in mine)
        history.erase("child")
        left = windows(files(tmp_path))
        assert not any(windows(value) & left for value in mine)
        assert history.totals().notes == 300
        assert history.look_up(["other"], DRAFT)


def test_after_erasure_no_table_of_postgresql_holds_the_childs_key(postgresql, key_file):
    url = new_database(postgresql)
    with open_history(url, key_file, view_of=view_of_words, view_version=VERSION) as history:
        history.put_many(Earlier(child, str(nth), NOTE, MARCH) for child in ("child", "other") for nth in range(20))
        keys = {value for value in stored_values(url) if len(value) == WRAPPED_KEY}
        assert all(in_tables(url, key) for key in keys)
        history.erase("child")
        [left] = (value for value in stored_values(url) if len(value) == WRAPPED_KEY)
        assert [key for key in keys if in_tables(url, key)] == [left]
        assert history.status("other").notes == 20


def in_tables(url: str, value: bytes) -> bool:
    """Tell whether the bytes stand in any table's file."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        folder = connection.execute("SHOW data_directory").fetchone()[0]
    return any(value in path.read_bytes() for path in Path(folder, "base").rglob("*") if path.is_file())


def test_an_erasure_that_a_reader_holds_up_says_so_and_is_finished_later(tmp_path, monkeypatch):
    monkeypatch.setattr("service.history.database.BUSY_TIMEOUT_MS", 50)
    with open_sqlite(tmp_path) as history:
        history.put_many(Earlier("child", str(nth), NOTE, MARCH) for nth in range(50))
        reader = sqlite3.connect(tmp_path / "history.sqlite", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM history_note").fetchone()
        mine = stored_values(f"sqlite:///{tmp_path / 'history.sqlite'}")
        with pytest.raises(HistoryError, match="Erase once more"):
            history.erase("child")
        assert history.status("child").notes == 0
        reader.close()
        history.erase("child")
        assert not any(value in files(tmp_path) for value in mine)


def test_two_writers_and_a_reader_do_not_get_in_each_others_way(open_store):
    wrong: list[BaseException] = []

    def write(name: str) -> None:
        history = open_store()
        for nth in range(60):
            history.put(f"child {nth % 5}", f"{name} {nth}", f"{NOTE} {nth}", MARCH)

    def read() -> None:
        history = open_store()
        while writers_alive():
            history.look_up([f"child {nth}" for nth in range(5)], DRAFT)

    def guarded(work, *arguments: str) -> None:
        try:
            work(*arguments)
        except HistoryError as error:
            wrong.append(error)

    history = open_store()
    writers = [threading.Thread(target=guarded, args=(write, name)) for name in "ab"]
    reader = threading.Thread(target=guarded, args=(read,))

    def writers_alive() -> bool:
        return any(writer.is_alive() for writer in writers)

    for thread in (*writers, reader):
        thread.start()
    for thread in (*writers, reader):
        thread.join()
    assert wrong == []
    assert history.totals().notes == 120
    assert len(history.look_up([f"child {nth}" for nth in range(5)], DRAFT)) == 5 * 12
