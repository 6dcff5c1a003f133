"""The workers: processes of their own, each with its models; told which unit to do, and heard until all is done.

Processes are spawned, so that it is the same on every system. A worker that dies is noticed by the end of its
connection, and it is known which unit it had.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from service.doors.batch.progress import Progress
from service.doors.batch.work import DONE, FAILED, REVIEWED, Setup, work

_MOST_ON_WINDOWS = 60  # it waits for no more than 63 connections at once
_LOOK_UP_SECONDS = 0.25
_END_SECONDS = 10
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""What a worker's numpy must be told before it is loaded: two workers that share every sum wait for each other."""


class Stop:
    """Whether to stop: asked once, the units at hand are finished; asked twice, not even those."""

    def __init__(self) -> None:
        self.times = 0

    def ask(self) -> None:
        """Ask to stop."""
        self.times += 1

    @property
    def is_asked(self) -> bool:
        """Whether no new unit is to be begun."""
        return self.times > 0

    @property
    def is_urgent(self) -> bool:
        """Whether the units at hand are to be dropped."""
        return self.times > 1


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    unit: int | None = None


def run_units(setup: Setup, units: Mapping[int, Path], workers: int, stop: Stop, progress: Progress) -> str:
    """Review units in the order given, each a number and its file; return what went wrong, "" where nothing did.

    Whoever asks to stop gets "" as well, with the rest of the units not done.
    """
    left = deque(units.items())
    problem = ""
    is_told = False
    with _started(min(workers, len(units)), setup) as started:
        for worker in started:
            _give(worker, left)
        while (busy := [worker for worker in started if worker.unit is not None]) and not stop.is_urgent:
            if stop.is_asked and not is_told:
                is_told = True
                progress.say("Stopping: what is at hand is finished first. Ctrl-C once more drops it.")
            for worker in _heard(busy):
                what, told = _receive(worker)
                if what == REVIEWED:
                    progress.reviewed(told)
                else:
                    worker.unit = None
                    problem = problem or (str(told) if what == FAILED else "")
                if what == DONE and not problem and not stop.is_asked:
                    _give(worker, left)
    return problem


@contextmanager
def _started(count: int, setup: Setup) -> Iterator[list[_Worker]]:
    """Start the workers, and end them whatever happens: gently those that have nothing to do, at once the others."""
    started: list[_Worker] = []
    try:
        with _signals_held_back():
            count = min(count, _MOST_ON_WINDOWS) if os.name == "nt" else count
            started.extend(_start(setup) for _ in range(count))
        yield started
    finally:
        for worker in started:
            _end(worker)


def _start(setup: Setup) -> _Worker:
    os.environ.setdefault(*ONE_THREAD)
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, setup), name="wellnoted batch worker")
    process.start()
    theirs.close()  # with our copy open, a dead worker's end would never be heard
    return _Worker(process, ours)


def _end(worker: _Worker) -> None:
    if worker.unit is None:
        with suppress(OSError):
            worker.connection.send(None)
        worker.process.join(_END_SECONDS)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.connection.close()


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Start processes that never hear a Ctrl-C, which goes to all of a terminal's, not even while they begin.

    What is blocked when a process begins stays blocked in it; what came meanwhile reaches this one afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import (
        resource_tracker,  # a process of Python's own; as it starts it lets signals through again
    )

    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give(worker: _Worker, left: deque[tuple[int, Path]]) -> None:
    if left:
        unit, path = left.popleft()
        worker.unit = unit
        with suppress(OSError):  # if it is dead, its connection ends, and that is heard
            worker.connection.send((unit, path))


def _heard(busy: Sequence[_Worker]) -> list[_Worker]:
    by_connection = {worker.connection: worker for worker in busy}
    ready = wait(list(by_connection), timeout=_LOOK_UP_SECONDS)
    return [by_connection[connection] for connection in ready if isinstance(connection, Connection)]


def _receive(worker: _Worker) -> tuple[str, Any]:
    """Return what a worker tells, or that it died."""
    try:
        what, told = worker.connection.recv()
    except (EOFError, OSError):
        worker.process.join(_END_SECONDS)
        return FAILED, _of_death(worker.process.exitcode)
    return what, told


def _of_death(code: int | None) -> str:
    if code is not None and -code in {signal.SIGTERM, getattr(signal, "SIGKILL", 9)}:
        return (
            f"A worker was killed from outside (signal {-code}): most often the machine ran out of memory. "
            "Go on with fewer --workers, or with more memory."
        )
    return f"A worker ended unexpectedly (exit code {code}). If it happens again, go on with --workers 1."
