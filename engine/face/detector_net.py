"""The full-range face detector: faces of any size in a picture of 192 pixels.

A residual network with a decoder that upsamples deep features to a grid of 48 by 48. Each cell predicts whether a face has
its centre there, its box and its six key points.

V. Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019 (arXiv:1907.05047), and the
"BlazeFace (full-range)" model card, 2021. Structure and weights: MediaPipe's ``face_detection_full_range_sparse.tflite``,
Apache-2.0, see the model card beside the weights.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.face.weights_file import load_weights

SIDE_PX = 192
GRID = 48
VALUES = 16
"""Number of values per face: centre x and y, width and height, then x and y of six key points. In pixels; positions are
relative to the centre of the cell."""


class _Bottleneck(nn.Module):
    """Depthwise, narrow pointwise, depthwise, wide pointwise convolution; with a skip if the shape stays the same."""

    def __init__(self, inputs: int, narrow: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, 3, stride, padding=1, groups=inputs)
        self.squeeze = nn.Conv2d(inputs, narrow, 1)
        self.narrow = nn.Conv2d(narrow, narrow, 3, padding=1, groups=narrow)
        self.expand = nn.Conv2d(narrow, outputs, 1)
        self._has_skip = inputs == outputs and stride == 1

    def forward(self, x: Tensor) -> Tensor:
        found = self.expand(self.narrow(functional.relu(self.squeeze(self.depthwise(x)))))
        return functional.relu(x + found if self._has_skip else found)


def _stage(inputs: int, narrow: int, outputs: int, repeats: int) -> nn.Sequential:
    again = [_Bottleneck(outputs, narrow, outputs) for _ in range(repeats)]
    return nn.Sequential(_Bottleneck(inputs, narrow, outputs, 2), *again)


class _Upward(nn.Module):
    """Upsampling of deep features to twice the size, added to the encoder's features of that size."""

    def __init__(self, deep: int, across: int, outputs: int, repeats: int) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(deep, outputs, 1)
        self.lateral = nn.Conv2d(across, outputs, 1)
        self.blocks = nn.Sequential(*(_Bottleneck(outputs, outputs // 2, outputs) for _ in range(repeats)))

    def forward(self, deep: Tensor, across: Tensor) -> Tensor:
        larger = functional.interpolate(functional.relu(self.reduce(deep)), scale_factor=2.0, mode="bilinear")
        added: Tensor = self.blocks(functional.relu(self.lateral(across)) + larger)
        return added


def _head(values: int) -> nn.Sequential:
    """Return a head with ``values`` per cell: computed on half the grid, four cells at once."""
    return nn.Sequential(
        nn.Conv2d(48, 4 * values, 1), nn.Conv2d(4 * values, 4 * values, 3, 2, padding=1, groups=4 * values)
    )


class FaceDetectorNet(nn.Module):
    """Network from pictures to a grid of candidates; create it with :meth:`load`."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, 2, padding=1)
        self.down1 = nn.Sequential(_Bottleneck(32, 8, 32), _Bottleneck(32, 8, 32))
        self.down2 = _stage(32, 16, 64, 2)
        self.down3 = _stage(64, 32, 128, 2)
        self.down4 = _stage(128, 48, 192, 2)
        self.down5 = _stage(192, 96, 384, 3)
        self.up4 = _Upward(384, 192, 96, 2)
        self.up3 = _Upward(96, 128, 64, 2)
        self.up2 = _Upward(64, 64, 48, 1)
        self.score = _head(1)
        self.box = _head(VALUES)

    @classmethod
    def load(cls, path: Path, device: torch.device | str = "cpu") -> FaceDetectorNet:
        """Read the weights. Raises FaceModelDamaged (face_model_damaged)."""
        net = cls()
        load_weights(net, path, device)
        return net

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Detect faces.

        ``pictures``: float32 (n, 3, 192, 192), RGB, -1 to 1. Returns logits (n, 2304) and values (n, 2304, 16), by cell in
        row-major order; see :data:`VALUES`.
        """
        x2 = self.down2(self.down1(functional.relu(self.stem(pictures))))
        x3 = self.down3(x2)
        x4 = self.down4(x3)
        x = self.up2(self.up3(self.up4(self.down5(x4), x4), x3), x2)
        return _cells(self.score(x))[..., 0], _cells(self.box(x))


def _cells(values: Tensor) -> Tensor:
    """Rearrange (n, 4 k, 24, 24) to (n, 2304, k): each position holds the values of a block of two by two cells, cell by
    cell."""
    n, _, height, width = values.shape
    blocks = values.view(n, 2, 2, -1, height, width)  # row and column in the block
    return blocks.permute(0, 4, 1, 5, 2, 3).reshape(n, 4 * height * width, -1)
