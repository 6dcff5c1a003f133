"""Which ids have come before, in memory that does not grow: keyed hashes in a nameless file."""

from __future__ import annotations

import secrets
from hashlib import blake2b

from service.doors.tables.nameless import Nameless


class Seen(Nameless):
    """Remembers pairs of ids while it is open. Of two different pairs in 20 million one is confused in 100,000 runs."""

    def __init__(self) -> None:
        super().__init__("(hash INTEGER PRIMARY KEY)")
        self._key = secrets.token_bytes(16)  # what is left on a disk tells nothing of an id

    def has(self, child_id: str | None, note_id: str) -> bool:
        """Tell whether the pair has come before, and remember it."""
        words = f"{len(child_id or '')}:{child_id}{note_id}".encode("utf-8", "surrogatepass")
        value = int.from_bytes(blake2b(words, digest_size=8, key=self._key).digest(), signed=True)
        return self._store.execute("INSERT OR IGNORE INTO kept VALUES (?)", (value,)).rowcount == 0
