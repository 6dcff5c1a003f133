"""Whether a note only describes: says what happened, and nowhere what it means."""

from __future__ import annotations

import re

from service.reading.guidance.items import read_items
from service.reading.kinds.kinded import Kinded
from service.reading.once import once
from service.reading.read import Reading

FEWEST_WORDS = 60
"""Below this a note is a jotting, and nobody expects a so-what in it (GUIDANCE.md, `analysis`)."""
_LABEL = re.compile(
    r"(?:(?:my|our|main) )?(?:worr(?:y|ies)|concerns?|thinking|analysis|reflections?)\W*", re.IGNORECASE
)
POINTING = frozenset({"this", "that", "these", "those", "it", "both"})


@once
def only_describes(reading: Reading) -> bool:
    """Tell whether a note of its kind should say what it means, and holds no thought of anybody's on that."""
    if reading.record is None or "analysis" not in reading.record.checks:
        return False
    if reading.matches("analysis") or any(_weighs(reading, at) for at in reading.kinds) or _has_label(reading):
        return False
    return sum(token.is_word for token in reading.text.tokens) >= FEWEST_WORDS


def _has_label(reading: Reading) -> bool:
    """Tell whether something stands under a label of thinking: "Worry: August, no school"."""
    return any(
        item.label is not None and _LABEL.fullmatch(reading.words_of(item.label)) for item in read_items(reading)
    )


def _weighs(reading: Reading, kind: Kinded) -> bool:
    """Tell whether a sentence is somebody's own view, or one of what stands before it: "This is grief"."""
    first = reading.text.tokens[kind.sentence.first]
    return kind.kind == "opinion" and (bool(kind.owned) or first.text.lower() in POINTING)
