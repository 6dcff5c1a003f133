"""Notes sorted by child into files, so that no export need be held in memory: sealed with a key that no file holds.

Rows come in any order; a unit's notes go to one file, block by block, each block sealed with AES-GCM. The key lives in
the memory of this run: what a crash leaves behind nobody can read, and the next run throws it away and sorts again.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from service.doors.tables.nameless import Nameless
from service.doors.tables.notes import ReadNote
from service.note import Note

_BLOCK_CHARS = 32_768  # a unit; a thousand units are waiting to be sealed at once, in 32 MB at most
_NONCE_BYTES = 12
_LENGTH_BYTES = 4
_FASTEST = 1


class Spool:
    """The notes of each unit, in the order they were added; `rows` counts them. The folder goes with the spool."""

    def __init__(self, folder: Path, units: int) -> None:
        self.key = secrets.token_bytes(32)
        self.rows = [0] * units
        self._folder = folder
        self._waiting: list[list[str]] = [[] for _ in range(units)]
        self._chars = [0] * units
        self._blocks = 0

    def __enter__(self) -> Self:
        rmtree(self._folder, ignore_errors=True)  # what a run left that was killed
        self._folder.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        rmtree(self._folder, ignore_errors=True)

    def add(self, unit: int, read: ReadNote) -> None:
        """Add a note to its unit."""
        lines = _packed(read)
        self._waiting[unit].append(lines)
        self._chars[unit] += len(lines)
        self.rows[unit] += 1
        if self._chars[unit] >= _BLOCK_CHARS:
            self._seal(unit)

    def close(self) -> None:
        """Write what is still waiting."""
        for unit, waiting in enumerate(self._waiting):
            if waiting:
                self._seal(unit)

    def path(self, unit: int) -> Path:
        """Return where a unit's notes lie."""
        return self._folder / f"{unit:05}"

    def _seal(self, unit: int) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 40 ms that only a run needs

        nonce = self._blocks.to_bytes(_NONCE_BYTES)  # each once, as AES-GCM asks: the key is of this spool alone
        plain = zlib.compress("".join(self._waiting[unit]).encode(), _FASTEST)
        sealed = AESGCM(self.key).encrypt(nonce, plain, str(unit).encode())
        with self.path(unit).open("ab") as file:
            file.write(len(sealed).to_bytes(_LENGTH_BYTES) + nonce + sealed)
        self._waiting[unit] = []
        self._chars[unit] = 0
        self._blocks += 1


def unspooled(path: Path, unit: int, key: bytes) -> Iterator[ReadNote]:
    """Yield the notes of a unit."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    opened = AESGCM(key)
    with path.open("rb") as file:
        while head := file.read(_LENGTH_BYTES):
            nonce = file.read(_NONCE_BYTES)
            plain = opened.decrypt(nonce, file.read(int.from_bytes(head)), str(unit).encode())
            lines = zlib.decompress(plain).decode().splitlines()
            yield from map(_unpacked, lines[::2], lines[1::2])


def _packed(read: ReadNote) -> str:
    """Return a note as two lines of JSON; the way back to HTML stays behind, since no table needs it."""
    beside = [read.row, read.team, read.may_be_cut, read.unknown_type, read.household]
    return f"{json.dumps(beside)}\n{_in_ascii(read.note)}\n"


def _in_ascii(note: Note) -> str:
    return json.dumps(note.model_dump(mode="json", exclude_defaults=True))


def _unpacked(beside: str, note: str) -> ReadNote:
    row, team, may_be_cut, unknown_type, household = json.loads(beside)
    read = Note.model_validate_json(note)
    return ReadNote(row, read, team, None, may_be_cut, unknown_type, household)


class Households(Nameless):
    """Each child's household while it is open: the first that a row names, in keyed hashes and a nameless file.

    Children of one household are reviewed together, so a child that was moved to another file keeps to its first.
    """

    def __init__(self, key: bytes) -> None:
        super().__init__("(child BLOB PRIMARY KEY, household BLOB) WITHOUT ROWID")
        self._key = key

    def add(self, read: ReadNote) -> None:
        """Remember a row's household, if the child has none yet."""
        if read.household:
            pair = (self._hash("child", read.note.child_id or ""), self._hash("household", read.household))
            self._store.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", pair)

    def unit_of(self, child_id: str, units: int) -> int:
        """Return the unit of a child, the same in every run of a batch: that of its household, if it has one."""
        child = self._hash("child", child_id)
        found = self._store.execute("SELECT household FROM kept WHERE child = ?", (child,)).fetchone()
        return int.from_bytes(found[0] if found else child) % units

    def most_children(self) -> int:
        """Return how many children the largest household has."""
        asked = "SELECT count(*) FROM kept GROUP BY household ORDER BY 1 DESC LIMIT 1"
        return next(iter(self._store.execute(asked).fetchall()), (0,))[0]

    def _hash(self, kind: str, value: str) -> bytes:
        return blake2b(f"{kind}:{value}".encode(), digest_size=16, key=self._key).digest()
