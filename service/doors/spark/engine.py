"""The runner's units on Spark, a job each: what is at hand when a run is stopped is all that a stop can lose.

The runner reads the export, seals it by unit and counts, as it does with processes of its own; Spark only reviews,
and the parts are written here, not in a task. So both engines write the same bytes, and what one began the other ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from service.doors.batch.children import review_children
from service.doors.batch.pool import Stop
from service.doors.batch.progress import Progress
from service.doors.batch.schema import TABLES
from service.doors.batch.spool import unspooled
from service.doors.batch.unit import Tables
from service.doors.batch.work import Setup, write_unit
from service.doors.spark.carrying import CARRIED, carried, notes_again
from service.doors.spark.columns import reviewed_columns
from service.doors.spark.reviewing import listed
from service.doors.spark.session import session
from service.errors import OutputError
from service.settings import Settings

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from pyspark.sql import SparkSession

_WAITING = 1  # jobs beside those that run, so that no core is idle while the driver reads and writes
_LOOK_UP_SECONDS = 0.25
_OURS = re.compile(r"^service\.errors\.\w+: (.+)$", re.MULTILINE)
_KIND = re.compile(r"^(?:Caused by: )?(?:\w+\.)*(\w+(?:Error|Exception))\b", re.MULTILINE)


class _Reviewed(NamedTuple):
    unit: int
    children: Sequence[Tables]


def run_units(setup: Setup, units: Mapping[int, Path], master: str, stop: Stop, progress: Progress) -> str:
    """Review units on the Spark at `master` and write their parts; otherwise as `service.doors.batch.pool` does.

    Raises SettingsError where there is no Spark.
    """
    with session(master) as spark:
        return run_units_on(spark, setup, units, stop, progress)


def run_units_on(spark: SparkSession, setup: Setup, units: Mapping[int, Path], stop: Stop, progress: Progress) -> str:
    """Do the same on a Spark that is open."""
    from py4j.protocol import Py4JError  # both in the extra `spark` alone
    from pyspark.errors import PySparkException

    try:
        for done in _reviewed_units(spark, setup, units, stop):
            progress.reviewed(write_unit(setup, done.unit, done.children))
    except OutputError as error:
        return str(error)
    except (PySparkException, Py4JError, ConnectionError) as error:
        return "" if stop.is_urgent else _told(error)
    return ""


def _reviewed_units(spark: SparkSession, setup: Setup, units: Mapping[int, Path], stop: Stop) -> Iterator[_Reviewed]:
    """Yield units as they are done; none is begun once it is asked to stop."""
    left = iter(units.items())
    at_once = spark.sparkContext.defaultParallelism + _WAITING
    with _threads(spark, at_once) as pool:

        def begun(count: int) -> set[Future[_Reviewed]]:
            return {pool.submit(_review, spark, setup, unit, path) for unit, path in islice(left, count)}

        at_work = begun(0 if stop.is_asked else at_once)
        while at_work and not stop.is_urgent:
            done, at_work = wait(at_work, _LOOK_UP_SECONDS, FIRST_COMPLETED)
            at_work |= begun(0 if stop.is_asked else len(done))
            yield from (each.result() for each in done)


@contextmanager
def _threads(spark: SparkSession, count: int) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(count) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            spark.sparkContext.cancelAllJobs()  # there are some only where it was stopped or failed


def _review(spark: SparkSession, setup: Setup, unit: int, path: Path) -> _Reviewed:
    """Review a unit in one task, and bring its rows back: they are few beside the notes, and hold no words of them."""
    notes = carried(unspooled(path, unit, setup.spool_key))
    task = reviewing_unit(unit, setup.chosen, include_text=setup.include_text)
    frame = spark.createDataFrame(notes, CARRIED).coalesce(1)
    rows = frame.groupBy().applyInPandas(task, reviewed_columns()).collect()
    children = (row.asDict(recursive=True) for row in rows)
    return _Reviewed(unit, [Tables(**{table: child[table] for table in TABLES}) for child in children])


def reviewing_unit(unit: int, chosen: Settings, *, include_text: bool) -> Callable[[PandasFrame], PandasFrame]:
    """Return the function that a task runs on the notes of one unit."""

    def review(rows: PandasFrame) -> PandasFrame:
        children = review_children(notes_again(rows), chosen, include_text=include_text)
        return listed((unit, child_id, tables) for child_id, tables in children)

    return review


def _told(error: Exception) -> str:
    """Say what stopped Spark: our own errors in their words, of others the kind alone, since they may hold a note's."""
    words = str(error)
    if ours := _OURS.search(words):
        return ours[1]
    kinds = _KIND.findall(words)
    return (
        f"Spark stopped ({kinds[-1] if kinds else type(error).__name__}). Is this version of wellnoted, with the extra "
        "cluster, installed on all of its machines, and have its workers 1 GB of memory for each core?"
    )
