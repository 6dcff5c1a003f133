"""What was worked out a moment ago, so that an edit costs only what changed: numbers, under keys of this process."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Kept = TypeVar("Kept")

REMEMBERED_SECONDS = 15 * 60
SWEPT_SECONDS = 60
"""How often what is too old is let go of, while a memory is in use."""
MOST_SENTENCES = 16_384
"""Enough for a hundred people with a thousand words each and a quarter of an hour of edits."""


_every: WeakSet[Memory[Any]] = WeakSet()


@dataclass(eq=False)
class Memory(Generic[Kept]):
    """The answers asked for last, for a quarter of an hour; no words, and no key that another process could make."""

    most: int = MOST_SENTENCES
    clock: Callable[[], float] = time.monotonic
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _held: OrderedDict[bytes, tuple[float, Kept]] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _sweep_at: float = 0

    def __post_init__(self) -> None:
        _every.add(self)

    def key(self, seen: bytes) -> bytes:
        """Return the key of an answer: all that it hangs on, hashed."""
        return hashlib.blake2b(seen, digest_size=16, key=self._key).digest()

    def answers(self, keys: Sequence[bytes], ask: Callable[[Sequence[int]], Iterable[Kept]]) -> list[Kept]:
        """Return the answer under each key; `ask` is told the places of those not held, and answers in their order."""
        held = [self.recall(key) for key in keys]
        wanted = [place for place, answer in enumerate(held) if answer is None]
        found = dict(zip(wanted, ask(wanted), strict=True)) if wanted else {}
        for place, answer in found.items():
            self.keep(keys[place], answer)
        return [found[place] if answer is None else answer for place, answer in enumerate(held)]

    def recall(self, key: bytes) -> Kept | None:
        """Return what was kept under `key`, unless it is too old."""
        with self._lock:
            found = self._held.get(key)
            if found is None or found[0] <= self.clock():
                return None
            self._held.move_to_end(key)  # what is asked for again outlives what was edited away
            return found[1]

    def keep(self, key: bytes, answer: Kept) -> None:
        """Remember an answer for a quarter of an hour, or until there are too many."""
        with self._lock:
            now = self.clock()
            self._held[key] = (now + REMEMBERED_SECONDS, answer)
            self._held.move_to_end(key)
            if now >= self._sweep_at:
                self._sweep(now)
            while len(self._held) > self.most:
                self._held.popitem(last=False)

    def _sweep(self, now: float) -> None:
        """Let go of what is too old, wherever it stands: they lie in the order of use, not of age."""
        for key in [key for key, (until, _) in self._held.items() if until <= now]:
            del self._held[key]
        self._sweep_at = now + SWEPT_SECONDS

    def forget(self) -> None:
        """Let go of every answer."""
        with self._lock:
            self._held.clear()


def forget_all() -> None:
    """Let go of every answer that this process holds: a text is then read as if it were new."""
    for memory in list(_every):
        memory.forget()
