"""The crops of a mouth library on a device."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor

from engine.renderers.batched.detail import detail_powers
from engine.renderers.batched.filters import Sizes, upload
from engine.renderers.library import MouthLibrary
from engine.renderers.planes import Planes

_AT_ONCE = 32


@dataclass(frozen=True)
class CropPictures:
    """Crops of one library, as large as the largest: the border pixels of smaller ones are repeated.

    Attributes:
        rows: int64 (library's length,), the place of each crop below; -1 if it is not here.
        luma: uint8 (m, 1, h, w). chroma: uint8 (m, 2, h / 2, w / 2).
        detail: float32 (m, 1, h // 8, w // 8), see :func:`engine.renderers.detail.detail_power`.
    """

    rows: np.ndarray
    luma: Tensor
    chroma: Tensor
    detail: Tensor

    @classmethod
    def of(cls, library: MouthLibrary, wanted: np.ndarray, device: torch.device) -> CropPictures:
        """Decode the ``wanted`` crops, int ``(m,)``, and bring them to the device."""
        rows = np.full(len(library), -1)
        rows[wanted] = np.arange(len(wanted))
        with ThreadPoolExecutor(torch.get_num_threads()) as pool:
            pictures = list(pool.map(lambda row: library.crop(int(row)).picture, wanted))
        sizes = np.array([picture.y.shape[::-1] for picture in pictures])
        parts = [
            _upload(pictures[k : k + _AT_ONCE], sizes[k : k + _AT_ONCE], sizes.max(0), device)
            for k in range(0, len(wanted), _AT_ONCE)
        ]
        luma, chroma, detail = (torch.cat(part) for part in zip(*parts, strict=True))
        return cls(rows, luma, chroma, detail)


def _upload(
    pictures: Sequence[Planes], sizes: np.ndarray, most: np.ndarray, device: torch.device
) -> tuple[Tensor, Tensor, Tensor]:
    luma = upload(np.stack([_widened(picture.y, most) for picture in pictures])[:, None], device)
    chroma = np.stack([[_widened(plane, most // 2) for plane in picture[1:]] for picture in pictures])
    each = Sizes(upload(sizes.astype(np.float32), device), (int(most[0]), int(most[1])))
    detail = detail_powers(luma.float(), each)
    cells = each.over(8)
    # Repeat the last cells of smaller crops, too.
    x, y = (
        torch.minimum(torch.arange(cells.most[axis], device=device), cells.each[:, axis, None] - 1).long()
        for axis in (0, 1)
    )
    detail = detail[torch.arange(len(pictures), device=device)[:, None, None], 0, y[:, :, None], x[:, None]]
    return luma, upload(chroma, device), detail[:, None]


def _widened(plane: np.ndarray, size: np.ndarray) -> np.ndarray:
    height, width = plane.shape
    return cv2.copyMakeBorder(plane, 0, int(size[1]) - height, 0, int(size[0]) - width, cv2.BORDER_REPLICATE)
