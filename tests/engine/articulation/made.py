"""Voices and mouths of known relation: arrays in the shapes of the encoder's output and of mouth motion."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from engine.articulation.features import FRAME_RATE_HZ, Projection
from engine.articulation.motion import lift, spread
from engine.face.landmarks import MOUTH_POINTS


def made_voice(projection: Projection, seconds: float, seed: int) -> np.ndarray:
    """Encoder output ``(50 * seconds, 384)`` of nobody: noise as smooth and as large as that of speech."""
    noise = np.random.default_rng(seed).standard_normal((int(2 * FRAME_RATE_HZ * seconds), len(projection.mean)))
    smooth = gaussian_filter1d(noise, 3, axis=0)
    return (projection.mean + projection.scale * smooth / smooth.std(0)).astype(np.float32)


def made_motion(frames: int, seed: int) -> np.ndarray:
    """Motion ``(frames, 49, 2)`` of a mouth that follows no voice."""
    noise = np.random.default_rng(seed).standard_normal((frames, 2 * MOUTH_POINTS))
    smooth = gaussian_filter1d(noise, 2, axis=0)
    return (smooth / smooth.std(0)).reshape(frames, MOUTH_POINTS, 2).astype(np.float32)


def agreement(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Pearson r over frames of (opening, width)."""
    opening, width = (float(np.corrcoef(measure(a), measure(b))[0, 1]) for measure in (lift, spread))
    return opening, width
