"""A whole batch: look the input over, sort its notes into units, review the units, count. Read this after `unit.py`.

A unit is done when its part of `records` is there: what is done is never done again, and what is not leaves nothing.
So a batch that was stopped or killed goes on when it is run again, and loses no more than the units at hand.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.analyse import refuse_unusable
from service.doors.batch import parts, run_file
from service.doors.batch.job import Asked, Described, Job, Watched, job_of
from service.doors.batch.lock import held
from service.doors.batch.parts import READING, Part
from service.doors.batch.pool import Stop, run_units
from service.doors.batch.progress import Progress
from service.doors.batch.schema import schema
from service.doors.batch.spool import Households, Spool
from service.doors.batch.unit import refused_row
from service.doors.batch.work import Setup, in_plain_words
from service.doors.tables.notes import ReadNote, Refused, read_notes
from service.doors.tables.survey import Survey, look_over, refuse_too_many
from service.doors.tables.table import Table
from service.errors import InputError, OutputError
from service.settings import Settings

SPOOL = ".spool"
MOST_OF_A_HOUSEHOLD = 60
"""Children of one household above which the column is taken for something else, such as a team."""

_ALL = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: `problem` says what went wrong, "" where it was asked to stop or nothing did."""

    survey: Survey
    counts: run_file.Counts
    seconds: float
    problem: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every row is in a table."""
        return self.counts.rows == self.survey.rows


@dataclass(frozen=True, slots=True)
class Stopped:
    """A run that ended before it could be counted, and can be run again; `why` tells what to mend, if anything."""

    why: str


class _StopAsked(Exception):  # noqa: N818 - it never leaves this file
    """Somebody asked to stop before anything was reviewed."""


def run(asked: Asked, chosen: Settings, progress: Progress, stop: Stop) -> Outcome | Stopped:
    """Run a batch or go on with it.

    Raises InputError, SettingsError and OutputError, mostly before anything is written.
    """
    refuse_unusable(chosen)
    schema("notes")  # says now if its library is missing
    if asked.engine == "spark":
        from service.doors.spark.session import refuse_impossible  # as does this

        refuse_impossible()
    table = asked.table()
    asked.mapping.columns_in(table)
    try:
        with held(asked.out):
            return _Run(asked, table, chosen, progress, stop).run()
    except _StopAsked:
        return Stopped("Stopped while the input was being read.")
    except OSError as error:
        return Stopped(f"Stopped: {error.filename or asked.out} cannot be read or written ({in_plain_words(error)}).")
    except sqlite3.OperationalError:  # what has been seen is kept in a nameless file
        return Stopped("Stopped: the folder for temporary files is full. Make room there, or name another in TMPDIR.")
    finally:
        progress.close()


class _Run:
    """One run in a folder that is held."""

    def __init__(self, asked: Asked, table: Table, chosen: Settings, progress: Progress, stop: Stop) -> None:
        self._asked, self._out, self._chosen = asked, asked.out, chosen
        self._progress, self._stop = progress, stop
        self._watched = Watched(table, self._each_row)
        self._began, self._started = time.monotonic(), run_file.now()

    def run(self) -> Outcome:
        """Do what is left to do, and count."""
        survey = look_over(self._watched.table, self._asked.mapping, self._chosen)
        refuse_too_many(self._watched.table, survey, *([_ALL] if self._asked.accept_refused else []))
        job = job_of(self._asked, self._watched, survey, self._chosen)
        with Households(bytes.fromhex(job.key)) as households:
            self._find_households(households, survey)
            return self._go_on(job, survey, households)

    def _go_on(self, job: Job, survey: Survey, households: Households) -> Outcome:
        self._make_way(job)
        before = run_file.read(self._out)
        counts = run_file.counted(self._out, job.key)
        problem = ""
        if counts.rows != survey.rows:
            self._write(job, before, counts, is_complete=False)
            problem = self._review(job, survey, households)
            counts = run_file.counted(self._out, job.key)
        outcome = Outcome(survey, counts, time.monotonic() - self._began, problem)
        self._refuse_wrong_counts(outcome)
        self._write(job, before, counts, is_complete=outcome.is_complete)
        return outcome

    def _each_row(self, number: int) -> None:
        if self._stop.is_asked:
            raise _StopAsked
        self._progress.reading(number)

    def _make_way(self, job: Job) -> None:
        """Remove what was left half done, and everything if told so; raise where another batch lies there."""
        if self._asked.fresh:
            parts.remove_all(self._out)
        elif parts.keys_in(self._out) - {job.key}:
            before = run_file.read(self._out)
            differs = [part for part in job.described if part in before and before[part] != job.described[part]]
            told = f"it differs in its {', '.join(differs)}" if differs else "it differs"
            msg = (
                f"{self._out}: holds the tables of another batch ({told}). Name another folder, or give --fresh to "
                "throw those tables away."
            )
            raise OutputError(msg)
        parts.remove_unfinished(self._out, job.key)

    def _review(self, job: Job, survey: Survey, households: Households) -> str:
        with Spool(self._out / SPOOL, job.units) as spool:
            self._sort(spool, job, survey, households)
            done = parts.done(self._out, job.key)
            left = [unit for unit, rows in enumerate(spool.rows) if rows and unit not in done]
            left.sort(key=lambda unit: -spool.rows[unit])  # the longest first, so that no worker is left alone with it
            self._progress.reviewing(sum(spool.rows[unit] for unit in done), survey.notes)
            asked = self._asked
            setup = Setup(self._out, job.key, spool.key, self._chosen, asked.include_text, asked.accept_refused)
            return self._run_units(setup, {unit: spool.path(unit) for unit in left}) if left else ""

    def _run_units(self, setup: Setup, units: Mapping[int, Path]) -> str:
        if self._asked.engine == "spark":
            from service.doors.spark import engine  # brings Spark with it

            return engine.run_units(setup, units, self._asked.master, self._stop, self._progress)
        return run_units(setup, units, self._asked.workers, self._stop, self._progress)

    def _sort(self, spool: Spool, job: Job, survey: Survey, households: Households) -> None:
        """Read the input again, its notes into units and its refusals into their part."""
        with Part(self._out, "refused", READING, job.key) as refused:
            for read in self._read(survey):
                if isinstance(read, Refused):
                    refused.add([refused_row(read)])
                else:
                    spool.add(households.unit_of(read.note.child_id or "", job.units), read)
            spool.close()
            if self._watched.digest != job.described["content"]:
                told = "changed while it was being read. Run it on a copy that stays as it is"
                msg = f"{self._watched.table.name}: {told}, or with a query that says in which order rows come."
                raise InputError(msg)
            refused.finish()
            if refused.rows:
                refused.appear()

    def _find_households(self, households: Households, survey: Survey) -> None:
        if "household" not in self._asked.mapping.columns_in(self._watched.table):
            return
        for read in self._read(survey):
            if isinstance(read, ReadNote):
                households.add(read)
        if (most := households.most_children()) > MOST_OF_A_HOUSEHOLD:
            msg = (
                f"{self._watched.table.name}: {most:,} children have the same household. Is it the right column? "
                "Name another in the mapping, or none."
            )
            raise InputError(msg)

    def _read(self, survey: Survey) -> Iterator[ReadNote | Refused]:
        return read_notes(self._watched.table, self._asked.mapping, survey.days, self._chosen)

    def _refuse_wrong_counts(self, outcome: Outcome) -> None:
        is_stopped = outcome.problem or self._stop.is_asked
        if not is_stopped and not outcome.is_complete:
            msg = (
                f"{self._out}: the tables hold {outcome.counts.rows:,} rows of {outcome.survey.rows:,}: parts were "
                "removed or added by somebody else. Run it again with --fresh."
            )
            raise OutputError(msg)

    def _write(self, job: Job, before: Described, counts: run_file.Counts, *, is_complete: bool) -> None:
        earlier = {} if self._asked.fresh or before.get("key") != job.key else before
        if earlier.get("complete"):
            return
        seconds = float(earlier.get("seconds", 0)) + time.monotonic() - self._began
        times = {
            "started": earlier.get("started", self._started),
            "finished": run_file.now() if is_complete else None,
            "seconds": round(seconds, 1),
        }
        told = run_file.told_of(job, Path(self._watched.table.name).name, counts, times, is_complete=is_complete)
        run_file.write(self._out, told)
