"""What one sentence is, from the probabilities of its classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from service.reading.language.text import Sentence, Text

Kind = Literal["fact", "reported", "opinion", "plan", "other"]
Scores = tuple[float, ...]
"""Probabilities of one sentence: one for each of CLASSES, then that an opinion's basis stands beside it."""

CLASSES = ("fact", "reported", "plan", "other", "owned opinion", "unowned opinion")
"""In the order of the model's outputs."""
UNSURE_BELOW = 0.7
"""Below this confidence about half are right (table in the card): shown as unsure, and nothing is asked."""

FACT, REPORTED, PLAN, OTHER, OWNED, UNOWNED = range(len(CLASSES))
EVIDENCED = len(CLASSES)
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Kinded:
    """A sentence and what it is; `owned` and `evidenced` are None for all but opinions.

    `confidence` (0 to 1) is calibrated: of sentences at 0.9, nine in ten are of the kind said.
    `bare` (0 to 1) is how likely it is an opinion that nobody owns and that nothing beside it bears out.
    """

    sentence: Sentence
    kind: Kind
    owned: bool | None
    evidenced: bool | None
    confidence: float
    bare: float = 0.0

    @property
    def is_sure(self) -> bool:
        """True if the kind is sure enough to ask the writer something on its ground."""
        return self.confidence >= UNSURE_BELOW


class Backend(Protocol):
    """Whatever can tell kinds: the model that comes with the program, or a council's own."""

    def score(self, text: Text, wanted: Sequence[int], record_type: str | None) -> list[Scores]:
        """Return the scores of the sentences of `text` with the indices `wanted`, in their order."""
        ...


def kinded(sentence: Sentence, scores: Scores, *, is_spoken: bool = False) -> Kinded:
    """Return the likeliest kind. A judgement inside quotation marks is never the writer's."""
    owned, unowned = scores[OWNED], scores[UNOWNED]
    likely: dict[Kind, float] = {
        "fact": scores[FACT],
        "reported": scores[REPORTED] + (owned + unowned) * is_spoken,
        "plan": scores[PLAN],
        "other": scores[OTHER],
        "opinion": (owned + unowned) * (not is_spoken),
    }
    kind = max(likely, key=likely.__getitem__)
    confidence = min(likely[kind], 1.0)
    if kind != "opinion":
        return Kinded(sentence, kind, None, None, confidence)
    bare = unowned * (1 - scores[EVIDENCED])
    return Kinded(sentence, kind, owned > unowned, scores[EVIDENCED] > _EVEN, confidence, bare)
