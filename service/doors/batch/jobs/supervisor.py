"""What has batches worked through: one process for one batch, one batch after another, however many processes serve.

Each process that serves has a thread that tries to hold the folder of the batches. One holds it and works; when that
one ends, however it ends, another takes over, and a batch that was running goes on where it was.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
import sys
import time
from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from subprocess import DEVNULL, PIPE
from threading import Event, Thread

from service.doors.batch.jobs.intake import data_folder, remove, tidy
from service.doors.batch.jobs.table import Batch, Jobs, now
from service.doors.batch.lock import held
from service.errors import OutputError
from service.settings import Settings

log = logging.getLogger("wellnoted")

MOST_TRIES = 3
_CHILD = [sys.executable, "-m", "service.doors.batch.jobs.child"]
_LOOK_SECONDS = 1.0
_WATCH_SECONDS = 0.25
_END_SECONDS = 20
_SWEEP_SECONDS = 600
_STALE_SECONDS = 3_600
_DAY_SECONDS = 86_400
_ID = re.compile(r"[0-9a-f]{32}")
_ENDED_THRICE = (
    "The batch ended three times without saying why: most often a machine runs out of memory. Send it in parts, or "
    "have WELLNOTED_BATCH_WORKERS lowered."
)


@asynccontextmanager
async def working(chosen: Settings) -> AsyncIterator[None]:
    """Have batches worked through as long as the service runs; what is at hand then goes on with the next start."""
    if not chosen.batches:
        yield
        return
    ending = Event()
    thread = Thread(target=_Supervisor(chosen, ending).run, name="batches", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        await to_thread(thread.join, _END_SECONDS)


class _Supervisor:
    def __init__(self, chosen: Settings, ending: Event) -> None:
        self._chosen, self._ending = chosen, ending
        self._jobs = Jobs(data_folder(chosen))
        self._swept = -float(_SWEEP_SECONDS)

    def run(self) -> None:
        """Hold the folder, or wait for whoever does; where nobody ever sent a batch, no folder is made."""
        while not self._ending.wait(_LOOK_SECONDS):
            if self._jobs.is_there:
                with suppress(OutputError), held(self._jobs.folder):
                    self._work()

    def _work(self) -> None:
        for batch in self._jobs.every():
            self._clear(batch)
        self._jobs.requeue()
        while not self._ending.is_set():
            self._sweep()
            if taken := self._jobs.take():
                self._do(taken)
            else:
                self._ending.wait(_LOOK_SECONDS)

    def _do(self, batch: Batch) -> None:
        """Have one batch done by a process of its own, and settle what it left unsaid."""
        self._watch(batch)
        left = self._jobs.get(batch.id)
        if left and left.state == "running" and not left.is_deleted and not self._ending.is_set():
            left = self._try_again(left)
        if left and left.state in {"stopped", "failed"}:
            log.warning("a batch %s", left.state)
        self._clear(left or batch)

    def _clear(self, batch: Batch) -> None:
        """Remove what is not wanted any more of a batch that has ended or was deleted."""
        if batch.is_deleted or self._jobs.get(batch.id) is None:
            remove(self._jobs, batch.id)
        elif batch.state in {"done", "failed"}:
            tidy(self._jobs, batch)

    def _try_again(self, batch: Batch) -> Batch | None:
        if batch.tries + 1 < MOST_TRIES:
            self._jobs.change(batch.id, state="queued", tries=batch.tries + 1)
        else:
            self._jobs.change(batch.id, state="failed", message=_ENDED_THRICE, ended=now())
        return self._jobs.get(batch.id)

    def _watch(self, batch: Batch) -> None:
        told = json.dumps({"id": batch.id, "settings": self._chosen.model_dump(mode="json")})
        child = subprocess.Popen(_CHILD, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, text=True)  # noqa: S603 - ours
        with child, _ended(child):
            if child.stdin is not None:
                with suppress(OSError):
                    child.stdin.write(f"{told}\n")
                    child.stdin.flush()
            while child.poll() is None and not self._is_to_end(batch):
                time.sleep(_WATCH_SECONDS)

    def _is_to_end(self, batch: Batch) -> bool:
        found = self._jobs.get(batch.id)
        return self._ending.is_set() or found is None or found.is_deleted

    def _sweep(self) -> None:
        """Remove what nobody will ask for: what is too old, uploads that broke off, files without a batch."""
        if time.monotonic() - self._swept < _SWEEP_SECONDS:
            return
        self._swept = time.monotonic()
        for batch in self._jobs.every():
            age = now() - batch.ended if batch.ended else 0.0
            if age > self._chosen.batch_days * _DAY_SECONDS or (batch.state == "receiving" and self._is_stale(batch)):
                remove(self._jobs, batch.id)
            elif batch.state == "stopped" and age > _SWEEP_SECONDS and batch.tries + 1 < MOST_TRIES:
                self._jobs.change(batch.id, state="queued", tries=batch.tries + 1)
        known = {batch.id for batch in self._jobs.every()}
        for path in self._jobs.folder.iterdir():
            if _ID.fullmatch(path.name) and path.name not in known:
                shutil.rmtree(path, ignore_errors=True)

    def _is_stale(self, batch: Batch) -> bool:
        folder = self._jobs.folder_of(batch.id)
        newest = max((path.stat().st_mtime for path in folder.glob("upload.*")), default=batch.created)
        return now() - newest > _STALE_SECONDS


@contextmanager
def _ended(child: subprocess.Popen[str]) -> Iterator[None]:
    """End a process in the end: gently, by closing what it listens to, or at once if that takes it too long."""
    try:
        yield
    finally:
        if child.stdin is not None:
            with suppress(OSError):
                child.stdin.close()
        try:
            child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
