"""What each sentence is: fact, report, opinion, plan or other; whose opinion, and on what basis.

A small model reads each sentence with the two beside it. A note is read again at every pause in
typing, so answers are remembered for a while, as numbers only: an edit costs the sentence that
changed and its two neighbours. See `models/sentence_kinds/card.md`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

from service.reading.kinds.basis import Basis, Side, is_apart, signs
from service.reading.kinds.kinded import CLASSES, EVIDENCED, OWNED, UNOWNED, Backend, Kinded, Scores, kinded
from service.reading.kinds.kinds_memory import keys_of
from service.reading.language.text import Sentence, Text
from service.reading.memory import Memory
from service.reading.models import model_folder
from service.settings import KindsBackend, Settings

_HEADING = (*(float(name == "other") for name in CLASSES), 0.0)
_PERHAPS_OPINION = 0.1  # the likeliest of five kinds has at least twice this


def read_sentence_kinds(text: Text, record_type: str | None, settings: Settings) -> tuple[Kinded, ...]:
    """Return what each sentence of a note is, in order.

    Raises ModelError if a file of the model is missing or altered.
    """
    chosen = (settings.kinds_backend, settings.kinds_model, settings.kinds_device)
    return kinds_of(text, record_type, load_backend(*chosen), _memory_of(*chosen))


@cache
def load_backend(name: KindsBackend = "onnx", model: str | None = None, device: str = "cpu") -> Backend:
    """Return the model that comes with the program, or a council's own. Raises ModelError if it cannot be used."""
    if name == "onnx":
        from service.reading.kinds.kinds_onnx import open_onnx

        return open_onnx(model_folder("sentence_kinds"))
    from service.reading.kinds.kinds_embedded import open_embedded

    return open_embedded(model, device)


@cache
def _memory_of(*_chosen: str | None) -> Memory[Scores]:
    """Return what is remembered of one backend: another's answers are not its own."""
    return Memory()


def kinds_of(text: Text, record_type: str | None, backend: Backend, memory: Memory[Scores]) -> tuple[Kinded, ...]:
    """Return what `backend` says of each sentence, asking it only for what `memory` does not hold."""
    keys = keys_of(text, record_type, memory)
    wanted = [index for index, sentence in enumerate(text.sentences) if not sentence.is_heading]
    scores = memory.answers(
        [keys[index] for index in wanted],
        lambda places: backend.score(text, [wanted[place] for place in places], record_type),
    )
    found = dict(zip(wanted, scores, strict=True))
    scored = [found.get(index, _HEADING) for index in range(len(text.sentences))]
    return tuple(
        kinded(sentence, _with_signs(index, text, scored), is_spoken=is_spoken(sentence, text))
        for index, sentence in enumerate(text.sentences)
    )


def _with_signs(index: int, text: Text, scored: Sequence[Scores]) -> Scores:
    """Return a sentence's scores with the signs of a basis in and beside it weighed in."""
    scores = scored[index]
    opinion = scores[OWNED] + scores[UNOWNED]
    if opinion < _PERHAPS_OPINION:
        return scores
    sides = (_side(index, index - 1, text, scored), _side(index, index + 1, text, scored))
    found = signs(text.sentences[index].span.of(text.text), scores[OWNED] / opinion, sides)
    return (*scores[:EVIDENCED], _basis().probability(scores[EVIDENCED], found))


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


@cache
def _basis() -> Basis:
    described = tomllib.loads((model_folder("sentence_kinds") / "model.toml").read_text(encoding="utf-8"))
    return Basis(tuple(described["basis"]["weights"]), described["basis"]["offset"])
