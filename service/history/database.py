"""A connection to either database: how SQLite must be spoken to, the schema, and what its errors mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from service.errors import HistoryError, SettingsError

BUSY_TIMEOUT_MS = 5_000
PAGE_BYTES = 16_384  # notes of some 600 bytes leave a tenth of a 4 KiB page empty
HEAD = "0001"
"""The schema's version that this program needs; the last file in `migrations/versions`."""

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x57656C6C  # any number that all of our processes agree on


class Database:
    """One database; `read` and `write` give transactions that end in words a person can act on."""

    def __init__(self, url: str | None) -> None:
        self._url = _readable(url)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        with _in_words():
            self._engine = _sqlite(self._url) if self.is_sqlite else _postgresql(self._url)
        self._writer = self._engine.execution_options(history_writes=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Begin a transaction that sees one state of the store and waits for nobody."""
        with _in_words(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Begin a transaction that may write; what it wrote stands once it is left."""
        with _in_words(), self._writer.begin() as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the schema to what this program needs."""
        from alembic import command  # alembic is needed only when a store is new or old
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                msg = "The history was made by a newer version of this program. Install that version, or a newer one."
                raise SettingsError(msg) from None

    @property
    def revision(self) -> str | None:
        """The schema's version, or None in a new store."""
        with self.read() as connection:
            if not inspect(connection).has_table("history_version"):
                return None
            return connection.execute(text("SELECT version_num FROM history_version")).scalar()

    def forget_deleted(self) -> bool:
        """Take what was deleted out of the database's files; False where other work was in the way."""
        with _in_words():
            return self._checkpoint() if self.is_sqlite else self._vacuum()

    def forget_logged(self) -> None:
        """Empty SQLite's log if nobody is reading; PostgreSQL sees to its own."""
        if self.is_sqlite:
            with _in_words():
                self._checkpoint()

    def _checkpoint(self) -> bool:
        """Move the write-ahead log into the file and empty it; deleted bytes were zeroed by secure_delete."""
        connection = self._engine.raw_connection()
        try:
            return not connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.close()

    def _vacuum(self) -> bool:
        """Rewrite the small tables, for a plain VACUUM leaves a deleted key's bytes in its page."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table, how in (("note", ""), ("member", "FULL"), ("scope", "FULL"), ("vault", "FULL")):
                connection.exec_driver_sql(f"VACUUM {how} history_{table}")
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _readable(url: str | None) -> URL:
    """Return the URL, by default a file in the user's data folder. Nothing of a bad one is repeated."""
    if url is None:
        import platformdirs

        return URL.create("sqlite", database=str(platformdirs.user_data_path("wellnoted") / "history.sqlite"))
    try:
        parsed = make_url(url)
    except ArgumentError:
        msg = "The history's URL cannot be read. Write sqlite:///FILE or postgresql://USER@HOST/DATABASE."
        raise SettingsError(msg) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed.set(drivername="sqlite")
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    msg = "The history can be kept in a SQLite file or in PostgreSQL. Write sqlite:///FILE or postgresql://…"
    raise SettingsError(msg)


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError):
        msg = "PostgreSQL needs one more package. Run pip install 'wellnoted[postgresql]'."
        raise SettingsError(msg) from None


def _sqlite(url: URL) -> Engine:
    _create_private(Path(str(url.database)))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _create_private(path: Path) -> None:
    """Create the file so that only its owner may read it; SQLite's files beside it follow."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError:
        msg = "The history's file cannot be opened. Choose a folder that this program may write to."
        raise SettingsError(msg) from None


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's own connection
    # Transactions are begun by _begin: the driver's own begin only when a write comes, too late to wait for one.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"page_size={PAGE_BYTES}",  # has effect in a new file only
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged note outlives a power cut, not only a crash
        "secure_delete=ON",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and then writes cannot wait its turn: SQLite refuses at once.
    writes = connection.get_execution_options().get("history_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn a database's error into one that says what to do, without its statement or values."""
    try:
        yield
    except DBAPIError as error:
        raise HistoryError(_explain(str(error.orig))) from None
    except SQLAlchemyError as error:
        msg = f"The history could not be used ({type(error).__name__}). Nothing was changed."
        raise HistoryError(msg) from None


_MEANINGS = (
    (("is full", "no space left"), "There is no room left for the history. Free some space, then send it again."),
    (("is locked", "busy"), "Another program holds the history for too long. Try again."),
    (("not a database", "malformed"), "The history's file is no SQLite database, or damaged. Bring back a copy."),
    (("readonly", "read-only"), "The history may not be written to. Check who may write to its file and folder."),
    (("no such table", "does not exist"), "The history's tables are missing or of another version. Open it again."),
    (("connect", "server closed"), "The history's database does not answer. Check its URL and whether it runs."),
    (("disk i/o",), "The disk could not read or write the history. Check the disk, then try again."),
)


def _explain(said: str) -> str:
    lowered = said.lower()
    meaning = next((words for signs, words in _MEANINGS if any(sign in lowered for sign in signs)), None)
    return meaning or "The history's database refused. Nothing was changed; its own log says why."
