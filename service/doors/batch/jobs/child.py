"""The process that works through one batch: review, reports, and then nothing is left of what was sent.

python -m service.doors.batch.jobs.child

What to do is a line of JSON on standard input. When that closes, whoever started it has ended or wants it to end:
units at hand are dropped, and the next one that is started for this batch goes on from there.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread, Timer
from typing import Any

from service.doors.batch.jobs.intake import TABLES, allowed_path, data_folder, uploaded
from service.doors.batch.jobs.mappings import mapping_named
from service.doors.batch.jobs.reports import write_reports
from service.doors.batch.jobs.table import Batch, Jobs, now
from service.doors.batch.lock import held
from service.doors.batch.pool import Stop
from service.errors import OutputError, WellnotedError
from service.settings import Settings

_NICE = 10
_DROP_SECONDS = 5
_WAIT_SECONDS = 60
_TELL_SECONDS = 1.0
_ROWS_A_UNIT = 100  # a service is restarted more often than a machine: little is done twice
_LINES_OF_THE_COMMAND = -2  # where the tables are, and which command is next
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/\s:]+[\\/])+")


def main() -> None:
    """Do the batch that standard input names."""
    told = json.loads(sys.stdin.readline())
    chosen = Settings.model_validate(told["settings"])
    jobs, stop = Jobs(data_folder(chosen)), Stop()
    for number in (signal.SIGINT, signal.SIGTERM):  # of a terminal's Ctrl-C only the service is to hear
        signal.signal(number, lambda *_: None)
    os.umask(0o077)
    Thread(target=_listen, args=[stop], daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICE)  # whoever writes a note does not wait for a batch
    batch = jobs.get(told["id"])
    if batch is not None:
        _settle(jobs, batch, chosen, stop)


def _listen(stop: Stop) -> None:
    sys.stdin.read()
    stop.ask()
    stop.ask()
    late = Timer(_DROP_SECONDS, os._exit, [1])
    late.daemon = True
    late.start()


def _settle(jobs: Jobs, batch: Batch, chosen: Settings, stop: Stop) -> None:
    """Do a batch and write how it ended, unless it was to stop: then it is as if it had not been begun."""
    folder = jobs.folder_of(batch.id)
    ended = _ended(jobs, batch, folder, chosen, stop)
    if not stop.is_asked:
        jobs.change(batch.id, ended=now(), **ended)


def _ended(jobs: Jobs, batch: Batch, folder: Path, chosen: Settings, stop: Stop) -> dict[str, Any]:
    try:
        with _alone(folder):
            return _do(jobs, batch, chosen, stop)
    except WellnotedError as error:
        return {"state": "failed", "message": without_paths(str(error), folder, batch)}
    except OSError as error:
        return {"state": "stopped", "message": f"Stopped: the service's disc cannot be used ({error.strerror})."}
    except Exception as error:  # noqa: BLE001 - its message may hold a note; its place tells where to look
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        return {"state": "failed", "message": f"Something went wrong here, not in your file ({where})."}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait for a process that had this batch before and is about to end."""
    with ExitStack() as holding:
        for left in reversed(range(_WAIT_SECONDS)):
            try:
                holding.enter_context(held(folder))
                break
            except OutputError:
                if not left:
                    raise
                time.sleep(1)
        yield


def _do(jobs: Jobs, batch: Batch, chosen: Settings, stop: Stop) -> dict[str, Any]:
    from service.doors.batch.job import Asked  # from here on a second goes by
    from service.doors.batch.runner import Stopped, run
    from service.doors.batch.summary import in_words

    folder = jobs.folder_of(batch.id)
    # The path was looked at when it came; whatever has become of it since, it must still be one that may be read.
    source = allowed_path(batch.source, chosen) if batch.source else uploaded(folder, batch)
    asked = Asked(
        str(source),
        out=folder / TABLES,
        mapping=mapping_named(batch.mapping, chosen),
        sheet=batch.sheet or None,
        workers=chosen.batch_workers,
        include_text=batch.include_text,
        accept_refused=batch.accept_refused,
        rows_a_unit=_ROWS_A_UNIT,
    )
    outcome = run(asked, chosen, Told(jobs, batch.id), stop)
    if isinstance(outcome, Stopped):
        return {"state": "stopped", "message": without_paths(outcome.why, folder, batch)}
    words = without_paths("\n".join(list(in_words(asked, outcome))[:_LINES_OF_THE_COMMAND]), folder, batch)
    figures = {
        "rows": outcome.survey.rows,
        "reviewed": outcome.counts.notes,
        "refused": outcome.counts.refused.total(),
        "message": words,
    }
    if not outcome.is_complete:
        return {"state": "stopped", **figures}
    jobs.change(batch.id, **figures | {"message": "The notes are reviewed; the report is being made."})
    write_reports(folder / TABLES, folder)
    return {"state": "done", **figures}


class Told:
    """Writes into the table how far a batch is, once a second."""

    def __init__(self, jobs: Jobs, batch_id: str) -> None:
        self._jobs, self._id = jobs, batch_id
        self._told = self._began = 0.0
        self._number = self._rows = self._notes = self._before = self._here = 0

    def reading(self, rows: int) -> None:
        """Write how many rows have been read."""
        self._rows = self._rows + 1 if rows > self._number else 1  # the file is read more than once
        self._number = rows
        self._tell(rows=self._rows)

    def reviewing(self, done: int, notes: int) -> None:
        """Write that the review begins."""
        self._began, self._before, self._notes, self._told = time.monotonic(), done, notes, 0.0
        self.reviewed(0)

    def reviewed(self, notes: int) -> None:
        """Write how far the review is."""
        self._here += notes
        done = self._before + self._here
        rate = self._here / max(time.monotonic() - self._began, 1e-9)
        left = round((self._notes - done) / rate) if rate else -1
        refused = max(0, self._rows - self._notes)
        self._tell(rows=self._rows, notes=self._notes, reviewed=done, refused=refused, rate=round(rate, 1), left=left)

    def say(self, words: str) -> None:
        """Tell nothing: what a run says is for whoever sits before it."""

    def close(self) -> None:
        """Tell nothing more: how it ended is written elsewhere."""

    def _tell(self, **values: float) -> None:
        if time.monotonic() - self._told >= _TELL_SECONDS:
            self._told = time.monotonic()
            self._jobs.change(self._id, **values)


def without_paths(words: str, folder: Path, batch: Batch) -> str:
    """Return a message for whoever sent the file, who is not told where it lies here."""
    names = {str(uploaded(folder, batch)): "The file", batch.source: "The file", str(folder): "The batch"}
    for path, name in names.items():
        words = words.replace(path, name) if path else words
    return _PATH.sub("", words)


if __name__ == "__main__":
    main()
