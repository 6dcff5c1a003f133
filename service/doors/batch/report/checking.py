"""The checks, with how often each found something and how often it was right where that was measured."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from service.doors.batch.report.gathering import CheckCount, Figures
from service.doors.batch.report.saying import many, percent
from service.doors.batch.report.tally import share

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check, what it is for, what it found, and how far it can be trusted."""

    name: str
    about: str
    found: int
    held_by: int
    share: float | None
    precision: str
    measured_on: str


def record_rows(figures: Figures) -> tuple[CheckRow, ...]:
    """Return the checks over whole records, by how many records each found something in."""
    return _in_order(_row(name, figures.found("record", name), figures.records) for name in _abouts("record"))


def note_rows(figures: Figures) -> tuple[CheckRow, ...]:
    """Return the checks of single notes, by how many notes each found something in."""
    notes = figures.in_all.notes
    return _in_order(_row(name, figures.found("note", name), notes) for name in _abouts("note"))


def about(check: str) -> str:
    """Return what a check is for, in its first line."""
    return {**_abouts("note"), **_abouts("record")}.get(check, check)


@cache
def _abouts(scope: str) -> Mapping[str, str]:
    if scope == "record":
        from service.record.check import record_checks

        return {check.name: check.about.splitlines()[0] for check in record_checks()}
    from service.analyse import checks  # loads every check, 0.5 s

    return {check.name: check.about.splitlines()[0] for check in checks()}


def _in_order(rows: Iterator[CheckRow]) -> tuple[CheckRow, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.held_by, row.name)))


def _row(name: str, counted: CheckCount, of_all: int) -> CheckRow:
    precision, measured_on = precision_of(name)
    return CheckRow(
        name, about(name), counted.found, counted.held_by, share(counted.held_by, of_all), precision, measured_on
    )


def precision_of(check: str) -> tuple[str, str]:
    """Return how often a check was right where it asked, and on what that was measured; or that nobody did."""
    figures = precisions()
    measured: Mapping[str, Any] | None = figures.get(check)
    if measured is None:
        return NOT_MEASURED, ""
    interval = f" ({percent(measured['low'])} to {percent(measured['high'])})" if "low" in measured else ""
    asked = f"; {many(measured['asked'], 'question')}" if "asked" in measured else ""
    together = f", together with {measured['with']}" if "with" in measured else ""
    return f"{percent(measured['precision'])}{interval}", f"{figures['on'][measured['on']]}{asked}{together}"


@cache
def precisions() -> Mapping[str, Any]:
    """Return what precision.toml holds: the figures by check, and under `on` what they were measured on."""
    return tomllib.loads((Path(__file__).parent / "precision.toml").read_text(encoding="utf-8"))
