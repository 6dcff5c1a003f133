"""The trained model as one small ONNX file of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from torch import nn

from models.export import Rounding, extremes
from models.export import export as export_whole
from service.reading.phrasing import pieces
from service.reading.phrasing.pieces import Window

_AXES = {name: {0: "windows", 1: "pieces"} for name in ("ids", "mask", "features", "probabilities")}


def export(model: nn.Module, path: Path, windows: Sequence[Window]) -> None:
    """Write `model` as ONNX with whole-number weights and, from `windows`, fixed activation ranges."""
    samples = [pieces.inputs([window]) for window in windows]
    export_whole(model, path, _AXES, samples, Rounding(extremes, per_channel=False))
