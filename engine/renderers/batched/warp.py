"""The warps of a batch of mouths: :func:`engine.renderers.lips.mouth_map` for many mouths at once."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.renderers.batched.filters import Sizes, enlarge, upload
from engine.renderers.lips import LOWER_RING, UPPER_RING

_CELLS = 40  # as in engine.renderers.tps


def mouth_maps(wanted: Tensor, source: Tensor, stiffness: Tensor, sizes: Sizes) -> Tensor:
    """Return the backward maps of all pictures, float32 ``(n, 2, h, w)``, x and y.

    ``wanted``, ``source``: float64 ``(n, k, 2)``, pixels; ``stiffness``: float64 ``(k,)``.
    """
    cells = Sizes(torch.full_like(sizes.each, _CELLS), (_CELLS, _CELLS))
    index = torch.arange(_CELLS, dtype=torch.float32, device=wanted.device) + 0.5
    xs, ys = (index * sizes.each[:, axis, None] / _CELLS - 0.5 for axis in (0, 1))
    nodes = torch.stack([xs[:, None].expand(-1, _CELLS, -1), ys[..., None].expand(-1, -1, _CELLS)], -1)
    upper, lower = _splines(wanted, source, stiffness, nodes)
    mouth = wanted.float()  # the first 49 points
    difference = _beside_corners(nodes, mouth)[..., None] * (lower - upper)
    field = enlarge(cells, sizes)(torch.cat([upper, difference], -1).permute(0, 3, 1, 2))
    return field[:, :2] + _below_lips(mouth, sizes)[:, None] * field[:, 2:]


def _splines(wanted: Tensor, source: Tensor, stiffness: Tensor, nodes: Tensor) -> tuple[Tensor, Tensor]:
    """Return the source positions of ``nodes`` ``(n, cells, cells, 2)`` by a spline without the lower and one without the upper
    lip's inner edge, see :func:`engine.renderers.tps.backward_nodes_without`."""
    count, points = wanted.shape[:2]
    centre = wanted.mean(1, keepdim=True)
    unit = (wanted - centre).abs().amax((1, 2), keepdim=True)
    knots = (wanted - centre) / unit
    kept = upload(_kept(points), wanted.device)
    some = knots[:, kept]  # (n, 2, m, 2)
    size = kept.shape[1]
    system = wanted.new_zeros(count, 2, size + 3, size + 3)
    system[..., :size, :size] = _kernel(some, some) + torch.diag_embed(stiffness[kept])
    system[..., :size, size] = system[..., size, :size] = 1
    system[..., :size, size + 1 :] = some
    system[..., size + 1 :, :size] = some.mT
    right = wanted.new_zeros(count, 2, size + 3, 2)
    right[..., :size, :] = source[:, kept]
    solution = torch.linalg.solve_ex(system, right).result.float()  # without waiting for the device
    grid = ((nodes.flatten(1, 2) - centre) / unit).float()[:, None]
    some = some.float()
    design = torch.cat([_kernel(grid, some), torch.ones_like(grid[..., :1]).expand(-1, 2, -1, -1)], -1)
    made = design @ solution[..., : size + 1, :] + grid @ solution[..., size + 1 :, :]
    made = made.unflatten(2, nodes.shape[1:3])
    return made[:, 0], made[:, 1]


def _kept(points: int) -> np.ndarray:
    every = np.arange(points)
    return np.stack([np.setdiff1d(every, ring[1:-1]) for ring in (LOWER_RING, UPPER_RING)])


def _kernel(points: Tensor, knots: Tensor) -> Tensor:
    squared = (points.unsqueeze(-2) - knots.unsqueeze(-3)).square_().sum(-1).clamp_(min=1e-12)
    return squared * squared.log()


def _beside_corners(points: Tensor, mouth: Tensor) -> Tensor:
    """See :func:`engine.renderers.lips.beside_corners`."""
    along, _ = _axes(mouth)
    corners = (mouth[:, 0:11:10] * along[:, None]).sum(-1)
    beyond = (points * along[:, None, None]).sum(-1) - corners.mean(1)[:, None, None]
    x = ((beyond.abs() / (corners[:, 1] - corners[:, 0]).abs()[:, None, None] - 0.5) / 0.3).clamp(0, 1)
    return 1 - x * x * (3 - 2 * x)


def _below_lips(mouth: Tensor, sizes: Sizes) -> Tensor:
    """See :func:`engine.renderers.lips.below_lips`."""
    along, down = _axes(mouth)
    width, height = sizes.most
    x = torch.arange(width, dtype=torch.float32, device=mouth.device)
    y = torch.arange(height, dtype=torch.float32, device=mouth.device)[:, None]
    across, depth = (x * axis[:, 0, None, None] + y * axis[:, 1, None, None] for axis in (along, down))

    def lip(ring: np.ndarray) -> Tensor:
        points = mouth[:, upload(ring, mouth.device)]
        at, deep = ((points * axis[:, None]).sum(-1) for axis in (along, down))
        flat = across.flatten(1)
        after = torch.searchsorted(at, flat).clamp(1, len(ring) - 1)
        (x0, x1), (y0, y1) = ((values.gather(1, after - 1), values.gather(1, after)) for values in (at, deep))
        share = ((flat - x0) / (x1 - x0).clamp(min=1e-6)).clamp(0, 1)
        return torch.lerp(y0, y1, share).view_as(across)

    upper, lower = lip(UPPER_RING), lip(LOWER_RING)
    return ((depth - (upper + lower) / 2) / (lower - upper).clamp(min=1) + 0.5).clamp(0, 1)


def _axes(mouth: Tensor) -> tuple[Tensor, Tensor]:
    across = mouth[:, 10] - mouth[:, 0]
    along = across / across.norm(dim=1, keepdim=True)
    return along, torch.stack([-along[:, 1], along[:, 0]], 1)
