"""What a record check is: a pure function of a Record and its Limits that tells what it found, with its dates.

    @record_check(source="Practice guidance: supervision every four weeks")
    def supervision_gap(record: Record, limits: Limits) -> Iterator[Told]:
        '''More time between two supervisions than the limit allows.'''

The function's name is the check's name everywhere, and its file's. Its docstring is what is printed of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from service.record.limits import Limits
from service.record.record import Record


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class RecordEvidence(_Part):
    """Words of a note that something rests on: offsets into its text."""

    note_id: str
    start: int
    end: int


class RecordFinding(_Part):
    """One thing to look at in a whole record.

    `about` is the kind of record or the goal it is about; `dates` are the days it rests on, in order, of a gap
    the day it is counted from, the day something was due and the day it came or the last note.
    """

    check: str
    child_id: str | None
    about: str
    message: str
    dates: tuple[date, ...]
    note_ids: tuple[str, ...] = ()
    evidence: tuple[RecordEvidence, ...] = ()


class Told(NamedTuple):
    """What a record check found, before it has the check's and the child's name on it."""

    about: str
    message: str
    dates: tuple[date, ...]
    note_ids: tuple[str, ...] = ()
    evidence: tuple[RecordEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """A check over a whole record, and where its rule comes from."""

    name: str
    source: str
    run: Callable[[Record, Limits], Iterable[Told]]

    @property
    def about(self) -> str:
        """What the check is for, from its docstring."""
        return (self.run.__doc__ or "").strip()

    def findings(self, record: Record, limits: Limits) -> tuple[RecordFinding, ...]:
        """Return what the check has to say of a record."""
        return tuple(
            RecordFinding(check=self.name, child_id=record.child_id, **told._asdict())
            for told in self.run(record, limits)
        )


def record_check(*, source: str) -> Callable[[Callable[[Record, Limits], Iterable[Told]]], RecordCheck]:
    """Make a check of the function below it; the function's name is the check's."""

    def made(run: Callable[[Record, Limits], Iterable[Told]]) -> RecordCheck:
        return RecordCheck(run.__name__, source, run)

    return made


@cache
def record_checks() -> tuple[RecordCheck, ...]:
    """Every check over a whole record, by name, found by walking `service/record/checks/`."""
    folder = import_module("service.record.checks")
    modules = (import_module(f"{folder.__name__}.{found.name}") for found in pkgutil.iter_modules(folder.__path__))
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, RecordCheck))
