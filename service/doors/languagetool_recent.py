"""Reviews made a moment ago: an editor asks twice of one text, for its sentences and for the whole."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from service.finding import Review
from service.note import Note

KEPT_SECONDS = 10
_MOST = 32


class RecentReviews:
    """The last few reviews, each for seconds, since a message may quote a word; no text, and keys of this process."""

    def __init__(self, make: Callable[[Note], Review], clock: Callable[[], float] = time.monotonic) -> None:
        self._make = make
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._made: OrderedDict[bytes, tuple[float, Review]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._made)

    def of(self, note: Note) -> Review:
        """Return the review of a note. For the worker: of two calls there, the second finds what the first made."""
        key = hashlib.blake2b(note.model_dump_json().encode(), digest_size=16, key=self._key).digest()
        self.forget_old()
        with self._lock:
            known = self._made.get(key)
        if known:
            return known[1]
        review = self._make(note)
        with self._lock:
            self._made[key] = self._clock() + KEPT_SECONDS, review
            while len(self._made) > _MOST:
                self._made.popitem(last=False)
        return review

    def forget_old(self) -> None:
        """Forget what has been kept its time."""
        with self._lock:
            while self._made and next(iter(self._made.values()))[0] <= self._clock():
                self._made.popitem(last=False)
