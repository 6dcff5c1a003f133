"""Reviews as text, JSON, JSON lines, SARIF or HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from service.doors.files import Source
from service.finding import Review, Severity


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A note, where it came from, and what was seen in it."""

    source: Source
    review: Review


def write(reviewed: Iterable[Reviewed], style: str, out: TextIO, *, show_all: bool) -> set[Severity]:
    """Write reviews in one of the styles; return the severities that occurred."""
    seen: set[Severity] = set()

    def noting() -> Iterator[Reviewed]:
        for one in reviewed:
            seen.update(finding.severity for finding in one.review.findings)
            yield one

    _WRITERS[style](noting(), out, show_all)
    return seen


def _write_text(reviewed: Iterable[Reviewed], out: TextIO, show_all: bool) -> None:  # noqa: FBT001 - one signature for all writers
    from service.doors.terminal import print_review  # here, not above: rich takes 60 ms

    for one in reviewed:
        print_review(one.source.name, one.source.note, one.review, out, show_all=show_all)


def _write_json(reviewed: Iterable[Reviewed], out: TextIO, _show_all: bool) -> None:  # noqa: FBT001
    reviews = [one.review.model_dump(mode="json") for one in reviewed]
    json.dump(reviews[0] if len(reviews) == 1 else reviews, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_jsonl(reviewed: Iterable[Reviewed], out: TextIO, _show_all: bool) -> None:  # noqa: FBT001
    out.writelines(one.review.model_dump_json() + "\n" for one in reviewed)


def _write_sarif(reviewed: Iterable[Reviewed], out: TextIO, _show_all: bool) -> None:  # noqa: FBT001
    from service.doors.sarif import sarif_log

    json.dump(sarif_log((one.source.name, one.source.note, one.review) for one in reviewed), out, indent=2)
    out.write("\n")


def _write_html(reviewed: Iterable[Reviewed], out: TextIO, show_all: bool) -> None:  # noqa: FBT001
    from service.doors.html import html_page  # here, not above: jinja2 takes 40 ms

    out.write(html_page([(one.source.name, one.source.note, one.review) for one in reviewed], show_all=show_all))


_WRITERS: Mapping[str, Callable[[Iterable[Reviewed], TextIO, bool], None]] = {
    "text": _write_text,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "sarif": _write_sarif,
    "html": _write_html,
}
