"""Taking a batch in: a file that is sent goes to the disc as it comes; of a path only its place is kept.

What is sent gets a name of ours: a file's own may name a family.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.doors.batch.jobs.table import Batch, Jobs
from service.doors.tables.opening import DELIMITED, LINES, PARQUET, SHEETS
from service.errors import InputError, OutputError
from service.settings import Settings

FORMATS = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""What may be sent, by its media type. Each is one that a page of another site cannot send without being asked."""

REPORTS = {"html": "report.html", "xlsx": "report.xlsx", "csv": "tables.zip", "parquet": "parquet.zip"}
"""What a finished batch's folder holds."""

TABLES = "tables"
"""The folder of a batch that is not finished, in its own."""

_ENDINGS = frozenset(name.removeprefix(".") for name in DELIMITED | LINES | PARQUET | SHEETS)
_ROOM_BYTES = 50_000_000
_FULL = frozenset(
    {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
)  # Windows has no quota of that name


class NoRoomError(OutputError):
    """The disc is full."""


def data_folder(chosen: Settings) -> Path:
    """Return where batches lie."""
    if chosen.batch_data:
        return chosen.batch_data.expanduser().absolute()
    import platformdirs  # only where batches are asked for

    return platformdirs.user_data_path("wellnoted") / "batches"


def uploaded(folder: Path, batch: Batch) -> Path:
    """Return where the file that was sent lies, in a batch's folder."""
    return folder / f"upload.{batch.format}"


def refuse_full_disc(folder: Path, wanted_bytes: int) -> None:
    """Raise NoRoomError before a file is sent that cannot be kept."""
    place = next(place for place in (folder, *folder.parents) if place.exists())
    if shutil.disk_usage(place).free < wanted_bytes + _ROOM_BYTES:
        raise _no_room()


async def receive(jobs: Jobs, batch: Batch, chunks: AsyncIterator[bytes]) -> None:
    """Write what is sent to the disc, readable by its owner alone, and queue it; nothing is left of half a file."""
    folder = jobs.folder_of(batch.id)
    try:
        with _told():
            await asyncio.to_thread(folder.mkdir, mode=0o700)
            size = await _write(uploaded(folder, batch), chunks)
        _refuse_nothing(size)
        await asyncio.to_thread(jobs.queue, batch.id)
    except BaseException:
        remove(jobs, batch.id)
        raise


async def _write(path: Path, chunks: AsyncIterator[bytes]) -> int:
    size = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            await asyncio.to_thread(file.write, chunk)
        file.flush()
        await asyncio.to_thread(os.fsync, file.fileno())
    return size


def _refuse_nothing(size: int) -> None:
    if not size:
        msg = "The file is empty. Send the export itself as the body."
        raise InputError(msg)


def tidy(jobs: Jobs, batch: Batch) -> None:
    """Remove of a batch that has ended what was sent and what its reports were made of."""
    folder = jobs.folder_of(batch.id)
    uploaded(folder, batch).unlink(missing_ok=True)
    shutil.rmtree(folder / TABLES, ignore_errors=True)


def remove(jobs: Jobs, batch_id: str) -> None:
    """Remove a batch's files and its row."""
    shutil.rmtree(jobs.folder_of(batch_id), ignore_errors=True)
    jobs.forget(batch_id)


def allowed_path(written: str, chosen: Settings) -> Path:
    """Return the file itself, behind whatever links lead to it. Raises InputError for one that may not be read.

    The answer is the same for a file that is not there and one that is elsewhere, so that nobody learns which.
    """
    if not chosen.batch_folders:
        msg = "This service takes no paths. Send the file itself, or list its folder in WELLNOTED_BATCH_FOLDERS."
        raise InputError(msg)
    path = _resolved(written)
    folders = [folder.expanduser().resolve() for folder in chosen.batch_folders]
    if path is None or not any(path.is_relative_to(folder) for folder in folders) or not path.is_file():
        msg = (
            "No file is there, or it is not in a folder that is listed in WELLNOTED_BATCH_FOLDERS. Give its full path."
        )
        raise InputError(msg)
    if path.suffix.lower().removeprefix(".") not in _ENDINGS:
        msg = f"The file is none that can be read. It may end in {', '.join(sorted(_ENDINGS))}."
        raise InputError(msg)
    return path


def _resolved(written: str) -> Path | None:
    try:
        path = Path(written)
        return path.resolve(strict=True) if path.is_absolute() and ".." not in path.parts else None
    except (OSError, ValueError, RuntimeError):  # not there; a NUL; links in a ring
        return None


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _no_room() from None
        msg = "What was sent cannot be written. Check that the folder of WELLNOTED_BATCH_DATA may be written to."
        raise OutputError(msg) from None


def _no_room() -> NoRoomError:
    return NoRoomError(
        "The service's disc has no room for this file. Nothing of it is kept: make room, and send it again."
    )
