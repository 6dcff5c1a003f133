"""A note beside its earlier ones: the passages they share side by side, with what was changed inside marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TextIO

from service.analyse import analyse
from service.doors.files import Source, read_files
from service.doors.lines import Lines, printable
from service.errors import InputError
from service.finding import Copied, Passage
from service.note import Note, PriorNote, Span

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NARROW = 72  # columns of a terminal below which the two stand one above the other
_WIDTH = 110  # where there is no terminal
_MARK = "bold yellow underline"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A note, the earlier ones by the names of their files, and what they share."""

    name: str
    note: Note
    earlier: dict[str, PriorNote]
    copied: Copied
    left_out: int = 0
    """Notes that are of a later day than the note, and were not compared."""


def compare_files(name: str, earlier_names: Sequence[str]) -> Comparison:
    """Compare the note in a file with those in other files, and with the prior_notes that it brings along."""
    sources = read_files([name], {})
    if len(sources) > 1:
        msg = f"{name}: holds {len(sources)} notes. Name one note, then the earlier ones."
        raise InputError(msg)
    note = sources[0].note
    earlier = {prior.note_id: prior for prior in (*note.prior_notes, *map(_prior, _others(earlier_names)))}
    if not earlier:
        msg = "There is nothing to compare with. Name files with earlier notes after the note."
        raise InputError(msg)
    copied = analyse(note.model_copy(update={"note_id": None, "prior_notes": tuple(earlier.values())})).copied
    later = sum(
        bool(note.written_on and each.written_on and each.written_on > note.written_on) for each in earlier.values()
    )
    return Comparison(name, note, earlier, copied or Copied(share=0, new_share=1), later)


def _others(names: Sequence[str]) -> list[Source]:
    return read_files(names, {}) if names else []


def _prior(source: Source) -> PriorNote:
    """Return a note as an earlier one, known by its file: two files may hold notes of one id."""
    note = source.note
    return PriorNote.model_construct(
        note_id=source.name, text=note.text, written_on=note.written_on, record_type=note.record_type
    )


def write_comparison(compared: Comparison, out: TextIO) -> None:
    """Write the shares and passages as JSON, in the contract's shape; a note_id is the file's name."""
    out.write(compared.copied.model_dump_json(indent=2) + "\n")


def print_comparison(compared: Comparison, out: TextIO) -> None:
    """Print the passages side by side, coloured where `out` is a terminal."""
    from rich.console import Console  # here, not above: rich takes 60 ms

    console = Console(file=out, highlight=False, width=None if out.isatty() else _WIDTH)
    console.print(_heading(compared))
    for passage in compared.copied.passages:
        console.print()
        _print_passage(console, compared, passage)
    if not compared.copied.passages:
        console.print("  Nothing of it stands in the earlier notes.")
    if compared.left_out:
        console.print(f"  Not compared, since written later: {compared.left_out}.", style="dim")
    console.print()


def _heading(compared: Comparison) -> Text:
    from rich.text import Text

    copied = compared.copied
    proper = round(100 * (1 - copied.share - copied.new_share))
    shares = [f"{round(100 * copied.share)} % copied", f"{round(100 * copied.new_share)} % new"]
    shares += [f"{proper} % properly repeated"] if proper > 0 else []
    heading = Text(printable(compared.name), style="bold")
    dated = [_day(compared.note.written_on)] if compared.note.written_on else []
    heading.append("  " + " · ".join([*dated, f"{len(compared.note.text.split())} words", *shares]), style="dim")
    return heading


def _print_passage(console: Console, compared: Comparison, passage: Passage) -> None:
    from rich.padding import Padding
    from rich.table import Table

    prior = compared.earlier[passage.note_id]
    now = [Span(change.start or 0, change.end or 0) for change in passage.changes]
    then = [Span(change.source_start or 0, change.source_end or 0) for change in passage.changes]
    in_colour = console.is_terminal
    here = _marked(compared.note.text, Span(passage.start, passage.end), now, in_colour=in_colour)
    there = _marked(prior.text, Span(passage.source_start, passage.source_end), then, in_colour=in_colour)
    console.print(_about(passage))
    mine = _place("here", compared.note.text, passage.start, compared.note.written_on)
    source = _place(passage.note_id, prior.text, passage.source_start, prior.written_on)
    columns = 1 if console.width < _NARROW else 2
    table = Table.grid(padding=(0, 3, 0, 0), expand=True)
    for _ in range(columns):
        table.add_column(ratio=1, overflow="fold")
    parts = [mine, source, here, there] if columns > 1 else [mine, here, source, there]
    for at in range(0, len(parts), columns):
        table.add_row(*parts[at : at + columns])
    console.print(Padding(table, (0, 0, 0, 4)))


def _about(passage: Passage) -> Text:
    from rich.text import Text

    kind = Text("  ")
    kind.append(passage.kind, style="bold" if not passage.proper else "dim")
    kind.append(f"  {round(100 * passage.similarity)} % alike", style="dim")
    if passage.proper:
        kind.append(" · properly repeated", style="dim")
    return kind


def _place(name: str, text: str, offset: int, day: date | None) -> Text:
    from rich.text import Text

    line, column = Lines(text).place(offset)
    return Text(f"{printable(name)}:{line}:{column}{f', {_day(day)}' if day else ''}", style="dim")


def _marked(text: str, span: Span, changes: Sequence[Span], *, in_colour: bool) -> Text:
    """Return the words of a span on one line, those of `changes` marked: by colour, or in brackets."""
    from rich.text import Text

    shown = Text()
    for stretch, is_change in _stretches(span, changes):
        words = printable(stretch.of(text))
        if is_change:
            shown.append(words if in_colour else f"[{words}]", style=_MARK)
        else:
            shown.append(words)
    return shown


def _stretches(span: Span, changes: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Yield the span in order, parted into what is and what is not changed."""
    at = span.start
    for change in sorted(change for change in changes if change.end > change.start and span.holds(change)):
        if change.start >= at:
            yield Span(at, change.start), False
            yield change, True
            at = change.end
    yield Span(at, span.end), False


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
