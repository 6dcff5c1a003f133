"""What the kinds of a note's sentences are remembered under."""

from __future__ import annotations

from typing import Any

from service.reading.language.text import Sentence, Text
from service.reading.memory import Memory


def keys_of(text: Text, record_type: str | None, memory: Memory[Any]) -> list[bytes]:
    """Return a key for each sentence: of its words, of those beside it, and of the type of record."""
    own = [b"", *(memory.key(_seen(text, sentence)) for sentence in text.sentences), b""]
    of_type = (record_type or "").encode()
    return [memory.key(b"|".join((*own[at : at + 3], of_type))) for at in range(len(text.sentences))]


def _seen(text: Text, sentence: Sentence) -> bytes:
    """Return all that the model sees of one sentence."""
    spoken = [
        (max(span.start - sentence.start, 0), span.end - sentence.start)
        for span in text.exempt
        if span.overlaps(sentence.span)
    ]
    return f"{text.text[sentence.start : sentence.end]}\0{spoken}".encode("utf-8", "surrogatepass")
