"""Warps of the mouth with a discontinuity between the lips."""

from __future__ import annotations

import cv2
import numpy as np

from engine.renderers.easing import ease
from engine.renderers.tps import backward_nodes_without, node_grid

LOWER_RING, UPPER_RING = np.arange(20, 31), np.array([20, *range(39, 29, -1)])
"""Mouth points on the inner edges of both lips, from the person's right corner to the left."""
_LEVEL = 0.5  # cosine of the mouth's tilt


def mouth_map(wanted: np.ndarray, source: np.ndarray, stiffness: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return a warp like :func:`engine.renderers.tps.backward_nodes`, interpolated: float32 ``(height, width, 2)`` for
    ``cv2.remap``. Of the points ``(k, 2)`` the first 49 are a mouth's, uncrossed.

    Each lip has a spline of its own, and pixels between the lips are interpolated between both. A single spline would need a
    jump where an open mouth closes, and would ripple far around it.
    """
    without = (LOWER_RING[1:-1], UPPER_RING[1:-1])
    upper, lower = backward_nodes_without(without, wanted, source, stiffness, size)
    nodes = node_grid(size, len(upper))
    difference = (beside_corners(nodes, wanted)[..., None] * (lower - upper)).astype(np.float32)
    field, difference = (cv2.resize(part, size, interpolation=cv2.INTER_LINEAR) for part in (upper, difference))
    share = below_lips(wanted, size)
    return cv2.add(field, cv2.multiply(cv2.merge([share, share]), difference))


def uncross(mouth: np.ndarray) -> np.ndarray:
    """Return ``mouth`` ``(n, 49, 2)`` with crossing inner lips moved to their meeting line."""
    mouth = mouth.copy()
    across = mouth[:, 10] - mouth[:, 0]
    down = np.stack([-across[:, 1], across[:, 0]], -1) / np.linalg.norm(across, axis=1, keepdims=True)
    upper, lower = UPPER_RING[1:-1], LOWER_RING[1:-1]
    gap = np.einsum("nkd,nd->nk", mouth[:, lower] - mouth[:, upper], down)
    push = np.maximum(-gap, 0)[..., None] * down[:, None] / 2
    mouth[:, upper] -= push
    mouth[:, lower] += push
    return mouth


def below_lips(mouth: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return the vertical position of each pixel between the lips, float32 ``(h, w)``: 0 on the upper lip and above, 1 from the
    lower lip on.

    ``mouth`` ``(k, 2)``, pixels, begins with lips that do not cross. The line between them is extended beyond the corners.
    """
    along, down = _axes(mouth)
    first, last = 0, size[1]
    if along[0] > _LEVEL:  # rows above and below the line then need no computation
        corners = mouth[[0, 10]]
        ends = corners[:, 1] + along[1] / along[0] * (
            np.array([0, size[0]]) - corners[:, 0]
        )  # extension of the line to the borders
        rows = np.concatenate([ends, mouth[UPPER_RING, 1], mouth[LOWER_RING, 1]])
        first, last = np.clip([np.floor(rows.min()) - 1, np.ceil(rows.max()) + 2], 0, size[1]).astype(int)

    x, y = np.arange(size[0], dtype=np.float32), np.arange(first, last, dtype=np.float32)[:, None]
    across, depth = (x * axis[0] + y * axis[1] for axis in (along, down))
    upper, lower = (np.interp(across, mouth[ring] @ along, mouth[ring] @ down) for ring in (UPPER_RING, LOWER_RING))
    share = np.zeros((size[1], size[0]), np.float32)
    share[first:last] = np.clip((depth - (upper + lower) / 2) / np.maximum(lower - upper, 1.0) + 0.5, 0, 1)
    share[last:] = 1
    return share


def beside_corners(points: np.ndarray, mouth: np.ndarray) -> np.ndarray:
    """Return 1 between the corners of the mouth, falling to 0 at some distance beside them; ``points`` ``(..., 2)``."""
    along, _ = _axes(mouth)
    corners = mouth[[0, 10]] @ along
    beyond = np.abs(points @ along - corners.mean()) / np.ptp(corners)
    return 1 - ease((beyond - 0.5) / 0.3)


def _axes(mouth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return unit vectors from corner to corner, and downwards."""
    along = ((mouth[10] - mouth[0]) / np.linalg.norm(mouth[10] - mouth[0])).astype(np.float32)
    return along, np.array([-along[1], along[0]], np.float32)
