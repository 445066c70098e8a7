"""A spline's map of all pixels, for tests of splines."""

from __future__ import annotations

import cv2
import numpy as np

from engine.renderers.tps import backward_nodes


def backward_map(
    wanted: np.ndarray, source: np.ndarray, stiffness: np.ndarray, size: tuple[int, int], cells: int = 40
) -> np.ndarray:
    """:func:`engine.renderers.tps.backward_nodes`, interpolated: float32 ``(height, width, 2)``, for ``cv2.remap``."""
    return cv2.resize(backward_nodes(wanted, source, stiffness, size, cells), size, interpolation=cv2.INTER_LINEAR)
