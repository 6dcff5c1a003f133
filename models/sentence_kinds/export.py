"""The trained model as two small ONNX files of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from models.export import Arrays, Rounding, without_rarest
from models.export import export as export_whole
from models.sentence_kinds.network import ALONE_INPUTS, BESIDE_INPUTS
from service.reading.kinds.kinds_onnx import ALONE, BESIDE

RARE = 0.005  # per cent; 1 of 1,170 sentences then gets another kind than before rounding, 4 with nothing cut off

_AXES = {
    "ids": {0: "pieces"},
    "told": {0: "pieces"},
    "places": {0: "pieces"},
    "states": {0: "pieces"},
    "slots": {0: "sentences", 1: "longest"},
    "back": {0: "pieces"},
    "around": {0: "sentences", 1: "reach"},
    "relation": {0: "sentences", 1: "reach"},
    "beside": {0: "sentences"},
    "probabilities": {0: "sentences"},
}


def export(alone: nn.Module, beside: nn.Module, folder: Path, samples: Sequence[Arrays]) -> None:
    """Write both parts as ONNX with whole-number weights and, from `samples`, fixed activation ranges."""
    rounding = Rounding(without_rarest(RARE), per_channel=True)
    _write(alone, folder / ALONE, (*ALONE_INPUTS, "states"), samples, rounding)
    read = [dict(sample) | {"states": _states(alone, sample)} for sample in samples]
    _write(beside, folder / BESIDE, (*BESIDE_INPUTS, "probabilities"), read, rounding)


def _write(part: nn.Module, path: Path, names: Sequence[str], samples: Sequence[Arrays], rounding: Rounding) -> None:
    given = [{name: sample[name] for name in names[:-1]} for sample in samples]
    export_whole(part, path, {name: _AXES[name] for name in names}, given, rounding)


def _states(alone: nn.Module, sample: Arrays) -> np.ndarray:
    with torch.no_grad():
        states: np.ndarray = alone(*(torch.from_numpy(sample[name]) for name in ALONE_INPUTS)).numpy()
    return states
