"""Scores of sentences read a moment ago: an edit costs one sentence. Numbers only, under keys of this process."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from service.reading.kinded import Scores
from service.reading.text import Sentence, Text

_REMEMBERED = 4096  # sentences; at some 400 bytes each
_REMEMBERED_SECONDS = 15 * 60


@dataclass
class Memory:
    """Scores of sentences seen in the last quarter of an hour; no words, and no key that another process could make."""

    clock: Callable[[], float] = time.monotonic
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _held: OrderedDict[bytes, tuple[float, Scores]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keys(self, text: Text, record_type: str | None) -> list[bytes]:
        """Return a key for each sentence: of its words, of those beside it, and of the type of record."""
        own = [b"", *(self._digest(_seen(text, sentence)) for sentence in text.sentences), b""]
        of_type = (record_type or "").encode()
        return [self._digest(b"|".join((*own[at : at + 3], of_type))) for at in range(len(text.sentences))]

    def recall(self, key: bytes) -> Scores | None:
        """Return what was kept under `key`, unless it is too old."""
        with self._lock:
            until, scores = self._held.get(key, (0.0, None))
            return scores if until > self.clock() else None

    def keep(self, key: bytes, scores: Scores) -> None:
        """Remember scores for a quarter of an hour, or until there are too many."""
        with self._lock:
            now = self.clock()
            self._held[key] = (now + _REMEMBERED_SECONDS, scores)
            self._held.move_to_end(key)
            while len(self._held) > _REMEMBERED or next(iter(self._held.values()))[0] <= now:
                self._held.popitem(last=False)

    def _digest(self, seen: bytes) -> bytes:
        return hashlib.blake2b(seen, digest_size=16, key=self._key).digest()


def _seen(text: Text, sentence: Sentence) -> bytes:
    """Return all that the model sees of one sentence."""
    spoken = [
        (max(span.start - sentence.start, 0), span.end - sentence.start)
        for span in text.exempt
        if span.overlaps(sentence.span)
    ]
    return f"{text.text[sentence.start : sentence.end]}\0{spoken}".encode("utf-8", "surrogatepass")
