"""What each sentence is: fact, report, opinion, plan or other; whose opinion, and on what basis.

A small model reads each sentence with the two beside it. A note is read again at every pause in
typing, so answers are remembered for a while, as numbers only: an edit costs the sentence that
changed and its two neighbours. See `models/sentence_kinds/card.md`.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
import tomllib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from service.reading.basis import Basis, Side, is_apart, signs
from service.reading.models import model_folder
from service.reading.onnx import load_onnx
from service.reading.sentence_rows import MOST_PIECES, Row, pack, read_rows
from service.reading.text import Sentence, Text

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Kind = Literal["fact", "reported", "opinion", "plan", "other"]
Scores = tuple[float, ...]
"""Probabilities of one sentence: one for each of CLASSES, then that an opinion's basis stands beside it."""

CLASSES = ("fact", "reported", "plan", "other", "owned opinion", "unowned opinion")
"""In the order of the model's outputs."""
UNSURE_BELOW = 0.7
"""Below this confidence about half are right (table in the card): shown as unsure, and nothing is asked."""

_REPORTED, _OTHER, _OWNED, _UNOWNED = (CLASSES.index(name) for name in ("reported", "other", *CLASSES[4:]))
_EVIDENCED = len(CLASSES)
_HEADING = (*(float(name == "other") for name in CLASSES), 0.0)
_PERHAPS_OPINION = 0.1  # the likeliest of five kinds has at least twice this
_PIECES_AT_ONCE = 1024  # bounds memory on a long note; more at once is no faster
_REMEMBERED = 4096  # sentences; at some 400 bytes each
_REMEMBERED_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Kinded:
    """A sentence and what it is; `owned` and `evidenced` are None for all but opinions.

    `confidence` (0 to 1) is calibrated: of sentences at 0.9, nine in ten are of the kind said.
    """

    sentence: Sentence
    kind: Kind
    owned: bool | None
    evidenced: bool | None
    confidence: float

    @property
    def is_sure(self) -> bool:
        """True if the kind is sure enough to ask the writer something on its ground."""
        return self.confidence >= UNSURE_BELOW


class Backend(Protocol):
    """Whatever can tell kinds: the model that comes with the program, or a council's own."""

    def score(self, text: Text, wanted: Sequence[int], record_type: str | None) -> list[Scores]:
        """Return the scores of the sentences of `text` with the indices `wanted`, in their order."""
        ...


def read_sentence_kinds(text: Text, record_type: str | None = None) -> tuple[Kinded, ...]:
    """Return what each sentence of a note is, in order.

    Raises ModelError if a file of the model is missing or altered.
    """
    return kinds_of(text, record_type, load_backend(), _MEMORY)


def kinds_of(text: Text, record_type: str | None, backend: Backend, memory: Memory) -> tuple[Kinded, ...]:
    """Return what `backend` says of each sentence, asking it only for what `memory` does not hold."""
    keys = memory.keys(text, record_type)
    found = {
        index: scores
        for index, sentence in enumerate(text.sentences)
        if not sentence.is_heading and (scores := memory.recall(keys[index])) is not None
    }
    wanted = [index for index, sentence in enumerate(text.sentences) if not sentence.is_heading and index not in found]
    if wanted:
        for index, scores in zip(wanted, backend.score(text, wanted, record_type), strict=True):
            memory.keep(keys[index], scores)
            found[index] = scores
    scored = [found.get(index, _HEADING) for index in range(len(text.sentences))]
    return tuple(
        kinded(sentence, _with_signs(index, text, scored), is_spoken=is_spoken(sentence, text))
        for index, sentence in enumerate(text.sentences)
    )


def _with_signs(index: int, text: Text, scored: Sequence[Scores]) -> Scores:
    """Return a sentence's scores with the signs of a basis in and beside it weighed in."""
    scores = scored[index]
    opinion = scores[_OWNED] + scores[_UNOWNED]
    if opinion < _PERHAPS_OPINION:
        return scores
    sides = (_side(index, index - 1, text, scored), _side(index, index + 1, text, scored))
    found = signs(text.sentences[index].span.of(text.text), scores[_OWNED] / opinion, sides)
    return (*scores[:_EVIDENCED], _basis().probability(scores[_EVIDENCED], found))


def _side(index: int, other: int, text: Text, scored: Sequence[Scores]) -> Side | None:
    if not 0 <= other < len(text.sentences):
        return None
    here, there = text.sentences[index], text.sentences[other]
    between = text.text[min(here.end, there.end) : max(here.start, there.start)]
    return Side(there.span.of(text.text), scored[other][: len(CLASSES)], is_apart(between))


def is_spoken(sentence: Sentence, text: Text) -> bool:
    """Tell whether a sentence is somebody else's words from end to end."""
    tokens = text.tokens_of(sentence)
    return all(token.spoken_for or not token.is_word for token in tokens) and any(token.is_word for token in tokens)


def kinded(sentence: Sentence, scores: Scores, *, is_spoken: bool = False) -> Kinded:
    """Return the likeliest kind. A judgement inside quotation marks is never the writer's."""
    owned, unowned = scores[_OWNED], scores[_UNOWNED]
    likely: dict[Kind, float] = {
        "fact": scores[0],
        "reported": scores[_REPORTED] + (owned + unowned) * is_spoken,
        "plan": scores[2],
        "other": scores[_OTHER],
        "opinion": (owned + unowned) * (not is_spoken),
    }
    kind = max(likely, key=likely.__getitem__)
    confidence = min(likely[kind], 1.0)
    if kind != "opinion":
        return Kinded(sentence, kind, None, None, confidence)
    return Kinded(sentence, kind, owned > unowned, scores[_EVIDENCED] > 0.5, confidence)  # noqa: PLR2004


@dataclass(frozen=True)
class OnnxBackend:
    """The model that comes with the program; `run` is an ONNX Runtime session's."""

    tokenizer: Tokenizer
    run: Callable[..., Any]

    def score(self, text: Text, wanted: Sequence[int], record_type: str | None) -> list[Scores]:
        """Return the scores of the sentences wanted, reading no more than these and those beside them."""
        count = len(text.sentences)
        needed = sorted({near for index in wanted for near in range(index - 1, index + 2) if 0 <= near < count})
        spans = [text.sentences[index].span for index in needed]
        rows = dict(zip(needed, read_rows(text.text, spans, text.exempt, record_type, self.tokenizer), strict=True))
        scores: list[Scores] = []
        for stretch in _stretches(wanted, rows):
            scores += self._score(stretch, rows)
        return scores

    def _score(self, wanted: Sequence[int], rows: dict[int, Row]) -> Iterator[Scores]:
        here = sorted({near for index in wanted for near in range(index - 1, index + 2) if near in rows})
        at = {index: row for row, index in enumerate(here)}
        beside = [(at.get(index - 1, -1), at.get(index + 1, -1)) for index in here]
        [probabilities] = self.run(None, pack([rows[index] for index in here], beside))
        yield from (tuple(probabilities[at[index]].tolist()) for index in wanted)


def _stretches(wanted: Sequence[int], rows: dict[int, Row]) -> Iterator[list[int]]:
    """Yield sentences that are read together."""
    stretch: list[int] = []
    pieces = 0
    for index in wanted:
        length = len(rows[index].ids)
        if stretch and pieces + length > _PIECES_AT_ONCE:
            yield stretch
            stretch, pieces = [], 0
        stretch.append(index)
        pieces += length
    if stretch:
        yield stretch


@cache
def load_backend() -> OnnxBackend:
    """Return the model from its folder. Raises ModelError if a file is missing or altered."""
    return open_backend(model_folder("sentence_kinds"))


def open_backend(folder: Path) -> OnnxBackend:
    """Return the model whose files lie in `folder`."""
    tokenizer, session = load_onnx(folder)
    tokenizer.enable_truncation(MOST_PIECES)
    return OnnxBackend(tokenizer, session.run)


@cache
def _basis() -> Basis:
    described = tomllib.loads((model_folder("sentence_kinds") / "model.toml").read_text(encoding="utf-8"))
    return Basis(tuple(described["basis"]["weights"]), described["basis"]["offset"])


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


_MEMORY = Memory()
