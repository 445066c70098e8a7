"""Separable linear filters as matrices: one for each picture of a batch, as the sizes of pictures differ.

They follow OpenCV's definitions, including its reflected borders. What lies outside a picture's own size has no influence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

_Matrix = Callable[[Tensor, Tensor, Tensor, Tensor], Tensor]
"""Returns a matrix from the indices of its outputs and inputs, and from their numbers."""


@dataclass(frozen=True)
class Sizes:
    """Sizes of the pictures of a batch.

    Attributes:
        each: float32 (n, 2), width and height.
        most: width and height of the tensors that hold the pictures.
    """

    each: Tensor
    most: tuple[int, int]

    @classmethod
    def of(cls, sizes: np.ndarray, device: torch.device, step: int = 1) -> Sizes:
        """Return the sizes ``(n, 2)``; the tensors' sizes are rounded up to multiples of ``step``."""
        width, height = (-(-int(most) // step) * step for most in sizes.max(0))
        return cls(upload(sizes.astype(np.float32), device), (width, height))

    def over(self, factor: int, least: int = 1) -> Sizes:
        """Return the sizes divided by ``factor``, rounded down, at least ``least``."""
        width, height = (max(side // factor, least) for side in self.most)
        return Sizes(torch.floor(self.each / factor).clamp(min=least), (width, height))


@dataclass(frozen=True)
class Filter:
    """A separable filter: matrices for the ``rows`` and the ``columns`` of each picture, float32 ``(n, 1, outputs, inputs)``."""

    rows: Tensor
    columns: Tensor

    def __call__(self, pictures: Tensor) -> Tensor:
        """Filter ``pictures``, float32 ``(n, channels, h, w)``."""
        return self.rows @ pictures @ self.columns.mT

    def twice(self) -> Filter:
        """Return the filter that does the same twice."""
        return Filter(self.rows @ self.rows, self.columns @ self.columns)


def upload(values: np.ndarray, device: torch.device) -> Tensor:
    """Return a copy of ``values`` on the device, made while the program continues."""
    tensor = torch.from_numpy(np.ascontiguousarray(values))
    return tensor.pin_memory().to(device, non_blocking=True) if device.type == "cuda" else tensor.clone()


def shrink(sizes: Sizes, targets: Sizes) -> Filter:
    """Return the filter that averages areas, as cv2.INTER_AREA does."""

    def matrix(at: Tensor, pixel: Tensor, outputs: Tensor, inputs: Tensor) -> Tensor:
        step = inputs / outputs
        overlap = torch.minimum(pixel + 1, (at + 1) * step) - torch.maximum(pixel, at * step)
        return overlap.clamp(min=0) / step * (at < outputs) * (pixel < inputs)

    return _filter(matrix, sizes, targets)


def enlarge(sizes: Sizes, targets: Sizes) -> Filter:
    """Return the filter that interpolates between pixels, as cv2.INTER_LINEAR does."""

    def matrix(at: Tensor, pixel: Tensor, outputs: Tensor, inputs: Tensor) -> Tensor:
        position = ((at + 0.5) * inputs / outputs - 0.5).clamp(min=0)
        return (1 - (torch.minimum(position, inputs - 1) - pixel).abs()).clamp(min=0)

    return _filter(matrix, sizes, targets)


def gaussian(sizes: Sizes, sigma: Tensor, radius: int | None = None) -> Filter:
    """Return a Gaussian blur. ``sigma``: float ``(n,)``; ``radius`` of the kernel: OpenCV's for float pictures if None."""
    sigma = sigma[:, None, None]
    reach = torch.floor(torch.round(8 * sigma + 1) / 2) if radius is None else radius
    return _blur(sizes, lambda distance: torch.exp(-((distance / sigma) ** 2) / 2) * (distance.abs() <= reach))


def box(sizes: Sizes, radius: Tensor) -> Filter:
    """Return a box blur over ``2 * radius + 1`` pixels; ``radius``: ``(n,)``."""
    return _blur(sizes, lambda distance: (distance.abs() <= radius[:, None, None]).float())


def _blur(sizes: Sizes, kernel: Callable[[Tensor], Tensor]) -> Filter:
    """Return a blur by a symmetric kernel; a part of it that reaches beyond a picture's opposite border is ignored."""

    def matrix(at: Tensor, pixel: Tensor, _: Tensor, inputs: Tensor) -> Tensor:
        mirrored = at + pixel
        weights = kernel(at - pixel) + kernel(mirrored) * (pixel > 0)
        weights += kernel(mirrored - 2 * (inputs - 1)) * (pixel < inputs - 1)
        weights *= pixel < inputs
        return weights / weights.sum(-1, keepdim=True).clamp(min=1e-12)

    return _filter(matrix, sizes, sizes)


def _filter(matrix: _Matrix, sizes: Sizes, targets: Sizes) -> Filter:
    def along(axis: int) -> Tensor:
        at, pixel = (
            torch.arange(part.most[axis], dtype=torch.float32, device=part.each.device) for part in (targets, sizes)
        )
        outputs, inputs = (part.each[:, axis, None, None] for part in (targets, sizes))
        return matrix(at[:, None], pixel, outputs, inputs)[:, None]

    return Filter(rows=along(1), columns=along(0))
