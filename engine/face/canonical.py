"""The canonical frame: the face after a similarity transform on stable points, interocular distance 1.

The origin is between the outer eye corners, x to the right of the picture, y down. Head position, scale and roll are
removed, so that mouth shapes of different frames can be compared.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from engine.face.landmarks import STABLE

REFERENCE = np.array(
    [
        [-0.5, 0],
        [-0.17, 0.02],
        [0.17, 0.02],
        [0.5, 0],
        [0, -0.03],
        [0, 0.13],
        [0, 0.43],
        [0, 0.55],
        [-0.78, 0.25],
        [0.78, 0.25],
    ],
    np.float32,
)
"""Rounded mean of a neutral adult face on :data:`engine.face.landmarks.STABLE`, ``(10, 2)``."""


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the least-squares similarity transforms from ``source`` to ``target``, float64 ``(..., 2, 3)``.

    ``source``: ``(..., n, 2)``; ``target``: broadcastable to it.

    Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 1991, in its closed
    complex form for two dimensions.
    """
    source = np.asarray(source, np.float64)
    target = np.broadcast_to(np.asarray(target, np.float64), source.shape)
    source_mean, target_mean = source.mean(-2), target.mean(-2)
    a, b = source - source_mean[..., None, :], target - target_mean[..., None, :]
    power = np.maximum((a**2).sum((-1, -2)), 1e-12)
    cosine = (a * b).sum((-1, -2)) / power
    sine = (a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]).sum(-1) / power
    matrix = np.empty((*source.shape[:-2], 2, 3))
    matrix[..., 0, 0] = matrix[..., 1, 1] = cosine
    matrix[..., 0, 1], matrix[..., 1, 0] = -sine, sine
    matrix[..., 2] = target_mean - np.einsum("...ij,...j->...i", matrix[..., :2], source_mean)
    return matrix


def canonical_transforms(landmarks: np.ndarray) -> np.ndarray:
    """Return pixel-to-canonical transforms, float64 ``(frames, 2, 3)``, from iBUG landmarks ``(frames, 68, 2)``."""
    return similarity(landmarks[:, STABLE], REFERENCE)


def invert(transforms: np.ndarray) -> np.ndarray:
    """Return the inverses of similarity (or affine) transforms ``(..., 2, 3)``."""
    linear = np.linalg.inv(transforms[..., :2])
    shift = -np.einsum("...ij,...j->...i", linear, transforms[..., 2])
    return np.concatenate([linear, shift[..., None]], axis=-1)


def apply(transforms: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Map ``points`` ``(..., n, 2)`` through ``transforms`` ``(..., 2, 3)``."""
    return np.einsum("...ij,...nj->...ni", transforms[..., :2], points) + transforms[..., None, :, 2]


def smooth(values: np.ndarray, cuts: np.ndarray, sigma: float) -> np.ndarray:
    """Smooth over time (first axis) with a symmetric Gaussian, never across ``cuts``; ``sigma`` in frames."""
    out = np.empty(values.shape, np.float64)
    for part in np.split(np.arange(len(values)), cuts):
        out[part] = gaussian_filter1d(values[part].astype(np.float64), sigma, axis=0, mode="nearest")
    return out.astype(values.dtype)
