"""Convert MediaPipe's face networks (.tflite) to the safetensors files that the engine ships.

    pip install tflite safetensors torch mediapipe==0.10.21
    python scripts/convert_face_models.py PATH/TO/site-packages/mediapipe

Writes engine/face/weights/mesh.safetensors and detector.safetensors. Weights keep the half precision of the originals.
Operators are traced from the outputs back to the input along the convolutions, which is the order of our modules.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tflite
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from engine.face.detector_net import FaceDetectorNet
from engine.face.mesh_net import FaceMeshNet

Layer = tuple[Tensor, Tensor | None]
"""Weight and bias, with axes in PyTorch's order."""

WEIGHTS = Path(__file__).resolve().parents[1] / "engine" / "face" / "weights"
SOURCES = {
    "mesh": "modules/face_landmark/face_landmark_with_attention.tflite",
    "detector": "modules/face_detection/face_detection_full_range_sparse.tflite",
}
NAMES = {number: name for name, number in vars(tflite.BuiltinOperator).items() if isinstance(number, int)}


class Graph:
    """A .tflite file: its operators and their constants."""

    def __init__(self, path: Path) -> None:
        self._model = tflite.Model.GetRootAsModel(path.read_bytes(), 0)
        self._graph = self._model.Subgraphs(0)
        operators = [self._graph.Operators(k) for k in range(self._graph.OperatorsLength())]
        self._order = {int(out): k for k, op in enumerate(operators) for out in op.OutputsAsNumpy()}
        self._maker = {int(out): op for op in operators for out in op.OutputsAsNumpy()}
        self.outputs = {self._graph.Tensors(int(i)).Name().decode(): int(i) for i in self._graph.OutputsAsNumpy()}

    def layers(self, tensor: int, stop: set[str] = frozenset()) -> list[Layer]:
        """Return (weight, bias) of the convolutions and PReLUs that lead to ``tensor``, first to last.

        At a sum, follow the side that was convolved last. ``stop``: kinds of operators to end at.
        """
        found = []
        while (operator := self._maker.get(tensor)) is not None:
            kind, inputs = self._kind(operator), [int(i) for i in operator.InputsAsNumpy()]
            if kind in stop:
                break
            if kind in {"CONV_2D", "DEPTHWISE_CONV_2D"}:
                found.append((torch_order(kind, self._constant(inputs[1])), self._constant(inputs[2])))
            elif kind == "PRELU":
                found.append((torch_order(kind, self._constant(inputs[1])), None))
            if kind == "ADD":
                tensor, other = self._latest_first(inputs)
                if self._kind(self._maker[tensor]) == "RESIZE_BILINEAR":  # the other side is a lateral convolution
                    found.append(self.layers(other)[-1])
            else:
                tensor = inputs[0]
        return found[::-1]

    def _latest_first(self, inputs: list[int]) -> list[int]:
        """Return the side of a sum that was convolved, or upsampled, last; the other one is the skip connection."""
        order = [
            self._order[tensor] if self._kind(self._maker[tensor]) in {"CONV_2D", "RESIZE_BILINEAR"} else -1
            for tensor in inputs
        ]
        return inputs if order[0] > order[1] else inputs[::-1]

    def _kind(self, operator: tflite.Operator) -> str:
        code = self._model.OperatorCodes(operator.OpcodeIndex())
        if code.CustomCode():
            return str(code.CustomCode().decode())
        return NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]

    def _constant(self, tensor: int) -> Tensor:
        """Return the value of a constant, through DEQUANTIZE and DENSIFY, with axes in PyTorch's order."""
        while tensor in self._maker:
            tensor = int(self._maker[tensor].InputsAsNumpy()[0])
        entry = self._graph.Tensors(tensor)
        data = self._model.Buffers(entry.Buffer()).DataAsNumpy().view(np.float16)
        shape = tuple(entry.ShapeAsNumpy())
        return torch.from_numpy((_dense(data, entry) if entry.Sparsity() else data.reshape(shape)).copy())


def _dense(values: np.ndarray, entry: tflite.Tensor) -> np.ndarray:
    """Return a sparse constant as a dense array; its first axes are dense, its last traversed one is compressed (CSR)."""
    sparsity, shape = entry.Sparsity(), tuple(int(n) for n in entry.ShapeAsNumpy())
    order = [int(n) for n in sparsity.TraversalOrderAsNumpy()]
    axes = [sparsity.DimMetadata(k) for k in range(sparsity.DimMetadataLength())]
    kinds = [axis.Format() for axis in axes]
    if kinds[:-1] != [tflite.DimensionType.DENSE] * (len(kinds) - 1) or len(order) != len(shape):
        raise ValueError(f"sparse layout {kinds} is not known")
    rows = int(np.prod([axis.DenseSize() for axis in axes[:-1]]))
    starts, columns = _indices(axes[-1], "ArraySegments"), _indices(axes[-1], "ArrayIndices")
    dense = np.zeros((rows, shape[order[-1]]), values.dtype)
    for row in range(rows):
        part = slice(starts[row], starts[row + 1])
        dense[row, columns[part]] = values[part]
    traversed = dense.reshape([shape[axis] for axis in order])
    return traversed.transpose(np.argsort(order))


def _indices(axis: tflite.DimensionMetadata, name: str) -> np.ndarray:
    kind, table = getattr(axis, f"{name}Type")(), getattr(axis, name)()
    readers = {
        tflite.SparseIndexVector.Int32Vector: (tflite.Int32Vector, np.int32),
        tflite.SparseIndexVector.Uint16Vector: (tflite.Uint16Vector, np.uint16),
        tflite.SparseIndexVector.Uint8Vector: (tflite.Uint8Vector, np.uint8),
    }
    reader, _ = readers[kind]
    vector = reader()
    vector.Init(table.Bytes, table.Pos)
    return vector.ValuesAsNumpy().astype(np.int64)


def torch_order(kind: str, weight: Tensor) -> Tensor:
    """Return a constant with PyTorch's axes. TFLite keeps (out, y, x, in), depthwise (1, y, x, channels), PReLU (1, 1,
    channels).
    """
    if kind == "CONV_2D":
        return weight.permute(0, 3, 1, 2)
    return weight.permute(3, 0, 1, 2) if kind == "DEPTHWISE_CONV_2D" else weight.flatten()


def fill(module: nn.Module, layers: list[Layer]) -> None:
    """Load these weights into a module's convolutions and PReLUs, in order."""
    targets = [part for part in module.modules() if isinstance(part, nn.Conv2d | nn.PReLU)]
    if len(targets) != len(layers):
        raise ValueError(f"{len(layers)} layers for {len(targets)} modules")
    for target, (weight, bias) in zip(targets, layers, strict=True):
        target.weight.data.copy_(weight)
        if bias is not None:
            target.bias.data.copy_(bias)


def side_by_side(*branches: list[Layer]) -> list[Layer]:
    """Merge the layers of networks with the same structure into those of one grouped network.

    If their numbers of outputs differ, each is padded with zeros to the largest.
    """
    return [
        (_joined(weights), _joined(biases))
        for weights, biases in (zip(*of, strict=True) for of in zip(*branches, strict=True))
    ]


def _joined(parts: Sequence[Tensor | None]) -> Tensor | None:
    values = [part for part in parts if part is not None]
    if not values:
        return None
    most = max(len(value) for value in values)
    return torch.cat([functional.pad(value, (0, 0) * (value.dim() - 1) + (0, most - len(value))) for value in values])


def mesh(graph: Graph) -> nn.Module:
    """Return the attention mesh with its weights."""
    net, crop = FaceMeshNet(), {"TransformTensorBilinear"}
    outputs = {name.removeprefix("output_"): graph.layers(tensor, crop) for name, tensor in graph.outputs.items()}
    fill(nn.ModuleList([net.stem, net.body, net.reduce, net.mesh]), outputs["mesh_identity"])
    fill(net.presence, outputs["conv_faceflag"][-1:])
    fill(
        net.branches, side_by_side(outputs["lips"], outputs["left_eye"], outputs["right_eye"])
    )  # theirs are the picture's
    return net


def detector(graph: Graph) -> nn.Module:
    """Return the full-range detector with its weights."""
    net = FaceDetectorNet()
    body = [net.stem, net.down1, net.down2, net.down3, net.down4, net.down5, net.up4, net.up3, net.up2]
    fill(nn.ModuleList([*body, net.box]), graph.layers(graph.outputs["Identity"]))
    fill(net.score, graph.layers(graph.outputs["Identity_1"])[-2:])
    return net


def main() -> None:
    """Convert both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mediapipe", type=Path, help="folder of the installed package")
    package = parser.parse_args().mediapipe
    WEIGHTS.mkdir(exist_ok=True)
    for name, build in (("mesh", mesh), ("detector", detector)):
        source = package / SOURCES[name]
        state = {key: value.half().contiguous() for key, value in build(Graph(source)).state_dict().items()}
        target = WEIGHTS / f"{name}.safetensors"
        save_file(
            state, target, metadata={"source": source.name, "sha256": hashlib.sha256(source.read_bytes()).hexdigest()}
        )


if __name__ == "__main__":
    main()
