"""A query to any database that SQLAlchemy speaks to, through a cursor on the server, reading only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from service.doors.tables.table import Row, Table, headings
from service.errors import InputError, SettingsError

if TYPE_CHECKING:
    from sqlalchemy import CursorResult, Engine

_ROWS_AT_ONCE = 500
_OPTIONS: Mapping[str, object] = {"stream_results": True, "max_row_buffer": _ROWS_AT_ONCE, "no_parameters": True}


def open_query(url: str, query: str) -> Table:
    """Return the table that a query gives. It is sent once for its columns and once each time the rows are read.

    Nothing of the URL, which may hold a password, is repeated anywhere.
    """
    engine = _engine(url)
    with _result(engine, query) as result:
        columns = headings(result.keys())
    return Table("the database", columns, partial(_rows, engine, query, columns))


def _rows(engine: Engine, query: str, columns: tuple[str, ...], used: Collection[str] | None) -> Iterator[Row]:
    chosen = [(at, name) for at, name in enumerate(columns) if used is None or name in used]
    number = 0
    with _result(engine, query) as result:
        for batch in result.partitions(_ROWS_AT_ONCE):
            for cells in batch:
                number += 1
                yield Row(number, {name: cells[at] for at, name in chosen})


def _engine(url: str) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        engine = create_engine(url, poolclass=NullPool)
    except SQLAlchemyError:
        msg = "the database: its URL cannot be used. Write it as postgresql+psycopg://user:password@host/name."
        raise SettingsError(msg) from None
    except ImportError as error:
        msg = f"the database: the package {error.name} that speaks to it is not installed. Install it with pip."
        raise SettingsError(msg) from None
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and not file.startswith((":", "file:")) and not Path(file).is_file():
        msg = "the database: there is no such file. Check the path; SQLite would make an empty one."
        raise InputError(msg)
    return engine


@contextmanager
def _result(engine: Engine, query: str) -> Iterator[CursorResult[tuple[object, ...]]]:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with engine.connect().execution_options(**_OPTIONS, **_read_only(engine)) as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = ON")
            result: CursorResult[tuple[object, ...]] = connection.exec_driver_sql(query)
            if not result.returns_rows:
                msg = "the database: the query returns no rows. Write a SELECT."
                raise InputError(msg)
            yield result
    except SQLAlchemyError as error:  # its words hold the query and the URL
        kind = type(getattr(error, "orig", None) or error).__name__
        msg = f"the database: it could not be asked ({kind}). Check the URL, the query and the rights to read."
        raise InputError(msg) from None


def _read_only(engine: Engine) -> Mapping[str, object]:
    return {"postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}
