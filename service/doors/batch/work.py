"""What a worker does: it takes units one after the other, reviews each child in them and writes the unit's parts."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from service.doors.batch.children import review_children
from service.doors.batch.parts import Part
from service.doors.batch.schema import TABLES
from service.doors.batch.spool import unspooled
from service.doors.batch.unit import Tables
from service.errors import OutputError, WellnotedError
from service.settings import Settings

REVIEWED, DONE, FAILED = "reviewed", "done", "failed"
"""What a worker tells: so many notes more, a unit, or that it cannot go on and why."""

_ORPHANED = 70
_FEW, _MOST_FAILING = 5, 0.1
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_RECORDS_LAST = (*(table for table in TABLES if table != "records"), "records")


@dataclass(frozen=True, slots=True)
class Setup:
    """All that a worker must know; it is handed over in memory, and the key of the spool lies nowhere else."""

    out: Path
    key: str
    spool_key: bytes = field(repr=False)
    chosen: Settings
    include_text: bool
    accept_refused: bool = False


def work(connection: Connection, setup: Setup) -> None:
    """Do what comes over the connection, a unit's number and file at a time, until None comes."""
    _leave_signals_to_the_parent()
    _end_with_the_parent()
    try:
        for unit, path in iter(connection.recv, None):
            review_unit(setup, unit, path, lambda notes: connection.send((REVIEWED, notes)))
            connection.send((DONE, unit))
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - its words may hold a note's, so only its kind and place are told
        connection.send((FAILED, _told(error)))


def review_unit(setup: Setup, unit: int, path: Path, tell: Callable[[int], None]) -> None:
    """Review the notes in a spooled file and write the unit's parts; `tell` is told how many notes more are done."""

    def children() -> Iterator[Tables]:
        notes = unspooled(path, unit, setup.spool_key)
        for _, tables in review_children(notes, setup.chosen, include_text=setup.include_text):
            yield tables
            tell(len(tables.notes) + len(tables.refused))
            _give_memory_back()

    write_unit(setup, unit, children())


def write_unit(setup: Setup, unit: int, children: Iterable[Tables]) -> int:
    """Write a unit's parts, those of `records` last, which makes it done; return how many notes it had.

    Raises OutputError, with nothing written, where so many notes failed that it is not the notes.
    """
    with ExitStack() as stack:
        parts = {table: stack.enter_context(Part(setup.out, table, unit, setup.key)) for table in _RECORDS_LAST}
        for tables in children:
            for table, part in parts.items():
                part.add(getattr(tables, table))
        notes = parts["notes"].rows + parts["refused"].rows
        if not setup.accept_refused:
            _refuse_failing(parts["refused"].rows, notes)
        for part in parts.values():
            part.finish()
        for table, part in parts.items():
            if table != "refused" or part.rows:  # most units refuse nothing
                part.appear()
    return notes


def _give_memory_back() -> None:
    """Return to the system what a child's notes took: Linux's library keeps it, and a worker would grow for hours."""
    with suppress(OSError, AttributeError, TypeError):  # other systems have no such call, and no such need
        ctypes.CDLL(None).malloc_trim(0)


def _refuse_failing(refused: int, notes: int) -> None:
    """Raise where the program fails on so many notes that it is not the notes: they wait until it is mended."""
    if refused > _FEW and refused > _MOST_FAILING * notes:
        msg = (
            f"{refused:,} of {notes:,} notes in one unit failed in the review, so something is wrong here: is the "
            "program installed whole? To go on without such notes, give --accept-refused."
        )
        raise OutputError(msg)


def _leave_signals_to_the_parent() -> None:
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)


def _end_with_the_parent() -> None:
    """End when the process ends that began this one: it may be killed, and nobody would hear what is done here."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(_ORPHANED)

    threading.Thread(target=wait, daemon=True).start()


def in_plain_words(error: OSError) -> str:
    """Return what keeps a file from being read or written."""
    return "the disc is full: make room" if error.errno in _FULL else error.strerror or type(error).__name__


def _told(error: Exception) -> str:
    if isinstance(error, WellnotedError):
        return str(error)
    if isinstance(error, OSError):
        return f"A worker could not read or write ({in_plain_words(error)})."
    if isinstance(error, MemoryError):
        return "A worker ran out of memory. Free some, or go on with fewer --workers."
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"A worker failed: {type(error).__name__} in {Path(place.filename).name}, line {place.lineno}."
