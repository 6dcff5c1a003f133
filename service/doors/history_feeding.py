"""Puts a feed into the history: in batches, with progress; good rows are kept whatever the bad ones hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from service.doors.history_columns import BadRow
from service.errors import InputError
from service.history.history import BATCH, History

if TYPE_CHECKING:  # brings SQLAlchemy with it
    from service.history.putting import Earlier

MOST_BAD_ROWS = 100
"""After which a feed is left: so many are no slips, but a wrong file or a wrong column."""

_SHOWN_BAD_ROWS = 10
_EVERY_S = 10.0  # between two lines in a log; on a terminal one line is written over
_EVERY_S_ON_TERMINAL = 0.5

Read = tuple[str, "Earlier | BadRow"]
"""Where a row stands, and the note in it or what is wrong with it."""


@dataclass
class Fed:
    """What has become of a feed so far."""

    rows: int = 0
    changed: int = 0
    without_text: int = 0
    bad: list[BadRow] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def is_hopeless(self) -> bool:
        """Tell whether the feed should be left."""
        return len(self.bad) >= MOST_BAD_ROWS

    @property
    def in_words(self) -> str:
        """Counts and rate, in a line."""
        seconds = time.monotonic() - self.began
        unchanged = self.rows - self.changed - len(self.bad)
        parts = [f"{self.rows:,} rows", f"{self.changed:,} new or changed", f"{unchanged:,} already there"]
        if self.without_text:
            parts.append(f"{self.without_text:,} without text")
        if self.bad:
            parts.append(f"{len(self.bad):,} not usable")
        return " · ".join([*parts, f"{seconds:,.0f} s", f"{self.rows / max(seconds, 0.001):,.0f} rows/s"])

    @property
    def bad_in_words(self) -> list[str]:
        """The first bad rows, a line each, and how many more there are."""
        lines = [f"{bad.where}: {bad.why}" for bad in self.bad[:_SHOWN_BAD_ROWS]]
        more = len(self.bad) - len(lines)
        return [*lines, f"and {more} more rows"] if more else lines


class Progress:
    """Writes how far a feed is: over one line on a terminal, else a line now and then."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._next = time.monotonic() + (0 if self._is_terminal else _EVERY_S)

    def tell(self, fed: Fed) -> None:
        """Write the counts, unless it was done just now."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + (_EVERY_S_ON_TERMINAL if self._is_terminal else _EVERY_S)
            self._out.write(f"\r\x1b[K{fed.in_words}" if self._is_terminal else f"{fed.in_words}\n")
            self._out.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._is_terminal:
            self._out.write("\r\x1b[K")
            self._out.flush()


def feed(history: History, rows: Iterable[Read], fed: Fed, tell: Callable[[Fed], None]) -> None:
    """Put the rows into the history and count in `fed`; what is stored and unchanged is passed over.

    Stopped half-way it may be run again. Leaves the rest where MOST_BAD_ROWS cannot be used.
    """
    left = iter(rows)
    while not fed.is_hopeless and (batch := list(islice(left, BATCH))):
        _put(history, batch, fed)
        tell(fed)


def _put(history: History, batch: Sequence[Read], fed: Fed) -> None:
    good = [(where, read) for where, read in batch if not isinstance(read, BadRow)]
    bad = [read for _, read in batch if isinstance(read, BadRow)]
    try:
        changed = history.put_many(earlier for _, earlier in good)
    except InputError:
        changed, more = _put_one_by_one(history, good)
        bad += more
    fed.changed += changed
    fed.bad += bad
    fed.rows += len(batch)
    fed.without_text += sum(not earlier.raw_text.strip() for _, earlier in good)


def _put_one_by_one(history: History, good: Sequence[tuple[str, Earlier]]) -> tuple[int, list[BadRow]]:
    """Find which row of a batch the history refuses; a batch is refused whole."""
    changed, bad = 0, []
    for where, earlier in good:
        try:
            changed += history.put_many([earlier])
        except InputError as error:
            bad.append(BadRow(where, str(error)))
    return changed, bad
