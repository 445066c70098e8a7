"""The last touches on a predicted mouth motion: its size, lips that never cross, and a closed mouth in pauses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.articulation.features import FRAME_RATE_HZ
from engine.articulation.motion import lift

GAIN = np.array([1.4, 1.15], np.float32)
"""Across and up: regression shrinks what it predicts, the width more than the opening; this brings both back to the real
mouth's deviation."""
_PAUSE_S = 0.5  # real mouths move in shorter ones
_CLOSE_S = 0.28  # from the last sound to rest
_OPEN_S = 0.40  # from rest to the first sound: lips part before the voice is heard
_EDGE_S = 0.12  # at the very start and end of a clip
_MIN_QUIET_S = 1.0
_CLOSED_SHARE = 0.3  # of the range of openings: a mouth open wider than that is not at rest


def finish(motion: np.ndarray, audible: Sequence[tuple[float, float]], rest: np.ndarray, floor: float) -> np.ndarray:
    """Finished motion, float32 ``(n, 49, 2)``.

    ``motion``: as predicted; ``audible``: (start, end) of each stretch of voice, seconds; ``rest`` ``(49, 2)``: motion of
    the closed mouth; ``floor``: the least opening (:func:`engine.articulation.motion.lift`) that this mouth shows.
    """
    motion = motion.mean(0) + GAIN * (motion - motion.mean(0))
    return settle(keep_apart(motion, floor), voice_weight(len(motion), audible), rest)


def keep_apart(motion: np.ndarray, floor: float) -> np.ndarray:
    """Raise openings below ``floor`` to it, along the direction in which the whole shape follows the opening."""
    opening = lift(motion)
    centred = opening - opening.mean()
    power = float((centred**2).sum())
    if power < 1e-9:
        return motion
    direction = np.einsum("n,nkd->kd", centred, motion - motion.mean(0)) / power
    missing = np.maximum(floor - opening, 0)
    return motion + missing[:, None, None] * direction


def voice_weight(frames: int, audible: Sequence[tuple[float, float]]) -> np.ndarray:
    """How much of the motion to keep in each frame, float32 ``(frames,)``.

    1 where the voice is heard, 0 in pauses, smooth between. Pauses of up to 0.5 s count as voice. The clip begins and ends
    at rest whatever the voice does.
    """
    time = (np.arange(frames) + 0.5) / FRAME_RATE_HZ
    weight = np.zeros(frames)
    for start, end in _without_short_pauses(audible):
        weight = np.maximum(
            weight, _ease((time - (start - _OPEN_S)) / _OPEN_S) * _ease((end + _CLOSE_S - time) / _CLOSE_S)
        )
    edges = _ease(time / _EDGE_S) * _ease((frames / FRAME_RATE_HZ - time) / _EDGE_S)
    return (weight * edges).astype(np.float32)


def settle(motion: np.ndarray, weight: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Blend ``motion`` towards ``rest`` where ``weight`` ``(n,)`` falls below 1."""
    share = weight[:, None, None]
    return (share * motion + (1 - share) * rest).astype(np.float32)


def rest_motion(motion: np.ndarray, usable: np.ndarray, quiet: np.ndarray | None = None) -> tuple[np.ndarray, float]:
    """(motion of the closed mouth ``(49, 2)``, least opening) of a real mouth's ``motion``.

    ``usable``: bool ``(n,)``; ``quiet``: bool ``(n,)``, frames in pauses. Rest is how this person keeps their mouth in pauses,
    or, where too few are known or the mouth hangs open in them, the median of the tenth of the frames with the smallest
    openings.
    """
    opening = lift(motion)
    low, high = np.percentile(opening[usable], [10, 95])
    closed = usable & (opening <= low)
    if quiet is not None:
        still = usable & quiet & (opening <= low + _CLOSED_SHARE * (high - low))
        if still.sum() >= _MIN_QUIET_S * FRAME_RATE_HZ:
            closed = still
    return np.median(motion[closed], axis=0).astype(np.float32), float(np.percentile(opening[usable], 1))


def _without_short_pauses(stretches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if joined and start - joined[-1][1] <= _PAUSE_S:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _ease(x: np.ndarray) -> np.ndarray:
    """Smoothstep: 0 below 0, 1 above 1."""
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)
