"""The exported network in 8-bit numbers: the encoder's products computed in them, look-ups and heads stored in them.

The products get a scale for each output and 7 of the 8 bits, since processors without VNNI add two of them up in 16
bits. The rows of a look-up and the heads become floats again, with a scale of their own each.
"""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

_OF_ENCODER = "/layers."
_SMALL = 10_000
"""Numbers up to which a tensor stays in float."""


def quantised(source: Path, out: Path) -> None:
    """Write the network in `source` to `out` in 8-bit numbers."""
    with tempfile.TemporaryDirectory() as folder:
        whole, products = Path(folder) / "whole.onnx", Path(folder) / "products.onnx"
        quant_pre_process(source, whole, skip_symbolic_shape=True)
        others = [node.name for node in onnx.load(whole).graph.node if not node.name.startswith(_OF_ENCODER)]
        quantize_dynamic(
            whole,
            products,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=others,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        model = onnx.load(products)
    _store_in_8_bits(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, out)


def _store_in_8_bits(graph: onnx.GraphProto) -> None:
    held = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        weight = next((name for name in node.input if name in held and _is_large(held[name])), None)
        if weight is None or node.op_type not in ("MatMul", "Gemm", "Gather"):
            nodes.append(node)
            continue
        value = numpy_helper.to_array(held[weight])
        by_row = node.op_type == "Gather" or any(a.name == "transB" and a.i for a in node.attribute)
        scale = np.maximum(np.abs(value).max(axis=1 if by_row else 0, keepdims=True), 1e-9) / np.float32(127)
        graph.initializer.append(numpy_helper.from_array(np.round(value / scale).astype(np.int8), f"{weight}_8"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{weight}_scale"))
        if node.op_type == "Gather":
            nodes += _looked_up(node, weight)
        else:
            nodes += _as_float(f"{weight}_8", f"{weight}_scale", f"{weight}_float")
            node.input[list(node.input).index(weight)] = f"{weight}_float"
            nodes.append(node)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)


def _is_large(tensor: onnx.TensorProto) -> bool:
    return len(tensor.dims) == 2 and tensor.data_type == TensorProto.FLOAT and int(np.prod(tensor.dims)) > _SMALL


def _as_float(numbers: str, scale: str, out: str) -> list[onnx.NodeProto]:
    return [
        helper.make_node("Cast", [numbers], [f"{out}_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}_cast", scale], [out]),
    ]


def _looked_up(node: onnx.NodeProto, weight: str) -> list[onnx.NodeProto]:
    """Return the look-up of rows of 8-bit numbers, then of their scales."""
    out, rows = node.output[0], node.input[1]
    return [
        helper.make_node("Gather", [f"{weight}_8", rows], [f"{out}_8"], axis=0),
        helper.make_node("Gather", [f"{weight}_scale", rows], [f"{out}_scale"], axis=0),
        *_as_float(f"{out}_8", f"{out}_scale", out),
    ]
