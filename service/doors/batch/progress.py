"""How far a batch is: a bar on a terminal, JSON lines otherwise; both on standard error, and never a word of a note."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import ProgressColumn, TaskID

_EVERY_SECONDS = 5.0
_ROWS_BETWEEN = 500


class Progress(Protocol):
    """What is told while a batch runs; every method may be called often."""

    def reading(self, rows: int) -> None:
        """Tell that so many rows have been read, before anything is reviewed."""

    def reviewing(self, done: int, notes: int) -> None:
        """Tell that the review begins: of so many notes some were done by an earlier run."""

    def reviewed(self, notes: int) -> None:
        """Tell that so many more notes have been reviewed."""

    def say(self, words: str) -> None:
        """Tell something in a sentence."""

    def close(self) -> None:
        """Tell where it stands, for the last time."""


def progress_for(stream: TextIO) -> Progress:
    """Return a bar where somebody watches, else JSON lines."""
    return Bar() if stream.isatty() else Lines(stream)


class Silent:
    """Tells nothing; for those who ask instead."""

    def reading(self, rows: int) -> None:
        """Tell nothing."""

    def reviewing(self, done: int, notes: int) -> None:
        """Tell nothing."""

    def reviewed(self, notes: int) -> None:
        """Tell nothing."""

    def say(self, words: str) -> None:
        """Tell nothing."""

    def close(self) -> None:
        """Tell nothing."""


class Lines:
    """A JSON object a line, every five seconds: `event`, and with "reviewing" the rate and the seconds left."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._began = self._told = clock()
        self._done = self._here = self._notes = 0
        self._is_reviewing = False

    def reading(self, rows: int) -> None:
        """Write how many rows have been read."""
        if self._is_time():
            self._write(event="reading", rows=rows)

    def reviewing(self, done: int, notes: int) -> None:
        """Write that the review begins."""
        self._began, self._done, self._notes, self._is_reviewing = self._clock(), done, notes, True
        self._tell()

    def reviewed(self, notes: int) -> None:
        """Write how far the review is."""
        self._here += notes
        if self._is_time():
            self._tell()

    def say(self, words: str) -> None:
        """Write a sentence."""
        self._write(event="say", words=words)

    def close(self) -> None:
        """Write how far the review came."""
        if self._is_reviewing:
            self._tell()

    def _is_time(self) -> bool:
        if self._clock() - self._told < _EVERY_SECONDS:
            return False
        self._told = self._clock()
        return True

    def _tell(self) -> None:
        reviewed = self._done + self._here
        rate = self._here / max(self._clock() - self._began, 1e-9)
        left = round((self._notes - reviewed) / rate) if rate else None
        self._write(
            event="reviewing", notes=reviewed, of=self._notes, notes_per_second=round(rate, 1), seconds_left=left
        )

    def _write(self, **told: object) -> None:
        print(json.dumps(told), file=self._stream, flush=True)


class Bar:
    """A bar with notes a second and the time that is left."""

    def __init__(self) -> None:
        self._bar, self._task = _bar()

    def reading(self, rows: int) -> None:
        """Show how many rows have been read."""
        self._bar.start()
        if rows % _ROWS_BETWEEN == 0:
            self._bar.update(self._task, description=f"Reading row {rows:,}")

    def reviewing(self, done: int, notes: int) -> None:
        """Show the bar."""
        self._bar.start()
        self._bar.reset(self._task, total=notes, completed=done, description="Reviewing")

    def reviewed(self, notes: int) -> None:
        """Move the bar."""
        self._bar.advance(self._task, notes)

    def say(self, words: str) -> None:
        """Show a sentence above the bar."""
        self._bar.console.print(words, highlight=False, markup=False)

    def close(self) -> None:
        """Leave the bar as it stands."""
        self._bar.stop()


def _bar() -> tuple[RichProgress, TaskID]:
    from rich.console import Console  # 60 ms, and only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _rate(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    bar = Progress(*columns, console=Console(file=sys.stderr), speed_estimate_period=120)
    return bar, bar.add_task("Reading", total=None)


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Rate(ProgressColumn):
        """Notes a second; rich's own column speaks of files and bytes."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f} notes/s" if speed else "")

    return Rate()
