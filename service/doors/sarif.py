"""Reviews as SARIF 2.1.0, for tools that show findings beside files.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from service.analyse import checks, versions
from service.doors.lines import Lines
from service.finding import Finding, Review, Severity
from service.note import Note
from service.settings import settings

_LEVEL = {
    Severity.MUST_SEE: "error",
    Severity.ASK: "warning",
    Severity.CONSIDER: "note",
    Severity.OVERVIEW: "note",
}


def sarif_log(reviewed: Iterable[tuple[str, Note, Review]]) -> dict[str, Any]:
    """Return one run with every finding; columns count Unicode code points."""
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "columnKind": "unicodeCodePoints",
                "tool": {"driver": _driver()},
                "results": [
                    _result(name, finding, Lines(note.text))
                    for name, note, review in reviewed
                    for finding in review.findings
                ],
            }
        ],
    }


def _driver() -> dict[str, Any]:
    rules = [{"id": check.name, "shortDescription": {"text": check.about.splitlines()[0]}} for check in checks()]
    return {"name": "wellnoted", "version": versions(settings())["wellnoted"], "rules": rules}


def _result(name: str, finding: Finding, lines: Lines) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(name, finding, lines)}],
    }
    if finding.folded:
        result["suppressions"] = [{"kind": "external", "justification": "folded: more than is shown at once"}]
    return result


def _location(name: str, finding: Finding, lines: Lines) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": name}}
    if finding.end > finding.start:
        (line, column), (last_line, last_column) = lines.place(finding.start), lines.place(finding.end)
        location["region"] = {
            "startLine": line,
            "startColumn": column,
            "endLine": last_line,
            "endColumn": last_column,
            "charOffset": finding.start,
            "charLength": finding.end - finding.start,
        }
    return location
