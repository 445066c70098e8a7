"""Smooth steps."""

from __future__ import annotations

import numpy as np


def ease(x: np.ndarray) -> np.ndarray:
    """Return smoothstep of ``x``: 0 below 0, 1 above 1, slope 0 at both."""
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)
