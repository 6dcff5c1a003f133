"""A review for a person at a terminal: the words, then the question."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.text import Text

from service.doors.figures import in_words
from service.doors.lines import Lines, printable
from service.finding import Finding, Review, Severity
from service.note import Note, Span

_COLOUR = {
    Severity.MUST_SEE: "bold red",
    Severity.ASK: "bold yellow",
    Severity.CONSIDER: "cyan",
    Severity.OVERVIEW: "magenta",
}
_PLAIN_NAME = {
    Severity.MUST_SEE: "must see",
    Severity.ASK: "ask",
    Severity.CONSIDER: "consider",
    Severity.OVERVIEW: "whole note",
}


def print_review(name: str, note: Note, review: Review, out: TextIO, *, show_all: bool) -> None:
    """Print one review, coloured where `out` is a terminal."""
    console = Console(file=out, highlight=False, soft_wrap=False, width=None if out.isatty() else 100)
    console.print(_heading(name, note, review))
    if review.whole_note:
        console.print(Text(f"  {printable(in_words(review.whole_note))}", style="dim"))
    findings = review.findings if show_all else review.shown
    lines = Lines(note.text)
    for finding in findings:
        console.print()
        for part in _finding(finding, lines, in_colour=console.is_terminal):
            console.print(part)
    console.print()
    console.print(_closing(review, len(findings)))
    console.print()


def _heading(name: str, note: Note, review: Review) -> Text:
    heading = Text(printable(name), style="bold")
    heading.append(f"  {len(note.text.split())} words", style="dim")
    if review.readability:
        heading.append(f" · {review.readability.band}", style="dim")
    return heading


def _finding(finding: Finding, lines: Lines, *, in_colour: bool) -> list[Text]:
    label = Text("  ")
    label.append(_PLAIN_NAME[finding.severity], style=_COLOUR[finding.severity])
    label.append(f"  {finding.check}", style="dim")
    parts = [label]
    if finding.end > finding.start:
        line, column = lines.place(finding.start)
        label.append(f"  {line}:{column}", style="dim")
        parts.append(_excerpt(finding, lines, in_colour=in_colour))
    message = Text(f"    {printable(finding.message)}")
    if finding.suggestion is not None and finding.suggestion.lower() not in finding.message.lower():
        message.append(f" (“{printable(finding.suggestion)}”)")
    return [*parts, message]


def _excerpt(finding: Finding, lines: Lines, *, in_colour: bool) -> Text:
    before, words, after = lines.around(Span(finding.start, finding.end), width=88)
    words = words if in_colour else f"[{words}]"
    excerpt = Text("    ")
    excerpt.append(printable(before), style="dim")
    excerpt.append(printable(words), style=f"underline {_COLOUR[finding.severity]}")
    excerpt.append(printable(after), style="dim")
    return excerpt


def _closing(review: Review, shown: int) -> Text:
    folded = len(review.findings) - shown
    parts = ["Nothing to ask." if not review.findings else f"{shown} shown"]
    if folded:
        parts.append(f"{folded} more to consider (--all shows them)")
    if review.skipped:
        parts.append("not looked at: " + ", ".join(skipped.check.replace("_", " ") for skipped in review.skipped))
    return Text("  " + " · ".join(parts), style="dim")
