"""The trained model as one small ONNX file of whole numbers, and what that costs in accuracy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from models.sentence_kinds.network import INPUTS
from models.wording.export import fix_ranges, join_products

Arrays = Mapping[str, np.ndarray]

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
    """Write `model` as ONNX with whole-number weights and, from `samples`, fixed activation ranges.

    With ranges worked out anew for every batch, one sentence's scores would hang on which others
    are read with it.
    """
    plain = path.with_suffix(".plain.onnx")
    torch.onnx.export(
        model,
        tuple(torch.from_numpy(samples[0][name]) for name in INPUTS),
        str(plain),
        input_names=list(INPUTS),
        output_names=["probabilities"],
        dynamic_axes=_AXES,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)
    quantised = onnx.load(path)
    fix_ranges(quantised.graph, _ranges(plain, quantised.graph, samples))
    join_products(quantised)
    onnx.save(quantised, path)
    plain.unlink()


def _ranges(plain: Path, quantised: onnx.GraphProto, samples: Sequence[Arrays]) -> dict[str, tuple[float, float]]:
    """Return the range of each activation that will be rounded, without the rarest values at either end."""
    names = sorted({node.input[0] for node in quantised.node if node.op_type == "DynamicQuantizeLinear"})
    watched = onnx.load(plain)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    runs = [session.run(names, dict(sample)) for sample in samples]
    found: dict[str, tuple[float, float]] = {}
    for name, values in zip(names, zip(*runs, strict=True), strict=True):
        least, most = np.percentile(np.concatenate([value.ravel() for value in values]), [RARE, 100 - RARE])
        found[name] = (min(float(least), 0.0), max(float(most), 0.0))
    return found
