"""One child's notes become rows of the four tables. Read this first: every engine calls it, and it writes nothing.

tables = review_child(notes, settings(), linked=notes_of_brothers_and_sisters)
tables.notes, tables.findings, tables.records, tables.refused    # plain rows, columns as in `schema.py`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.analyse import analyse
from service.doors.batch.rows import Names, Row, Telling
from service.doors.tables.notes import ReadNote, Refused
from service.errors import HistoryError, InputError, ModelError, SettingsError, WordlistError
from service.note import Note
from service.record.review import RecordReview, review_record
from service.settings import Settings

_OF_NO_NOTE = (
    *(HistoryError, ModelError, SettingsError, WordlistError),
    *(ImportError, MemoryError, NameError, OSError),
)
"""What would go wrong with any note: the batch stops for it, since to refuse row after row would hide it."""

_TWICE = "is the id of an earlier row of this child. Is it the column of note ids, and is each version exported once?"
_ALONE = "The program failed on this note. The child's other notes were reviewed."
_TOGETHER = "The program failed on this child's notes together, though on none of them alone. None was reviewed."


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows for the four tables; a child's notes in order of date, its findings in the order of its notes."""

    notes: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)


def review_child(
    notes: Sequence[ReadNote],
    chosen: Settings,
    *,
    linked: Sequence[ReadNote] = (),
    include_text: bool = False,
) -> Tables:
    """Return the rows of one child, whose notes may come in any order; `linked` are brothers' and sisters' notes.

    A note that fails becomes a refused row and the others go on. Raises only what would fail with any note, such as
    a model that is not there.
    """
    tables = Tables()
    once = _once(notes, tables.refused)
    names = Names(once, linked)
    reviewed = _reviewed(once, names, names.linked(), chosen, tables.refused)
    if reviewed is not None:
        telling = Telling(reviewed, names, chosen, include_text=include_text)
        tables.notes.extend(telling.notes())
        tables.findings.extend(telling.findings())
        tables.records.append(telling.record(rows=len(notes)))
    tables.refused.sort(key=lambda row: row["row"])
    return tables


def refused_row(refused: Refused) -> Row:
    """Return a row that became no note as the table `refused` has it."""
    return refused._asdict()


def _once(notes: Sequence[ReadNote], refused: list[Row]) -> list[ReadNote]:
    """Return the notes in the order of their rows, each id once: readers that work side by side let some through."""
    seen: set[str | None] = {None}
    kept = []
    for each in sorted(notes, key=lambda each: each.row):
        if each.note.note_id is not None and each.note.note_id in seen:
            refused.append(refused_row(Refused(each.row, "note", "DuplicateId", "note_id", _TWICE)))
        else:
            kept.append(each)
            seen.add(each.note.note_id)
    return kept


def _reviewed(
    notes: Sequence[ReadNote], names: Names, linked: Sequence[Note], chosen: Settings, refused: list[Row]
) -> RecordReview | None:
    """Return the review of the notes that can be reviewed, None where there are none of them."""
    if not notes:
        return None
    try:
        return review_record([names.own(each) for each in notes], chosen, linked=linked)
    except _OF_NO_NOTE:
        raise
    except Exception as error:  # noqa: BLE001 - one odd note in millions must not end the work on all the others
        together = error
    failed = {each.row: alone for each in notes if (alone := _failure(each.note, chosen))}
    if not failed:
        refused += [_refusal(each, together, _TOGETHER) for each in notes]
        return None
    refused += [_refusal(each, failed[each.row], _ALONE) for each in notes if each.row in failed]
    return _reviewed([each for each in notes if each.row not in failed], names, linked, chosen, refused)


def _failure(note: Note, chosen: Settings) -> Exception | None:
    """Return what goes wrong with one note by itself."""
    try:
        analyse(note, chosen)
    except _OF_NO_NOTE:
        raise
    except Exception as error:  # noqa: BLE001
        return error
    return None


def _refusal(read: ReadNote, error: Exception, why: str) -> Row:
    """Return a refused row; only our own errors are sure to repeat nothing of the note."""
    told = str(error) if isinstance(error, InputError) else why
    return {"row": read.row, "stage": "review", "error": type(error).__name__, "field": "text", "why": told}
