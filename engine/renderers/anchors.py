"""Anchor points of lower-face warps, and their stiffness."""

from __future__ import annotations

import numpy as np

STILL = (0, 1, 2, 3, 13, 14, 15, 16, 27, 29, 30, 31, 32, 33, 34, 35, 36, 39, 42, 45)
"""iBUG points that hold the warp fixed: face sides, nose, eyes."""

NECK = np.array([[-0.6, 1.75], [-0.3, 1.85], [0, 1.9], [0.3, 1.85], [0.6, 1.75]], np.float32)
"""Canonical anchors below the chin, so that the neck does not follow the jaw."""

LIP_STIFFNESS, JAW_STIFFNESS, STILL_STIFFNESS = 5e-5, 3e-3, 1e-2
"""See :func:`engine.renderers.tps.backward_nodes`."""
