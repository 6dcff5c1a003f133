"""Who will read the note, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping

from service.note import Note, Reader

READER: Mapping[Reader, str] = {"child": "the child", "family": "the family", "professional": "every reader"}

# Handed to families whatever the first reader is.
_GIVEN_TO_FAMILIES = frozenset(
    {
        "plan",
        "three-month summary",
        "transfer summary",
        "closing summary",
        "child in need review",
        "looked after review",
    }
)


def reads_jargon(note: Note) -> bool:
    """Tell whether the note's readers know the words of the trade."""
    return note.reader == "professional" and note.record_type not in _GIVEN_TO_FAMILIES
