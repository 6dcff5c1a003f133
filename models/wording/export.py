"""The trained model as one small ONNX file: whole numbers, fixed ranges, few operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from service.reading import pieces
from service.reading.pieces import Window

_NAMES = ("ids", "mask", "features", "probabilities")


def export(model: nn.Module, path: Path, windows: Sequence[Window]) -> None:
    """Write `model` as ONNX with whole-number weights and, from `windows`, fixed activation ranges.

    With ranges worked out anew for every batch, one sentence's scores would hang on its neighbours.
    """
    plain = path.with_suffix(".plain.onnx")
    arrays = pieces.inputs(windows[:4])
    torch.onnx.export(
        model,
        tuple(torch.from_numpy(arrays[name]) for name in _NAMES[:3]),
        str(plain),
        input_names=list(_NAMES[:3]),
        output_names=list(_NAMES[3:]),
        dynamic_axes={name: {0: "windows", 1: "pieces"} for name in _NAMES},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8)
    quantised = onnx.load(path)
    fix_ranges(quantised.graph, _ranges(plain, quantised.graph, windows))
    join_products(quantised)
    onnx.save(quantised, path)
    plain.unlink()


def _ranges(plain: Path, quantised: onnx.GraphProto, windows: Sequence[Window]) -> dict[str, tuple[float, float]]:
    """Return the least and the greatest value of each activation that will be rounded."""
    names = sorted({node.input[0] for node in quantised.node if node.op_type == "DynamicQuantizeLinear"})
    watched = onnx.load(plain)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    least, most = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for window in windows:
        for name, values in zip(names, session.run(names, pieces.inputs([window])), strict=True):
            least[name] = min(least[name], float(values.min()))
            most[name] = max(most[name], float(values.max()))
    return {name: (least[name], most[name]) for name in names}


def fix_ranges(graph: onnx.GraphProto, ranges: Mapping[str, tuple[float, float]]) -> None:
    """Round activations to `ranges` settled beforehand, so that a batch's company changes no answer."""
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            least, most = ranges[node.input[0]]
            rounded, scale, zero = node.output
            step = np.array((most - least) / 255, dtype=np.float32)
            graph.initializer.append(onnx.numpy_helper.from_array(step, scale))
            graph.initializer.append(
                onnx.numpy_helper.from_array(np.array(round(-least / float(step)), dtype=np.uint8), zero)
            )
            node.op_type = "QuantizeLinear"
            node.input.extend((scale, zero))
            del node.output[:]
            node.output.append(rounded)


def join_products(model: onnx.ModelProto) -> None:
    """Make one operation of each whole-number product, its rescaling and its bias: the same numbers, sooner."""
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    used_by: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            used_by[name].append(node)
    joined: dict[str, onnx.NodeProto] = {}
    gone: set[str] = set()
    for product in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        chain, last = _joined(product, made_by, used_by, {value.name for value in graph.initializer})
        joined[last.output[0]] = last
        gone |= {node.name for node in chain}
    kept = [
        joined.get(node.output[0], node) for node in graph.node if node.name not in gone or node.output[0] in joined
    ]
    del graph.node[:]
    graph.node.extend(kept)
    model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))


def _joined(
    product: onnx.NodeProto,
    made_by: Mapping[str, onnx.NodeProto],
    used_by: Mapping[str, Sequence[onnx.NodeProto]],
    constants: set[str],
) -> tuple[list[onnx.NodeProto], onnx.NodeProto]:
    """Return the nodes that a product's rescaling takes, and the one node that does it all."""
    [cast] = used_by[product.output[0]]
    [rescale] = used_by[cast.output[0]]
    scales = made_by[next(name for name in rescale.input if name != cast.output[0])]
    of_input = made_by[product.input[0]].input[1]
    of_weight = next(name for name in scales.input if name != of_input)
    chain = [product, cast, rescale, scales]
    inputs = [*product.input[:2], of_input, of_weight, *product.input[2:]]
    after = used_by[rescale.output[0]]
    if len(after) == 1 and after[0].op_type == "Add":
        bias = [name for name in after[0].input if name in constants]
        chain += after if bias else []
        inputs += bias
    node = onnx.helper.make_node("MatMulIntegerToFloat", inputs, [chain[-1 if len(chain) > 4 else 2].output[0]])  # noqa: PLR2004
    node.domain = "com.microsoft"
    return chain, node
