"""The precision that the batch report shows beside each count is the one that the evaluation wrote."""

from __future__ import annotations

import re

import pytest

from evaluation.__main__ import RESULTS
from service.doors.batch.report.checking import precisions

TOLD = {name: figures for name, figures in precisions().items() if name != "on"}
_ROW = re.compile(r"^\| (?P<checks>[a-z_ +]+) \|(?P<cells>.*)\|$")
_INTERVAL = re.compile(r"(?P<precision>[\d.]+) \((?P<low>[\d.]+) to (?P<high>[\d.]+)(?:; (?P<asked>\d+) asked)?\)")
_RIGHT = re.compile(r"^- (?P<check>\w+): found .*, right \d+ of (?P<asked>\d+) \((?P<precision>[\d.]+)\)", re.MULTILINE)


def section(title: str) -> str:
    """Return the part of the results from the heading `title` to the next one."""
    _, _, after = RESULTS.read_text(encoding="utf-8").partition(title)
    return re.split(r"^#", after, maxsplit=1, flags=re.MULTILINE)[0]


def written(title: str) -> dict[str, dict[str, float]]:
    """Return the figures of each check in the table under a heading."""
    rows = filter(None, map(_ROW.match, section(title).splitlines()))
    return {
        check.strip(): {name: float(value) for name, value in found.groupdict().items() if value}
        for row in rows
        if (found := _INTERVAL.search(row["cells"]))
        for check in row["checks"].split("+")
    }


@pytest.mark.parametrize("check", [name for name, figures in TOLD.items() if figures["on"] == "held_back"])
def test_of_notes_held_back(check):
    told = {name: value for name, value in TOLD[check].items() if name != "on"}
    assert written("### Notes nobody looked at")[check] == told


@pytest.mark.parametrize("check", ["jargon", "acronym", "vague", "loaded_language"])
def test_of_wording(check):
    told = {name: value for name, value in TOLD[check].items() if name not in {"on", "with"}}
    assert written("## Wording on the development notes")[check] == told


@pytest.mark.parametrize("check", ["opinion_as_fact", "hidden_view", "unsourced_report"])
def test_of_who_says(check):
    [row] = [line for line in section("## Fact and opinion: what is asked").splitlines() if f"| {check} " in line]
    _, _, _, _, asked, precision, *_ = (cell.strip() for cell in row.split("|"))
    assert (float(precision), int(asked)) == (TOLD[check]["precision"], TOLD[check]["asked"])


@pytest.mark.parametrize("check", ["wrong_person", "stale_copy"])
def test_of_whole_records(check):
    found = {match["check"]: match for match in _RIGHT.finditer(section("### Wrong persons and stale copies"))}
    assert float(found[check]["precision"]) == TOLD[check]["precision"]
    assert int(found[check]["asked"]) == TOLD[check]["asked"]


def test_every_check_told_of_was_measured_on_something_that_is_explained():
    assert {figures["on"] for figures in TOLD.values()} == set(precisions()["on"])
