"""The shipped int8 model as a point to train on from: hours of training that need not be done again.

The graph keeps small tensors under their own names. Quantized matrices go by the path of the node that uses them, which
is the path of the module; the convolutions are unfolded again from the matrix products that they were exported as.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from pipeline.encoder.session import HEADS, MODEL


def recover(folder: Path, words: bool = False) -> dict[str, torch.Tensor]:
    """Weights of an exported model by the names of ``Network.state_dict``; word embeddings (frozen) if asked for."""
    graph = onnx.load(str(folder / MODEL)).graph
    arrays = {x.name: numpy_helper.to_array(x) for x in graph.initializer}
    found: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        if name.startswith("net.") and name.endswith(("weight", "bias")):
            found[name.removeprefix("net.")] = array
        elif name.startswith("net.") and name.endswith("_quantized"):
            found[name.removeprefix("net.").removesuffix("_quantized")] = _float(arrays, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            found |= _matrix(node.name.removeprefix("/net/").removesuffix("_quant"), _float(arrays, node.input[1]))
    for part in ("spans", "grammar"):
        mix = [arrays[f"/net/{part}/mix/Squeeze{f'_{i}' if i else ''}_output_0"] for i in range(6)]
        found[f"{part}.mix.weights"] = np.log(np.array(mix))
    if not words:
        found.pop("bert.words.weight", None)
    with np.load(folder / HEADS, allow_pickle=False) as heads:
        found |= {name: heads[name] for name in heads.files}
    return {k: torch.from_numpy(np.ascontiguousarray(v, dtype=np.float32)) for k, v in found.items()}


def _float(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Dequantized; scales are per output column, or one for all."""
    stem = name.removesuffix("_quantized")
    values, zero = arrays[name].astype(np.float32), arrays[stem + "_zero_point"].astype(np.float32)
    return (values - zero) * arrays[stem + "_scale"]


def _matrix(path: str, weight: np.ndarray) -> dict[str, np.ndarray]:
    """``spans/MatMul_1`` [3 D, D] is a convolution, all else (``module/path/MatMul`` [in, out]) a linear layer."""
    module, _, product = path.rpartition("/")
    if module in ("spans", "grammar"):
        inner = weight.shape[1]
        i = int(product.removeprefix("MatMul").lstrip("_") or 0)
        return {f"{module}.convs.{i}.weight": weight.T.reshape(inner, 3, inner).transpose(0, 2, 1)}
    return {module.replace("/", ".") + ".weight": weight.T}
