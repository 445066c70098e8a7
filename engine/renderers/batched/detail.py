"""Restoration of fine detail in many pictures at once: see :mod:`engine.renderers.detail`."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.renderers.batched.filters import Filter, Sizes, enlarge, gaussian, shrink
from engine.renderers.batched.sampling import LINEAR, sample
from engine.renderers.detail import CELL_PX, MOST_GAIN, NOISE_POWER, SIGMA_PX, SMOOTH_CELLS

_RADIUS_PX = 2


def detail_powers(lumas: Tensor, sizes: Sizes) -> Tensor:
    """Return :func:`engine.renderers.detail.detail_power` of ``lumas`` ``(n, 1, h, w)``: float32 ``(n, 1, h // 8, w // 8)``."""
    return _powers(_finest(lumas, sizes), sizes)[0]


def restore_details(warped: Tensor, power: Tensor, field: Tensor, sizes: Sizes, shares: Tensor) -> Tensor:
    """Return ``warped`` ``(n, 1, h, w)`` with the finest band amplified; see :func:`engine.renderers.detail.restore_detail`.

    ``shares``: float32 ``(n,)``, see :func:`engine.renderers.detail.encoder_share`.
    """
    finest = _finest(warped, sizes)
    mine, to_cells, cells = _powers(finest, sizes)
    coarse = (to_cells(field) + 0.5) / CELL_PX - 0.5
    wanted = sample(power, coarse, LINEAR)
    gain = torch.sqrt((shares[:, None, None, None] * wanted + NOISE_POWER) / (mine + NOISE_POWER))
    return warped + enlarge(cells, sizes)(gain.clamp(1, MOST_GAIN) - 1) * finest


def _finest(lumas: Tensor, sizes: Sizes) -> Tensor:
    blur = gaussian(sizes, torch.full_like(sizes.each[:, 0], SIGMA_PX), _RADIUS_PX)
    return lumas - blur(lumas)


def _powers(finest: Tensor, sizes: Sizes) -> tuple[Tensor, Filter, Sizes]:
    """Return the local power of the finest band, the filter from pixels to cells, and the sizes in cells."""
    cells = sizes.over(CELL_PX)
    to_cells = shrink(sizes, cells)
    smooth = gaussian(cells, torch.full_like(cells.each[:, 0], SMOOTH_CELLS))
    return smooth(to_cells(finest * finest)), to_cells, cells
