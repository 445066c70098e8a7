"""Sampling of pictures at any positions, as cv2.remap does with replicated borders."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

CUBIC, LINEAR = "bicubic", "bilinear"
_STEPS = 32  # of a pixel: OpenCV's resolution of positions


def sample(pictures: Tensor, positions: Tensor, kernel: str) -> Tensor:
    """Return ``pictures``, float32 ``(n, channels, h, w)``, at ``positions``, float32 ``(n, 2, rows, columns)``, x and y."""
    height, width = pictures.shape[2:]
    x, y = (torch.round(positions * _STEPS) / _STEPS + 0.5).unbind(1)
    grid = torch.stack([x * (2 / width) - 1, y * (2 / height) - 1], -1)
    return functional.grid_sample(pictures, grid, mode=kernel, padding_mode="border", align_corners=False)
