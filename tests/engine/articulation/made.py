"""Voices and mouths of known relation: arrays in the shapes of the encoder's output and of mouth motion."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from engine.articulation.features import COMPONENTS, FRAME_RATE_HZ, Projection
from engine.articulation.motion import lift, spread
from engine.face.landmarks import MOUTH_POINTS


def made_voice(projection: Projection, seconds: float, seed: int, directions: int = COMPONENTS) -> np.ndarray:
    """Encoder output ``(50 * seconds, 384)`` of nobody: noise as smooth and as large as that of speech.

    ``directions``: how many of those that the projection keeps it varies in; fewer are learned from less.
    """
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((int(2 * FRAME_RATE_HZ * seconds), directions))
    smooth = gaussian_filter1d(noise, 3, axis=0)
    standard = (
        smooth / smooth.std(0) @ (10 * projection.basis.T[:directions]) * (len(projection.mean) / directions) ** 0.5
    )
    return (projection.mean + projection.scale * standard).astype(np.float32)


def made_motion(frames: int, seed: int) -> np.ndarray:
    """Motion ``(frames, 49, 2)`` of a mouth that follows no voice."""
    noise = np.random.default_rng(seed).standard_normal((frames, 2 * MOUTH_POINTS))
    smooth = gaussian_filter1d(noise, 2, axis=0)
    return (smooth / smooth.std(0)).reshape(frames, MOUTH_POINTS, 2).astype(np.float32)


def agreement(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Pearson r over frames of (opening, width)."""
    opening, width = (float(np.corrcoef(measure(a), measure(b))[0, 1]) for measure in (lift, spread))
    return opening, width
