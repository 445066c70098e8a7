"""Selection of a mouth crop for each frame of the clip: the nearest shapes, joined by the smoothest path.

Viterbi search over the nearest crops of each frame, as unit selection does for speech (A. Hunt and A. Black, "Unit
selection in a concatenative speech synthesis system using a large speech database", ICASSP 1996).
"""

from __future__ import annotations

import numpy as np

from engine.articulation.motion import MouthSpace
from engine.face.landmarks import signed_opening
from engine.renderers.library import MouthLibrary

_CANDIDATES = 30
_YAW, _PITCH, _ROLL = 0.020, 0.020, 0.004  # cost of one squared degree between the crop and its frame
_INNER_LIPS = 2.0  # the inner mouth depends mostly on the inner lips; the warp corrects the rest
_JAW = 0.5
_GAP = 5.0  # of the root of the gap between the lips: no warp can close a mouth with visible teeth, or open a shut one
_CHANGE = 0.04  # cost of one luma level of visible change


def select(library: MouthLibrary, space: MouthSpace, motion: np.ndarray, pose: np.ndarray) -> np.ndarray:
    """Return the row of the library for each frame, int ``(n,)``.

    ``motion`` ``(n, 49, 2)``: the target mouth motion; ``pose`` ``(n, 3)``: head pose of the base frame.
    """
    places = _places(space, library.motion, library.pose)
    wanted = _places(space, motion, pose)

    count = min(_CANDIDATES, len(library))
    square = (places**2).sum(1)
    candidates = np.empty((len(wanted), count), np.int32)
    arrived = np.empty((len(wanted), count), np.int32)
    total = np.zeros(count, np.float32)
    for t, row in enumerate(wanted):
        distance = square - 2 * places @ row
        near = np.argpartition(distance, count - 1)[:count]
        candidates[t] = near
        cost = distance[near] + row @ row
        if t:
            step = total[:, None] + _CHANGE * library.change[np.ix_(candidates[t - 1], near)]
            arrived[t] = step.argmin(0)
            cost = cost + step.min(0)
        total = cost - cost.min()
    path = np.empty(len(wanted), np.int64)
    best = int(total.argmin())
    for t in range(len(wanted) - 1, -1, -1):
        path[t] = candidates[t, best]
        best = int(arrived[t, best]) if t else best
    return path


def _places(space: MouthSpace, motion: np.ndarray, pose: np.ndarray) -> np.ndarray:
    """Return points ``(n, d)`` whose squared distances are the cost of replacing one mouth by another."""
    weights = np.ones(motion.shape[1], np.float32)
    weights[20:40], weights[40:] = _INNER_LIPS, _JAW
    weights = np.sqrt(weights / weights.sum())[:, None]
    gap = np.maximum(signed_opening(space.mean + motion * space.scale), 0)
    tilt = np.sqrt(np.array([_YAW, _PITCH, _ROLL], np.float32))
    return np.concatenate(
        [(motion * weights).reshape(len(motion), -1), _GAP * np.sqrt(gap)[:, None], pose * tilt], axis=1
    ).astype(np.float32)
