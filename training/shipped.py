"""The network of a model as it is shipped, read back from its 8 bits: to teach it more without its first stage."""

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.network import Network

_PRODUCT = re.compile(r"/(?:layers\.(\d+)/)?(\w+)/(?:Gemm_)?MatMul")


def network_of(folder: Path) -> Network:
    """Return the network whose `attribution.onnx` lies in the folder. Raises KeyError where that is another's."""
    graph = onnx.load(folder / "attribution.onnx").graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def stored(name: str) -> np.ndarray:
        """Return what is stored in floats, or in 8 bits with a scale for each row or column."""
        if f"{name}_8" in held:
            return np.asarray(held[f"{name}_8"].astype(np.float32) * held[f"{name}_scale"])
        return np.asarray(held[name])

    found = {
        name.removeprefix("network.").removesuffix("_8"): stored(name.removesuffix("_8"))
        for name in held
        if name.startswith("network.") and not name.endswith(("_scale", "_quantized", "_zero_point"))
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            if node.input[1] not in held:
                continue  # of two states
            layer, part = _PRODUCT.match(node.name).groups()
            name = node.input[1].removesuffix("_quantized")
            numbers, zero = held[f"{name}_quantized"].astype(np.float32), held[f"{name}_zero_point"].astype(np.float32)
            found[f"{f'layers.{layer}.' if layer else ''}{part}.weight"] = ((numbers - zero) * held[f"{name}_scale"]).T
        elif node.op_type in ("MatMul", "Gemm") and not node.name.startswith("/layers."):
            weight = next((i for i in node.input if i in held or i.endswith("_float")), None)
            if weight is not None:
                by_row = any(a.name == "transB" and a.i for a in node.attribute)
                value = stored(weight.removesuffix("_float"))
                found[f"{node.name.split('/')[1]}.weight"] = value if by_row else value.T
    network = Network()
    network.load_state_dict({n: torch.tensor(np.ascontiguousarray(found[n])) for n in network.state_dict()})
    return network
