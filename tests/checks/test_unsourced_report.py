from __future__ import annotations

import pytest

from service.checks.unsourced_report import unsourced_report
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "[It has been reported] that there are parties at the flat.",
        "[It is alleged] that he hit her.",
        "Ryan is [allegedly] staying at the flat.",
        "It has been reported by the neighbour, Mrs Shah, that there are parties at the flat.",
        "According to the school he has been late six times.",
        "He was reported missing at nine.",
        "Mrs Fekete said that there was talk of a nursing home.",
        "He understood that the visit was off.",
        "She said “it is alleged that I hit him”.",
    ],
)
def test_a_report_with_no_source_is_marked(marked, marked_text):
    assert marked(unsourced_report, unmarked(marked_text)) == marked_text


def test_it_asks_who_said_so(messages):
    [message] = messages("unsourced_report", "It has been reported that there are parties at the flat.")
    assert "Who" in message or "whom" in message
