"""The children of one unit, one after the other, each with the notes of its household beside its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.doors.batch.unit import Tables, review_child
from service.doors.tables.notes import ReadNote
from service.settings import Settings


def review_children(
    notes: Iterable[ReadNote], chosen: Settings, *, include_text: bool = False
) -> Iterator[tuple[str, Tables]]:
    """Yield each child and its rows, in order of their ids; children of one household beside each other.

    A child's household is the first that one of its notes names.
    """
    children: dict[str, list[ReadNote]] = {}
    homes: dict[str, str] = {}
    for each in notes:
        child_id = each.note.child_id or ""
        children.setdefault(child_id, []).append(each)
        if each.household:
            homes.setdefault(child_id, each.household)
    at_home: dict[str, list[str]] = {}
    for child_id, home in sorted(homes.items()):
        at_home.setdefault(home, []).append(child_id)
    for child_id in sorted(children):
        others = at_home.get(homes.get(child_id, ""), ())
        linked = [note for other in others if other != child_id for note in children[other]]
        yield child_id, review_child(children[child_id], chosen, linked=linked, include_text=include_text)
