"""Thin-plate spline maps of the plane: smooth displacements that map landmarks to landmarks.

F. L. Bookstein, "Principal Warps: Thin-Plate Splines and the Decomposition of Deformations", PAMI 1989.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np


def backward_nodes(
    wanted: np.ndarray, source: np.ndarray, stiffness: np.ndarray, size: tuple[int, int], cells: int = 40
) -> np.ndarray:
    """Return the source position of each node of a picture of ``size`` (width, height), so that ``source`` maps to ``wanted``.

    ``wanted``, ``source``: ``(n, 2)`` points in the pixels of the picture and of the source video. ``stiffness``: ``(n,)``; 0
    maps a point exactly, larger values allow a deviation if neighbours disagree (landmarks are noisy).

    Returns float32 ``(cells, cells, 2)``, x and y; see :func:`node_grid` for the positions of the nodes.
    """
    return backward_nodes_without([np.array([], int)], wanted, source, stiffness, size, cells)[0]


def backward_nodes_without(
    left_out: Sequence[np.ndarray],
    wanted: np.ndarray,
    source: np.ndarray,
    stiffness: np.ndarray,
    size: tuple[int, int],
    cells: int = 40,
) -> np.ndarray:
    """Return :func:`backward_nodes` of several splines, each without some of the points: float32 ``(splines, cells, cells,
    2)``."""
    centre = wanted.mean(0)
    unit = np.abs(wanted - centre).max()  # distances near 1 keep the system well conditioned
    knots = ((wanted - centre) / unit).astype(np.float64)
    bending = _kernel(knots, knots)
    coefficients = np.zeros((len(knots) + 3, len(left_out), 2))
    for number, points in enumerate(left_out):
        kept = np.delete(np.arange(len(knots)), points)
        solution = _solve(knots[kept], bending[np.ix_(kept, kept)], source[kept].astype(np.float64), stiffness[kept])
        coefficients[kept, number], coefficients[len(knots) :, number] = solution[:-3], solution[-3:]

    grid = ((node_grid(size, cells).reshape(-1, 2) - centre) / unit).astype(np.float32)
    design = np.concatenate(
        [_kernel(grid, knots.astype(np.float32)), np.ones((len(grid), 1), np.float32), grid], axis=1
    )
    nodes = design @ coefficients.astype(np.float32).reshape(len(coefficients), -1)
    return np.ascontiguousarray(nodes.reshape(cells, cells, len(left_out), 2).transpose(2, 0, 1, 3))


def node_grid(size: tuple[int, int], cells: int) -> np.ndarray:
    """Return pixel positions of the nodes, float32 ``(cells, cells, 2)``: the centres of the cells, as in cv2.resize.

    Within half a cell of the border an interpolated map is constant: callers leave a margin there.
    """
    width, height = size
    xs, ys = ((np.arange(cells, dtype=np.float32) + 0.5) * length / cells - 0.5 for length in (width, height))
    return np.stack(np.meshgrid(xs, ys), -1)


def displaced(shift: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return the backward map that displaces by ``shift`` ``(cells, cells, 2)``, given at the nodes: float32 ``(height, width,
    2)``.

    Unlike an interpolated map it is correct up to the border if the shift is 0 there.
    """
    field = cv2.resize(shift.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    field[..., 0] += np.arange(size[0], dtype=np.float32)
    field[..., 1] += np.arange(size[1], dtype=np.float32)[:, None]
    return field


def _solve(knots: np.ndarray, bending: np.ndarray, values: np.ndarray, stiffness: np.ndarray) -> np.ndarray:
    """Return the spline's coefficients; ``bending``: the :func:`_kernel` of the knots."""
    n = len(knots)
    system = np.zeros((n + 3, n + 3))
    system[:n, :n] = bending
    system[np.arange(n), np.arange(n)] += stiffness
    system[:n, n], system[:n, n + 1 :] = 1, knots
    system[n:, :n] = system[:n, n:].T
    right = np.zeros((n + 3, 2))
    right[:n] = values
    return np.linalg.solve(system, right)


def _kernel(points: np.ndarray, knots: np.ndarray) -> np.ndarray:
    """Return r^2 log r^2 between two point sets, ``(len(points), len(knots))``."""
    squared = (points**2).sum(1)[:, None] + (knots**2).sum(1)[None] - 2 * points @ knots.T
    squared = np.maximum(squared, 1e-12)  # rounding may leave it below 0
    return squared * np.log(squared)
