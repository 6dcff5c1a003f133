"""The figures of a whole note in a line of words."""

from __future__ import annotations

from collections.abc import Mapping

from service.finding import Kind, WholeNote

_NAMES: Mapping[Kind, str] = {"fact": "fact", "reported": "reports", "opinion": "opinion", "plan": "plans"}


def in_words(whole: WholeNote) -> str:
    """Return, for example, "45 % fact, 30 % reports, 15 % opinion (1 of 3 with no basis beside it), 10 % plans"."""
    shares = [
        f"{round(100 * whole.kinds[kind].share)} % {name}{_without_basis(whole) if kind == 'opinion' else ''}"
        for kind, name in _NAMES.items()
        if whole.kinds[kind].sentences
    ]
    reports = ", ".join(f"{who} {count}" for who, count in whole.reports.items())
    parts = [", ".join(shares), f"reports: {reports}" if reports else "", _unsure(whole.unsure)]
    return " · ".join(part for part in parts if part)


def _without_basis(whole: WholeNote) -> str:
    opinions = whole.opinions.with_basis + whole.opinions.without_basis
    return f" ({whole.opinions.without_basis} of {opinions} with no basis beside it)"


def _unsure(sentences: int) -> str:
    return f"unsure of {sentences} sentence{'' if sentences == 1 else 's'}" if sentences else ""
