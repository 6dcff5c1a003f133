"""A model as one small ONNX file: whole numbers, fixed ranges, few operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

Arrays = Mapping[str, np.ndarray]
Axes = Mapping[str, Mapping[int, str]]
"""Names of the dimensions that differ from run to run: of each input in order, then of the output."""
Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a model becomes one of whole numbers.

    `settle` makes the range of each activation from what samples bring about; `per_channel` gives each
    column of a weight a scale of its own.
    """

    settle: Callable[[Iterable[Arrays]], Ranges]
    per_channel: bool


def export(model: nn.Module, path: Path, axes: Axes, samples: Sequence[Arrays], rounding: Rounding) -> None:
    """Write `model` as ONNX with whole-number weights and, from `samples`, fixed activation ranges.

    With ranges worked out anew for every batch, one sentence's scores would hang on which others are
    read with it.
    """
    plain = path.with_suffix(".plain.onnx")
    _write_plain(model, plain, axes, samples[0])
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=rounding.per_channel)
    whole = onnx.load(path)
    names = sorted({node.input[0] for node in whole.graph.node if node.op_type == "DynamicQuantizeLinear"})
    _fix_ranges(whole.graph, rounding.settle(_activations(plain, names, samples)))
    _join_products(whole)
    onnx.save(whole, path)
    plain.unlink()


def extremes(seen: Iterable[Arrays]) -> Ranges:
    """Return the least and the greatest value of each activation."""
    found: dict[str, tuple[float, float]] = {}
    for arrays in seen:
        for name, values in arrays.items():
            least, most = found.get(name, (0.0, 0.0))
            found[name] = (min(least, float(values.min())), max(most, float(values.max())))
    return found


def without_rarest(rare: float) -> Callable[[Iterable[Arrays]], Ranges]:
    """Return a function to the range of each activation, less `rare` per cent of its values at either end."""

    def settle(seen: Iterable[Arrays]) -> Ranges:
        values: dict[str, list[np.ndarray]] = defaultdict(list)
        for arrays in seen:
            for name, array in arrays.items():
                values[name].append(array.ravel())
        found: dict[str, tuple[float, float]] = {}
        for name, parts in values.items():
            least, most = np.percentile(np.concatenate(parts), [rare, 100 - rare])
            found[name] = (min(float(least), 0.0), max(float(most), 0.0))
        return found

    return settle


def _write_plain(model: nn.Module, path: Path, axes: Axes, traced: Arrays) -> None:
    *inputs, output = axes
    torch.onnx.export(
        model,
        tuple(torch.from_numpy(traced[name]) for name in inputs),
        str(path),
        input_names=inputs,
        output_names=[output],
        dynamic_axes={name: dict(named) for name, named in axes.items()},
        opset_version=17,
        dynamo=False,
    )


def _activations(plain: Path, names: Sequence[str], samples: Iterable[Arrays]) -> Iterator[Arrays]:
    """Yield, for each sample, the activations of these names in the model's own arithmetic."""
    watched = onnx.load(plain)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    for sample in samples:
        yield dict(zip(names, session.run(list(names), dict(sample)), strict=True))


def _fix_ranges(graph: onnx.GraphProto, within: Ranges) -> None:
    """Round activations to ranges settled beforehand, so that a batch's company changes no answer."""
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            least, most = within[node.input[0]]
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


def _join_products(model: onnx.ModelProto) -> None:
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
