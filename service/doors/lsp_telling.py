"""What an editor tells on request: the rule behind a finding, and the note in figures."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import cache

from service.analyse import checks
from service.check import Check
from service.doors.lsp_findings import Shown
from service.finding import Review

# An editor may draw what looks like markup, and fetch what looks like a picture; a message may quote the note.
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|]|^[ \t]*[#+-]", re.MULTILINE)
_ONE_AND_MORE = {"fact": "facts", "reported": "reports", "opinion": "opinions", "plan": "plans"}


def rule_in_markdown(each: Shown) -> str:
    """Return a finding with its rule, as Markdown in which nothing but our own headings is markup."""
    check = _check(each.finding.check)
    return _rule(each, check, f"**{_name(check)}**", _escaped)


def rule_in_plain_text(each: Shown) -> str:
    """Return a finding with its rule for an editor that shows no Markdown."""
    check = _check(each.finding.check)
    return _rule(each, check, _name(check), str)


def in_figures(review: Review) -> str:
    """Return one line: the reading age, how many sentences there are of each kind, and how many questions."""
    parts = []
    if review.readability is not None:
        parts.append(f"Reading age {review.readability.reading_age_years:.0f}")
    if review.whole_note is not None:
        for kind, more in _ONE_AND_MORE.items():
            share = review.whole_note.kinds.get(kind)  # type: ignore[call-overload]
            if share and share.sentences:
                parts.append(_count(share.sentences, "report" if kind == "reported" else kind, more))
    without_basis = review.whole_note.opinions.without_basis if review.whole_note else 0
    parts += [f"{without_basis} without basis"] if without_basis else []
    return " · ".join([*parts, _count(len(review.shown), "question", "questions")])


def in_full(review: Review) -> str:
    """Return the note in figures, and what the standards of the guidance still ask."""
    lines = [in_figures(review)]
    if still_open := [each.standard.replace("_", " ") for each in review.sign_off if each.state == "open"]:
        lines.append(f"Still open: {', '.join(still_open)}.")
    return "\n".join(lines)


def _rule(each: Shown, check: Check, name: str, written: Callable[[str], str]) -> str:
    finding = each.finding
    parts = [name, written(finding.message)]
    if finding.suggestion:
        parts.append(written(f"Plain words: {finding.suggestion}"))
    parts.append(written(textwrap.dedent("    " + check.about)))
    parts += [written(f"Asked about: {example}") for example in check.flags[:1]]
    parts += [written(f"Left alone: {example}") for example in check.passes[:1]]
    return "\n\n".join([*parts, written(f"Source: {finding.source}")])


def _name(check: Check) -> str:
    return check.name.replace("_", " ").capitalize()


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", text)


@cache
def _by_name() -> dict[str, Check]:
    return {check.name: check for check in checks()}


def _check(name: str) -> Check:
    return _by_name()[name]
