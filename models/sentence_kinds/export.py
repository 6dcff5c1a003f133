"""The trained model as one small ONNX file of whole numbers, and what that costs in accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from torch import nn

from models.export import Arrays, Rounding, without_rarest
from models.export import export as export_whole

RARE = 0.005  # per cent; 1 of 1,170 sentences then gets another kind than before rounding, 4 with nothing cut off

_AXES = {
    "ids": {0: "pieces"},
    "told": {0: "pieces"},
    "places": {0: "pieces"},
    "slots": {0: "sentences", 1: "longest"},
    "back": {0: "pieces"},
    "around": {0: "sentences", 1: "reach"},
    "relation": {0: "sentences", 1: "reach"},
    "beside": {0: "sentences"},
    "probabilities": {0: "sentences"},
}


def export(model: nn.Module, path: Path, samples: Sequence[Arrays]) -> None:
    """Write `model` as ONNX with whole-number weights and, from `samples`, fixed activation ranges."""
    export_whole(model, path, _AXES, samples, Rounding(without_rarest(RARE), per_channel=True))
