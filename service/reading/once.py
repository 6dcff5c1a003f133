"""What is read of a note only once, though several checks ask for it: it stays with what it was read of."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Of = TypeVar("Of")
Found = TypeVar("Found")


def once(read: Callable[[Of], Found]) -> Callable[[Of], Found]:
    """Have a function of a Reading or a Text answer at once when it is asked about the same one again."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def kept(of: Of) -> Found:
        held = vars(of)
        if name not in held:
            held[name] = read(of)
        found: Found = held[name]
        return found

    return kept
