"""The frames that can carry the clip: frames with a hidden mouth, and the longest good stretch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.ndimage import median_filter

from engine.face.track import FaceTrack
from engine.quality.evidence import longest, runs
from engine.quality.looks import Looks

YAW_LIMIT_DEG = 30.0
SHORTEST_S = 3.0


def mouth_hidden(looks: Looks, frames: int) -> np.ndarray:
    """Return bool (frames,): frames whose nearest sample shows a covered mouth.

    A single sample counts as a measuring error and takes the value of its neighbours. A frame next to a hidden sample counts as
    hidden too, as the hand was already moving.
    """
    if not len(looks.frames):
        return np.zeros(frames, bool)
    hidden = median_filter(~looks.mouth_visible, size=3, mode="nearest")
    after = np.searchsorted(looks.frames, np.arange(frames)).clip(max=len(hidden) - 1)
    before = np.where(looks.frames[after] > np.arange(frames), after - 1, after).clip(min=0)
    return hidden[before] | hidden[after]


def mouth_outside(track: FaceTrack) -> np.ndarray:
    """Return bool (frames,): lips or jaw are beyond the border of the picture, where the tracker can only guess."""
    points = np.concatenate([track.landmarks[:, :17], track.lips], axis=1)
    beyond: np.ndarray = (points < 0) | (points >= np.array(track.size))
    return np.asarray(beyond.any(axis=(1, 2)))


def base_path(track: FaceTrack, unseen: np.ndarray) -> tuple[int, int]:
    """Return the first and last frame of the longest stretch without a cut, with the face found, frontal, and its mouth
    visible.

    ``unseen``: bool (n,), the mouth is hidden or outside the picture.

    If no such stretch lasts three seconds, the conditions are dropped one by one: a person who accepts the findings must still
    get a path. Without any face it is the whole video.
    """
    demands = [track.usable, ~unseen, np.abs(track.pose[:, 0]) <= YAW_LIMIT_DEG]
    for kept in (3, 2, 1):
        found = longest(_uncut(np.logical_and.reduce(demands[:kept]), track.cuts))
        if found and (kept == 1 or found[1] - found[0] + 1 >= SHORTEST_S * track.fps):
            return found
    return 0, len(track) - 1


def _uncut(good: np.ndarray, cuts: np.ndarray) -> list[tuple[int, int]]:
    borders = [0, *(int(cut) for cut in cuts), len(good)]
    return [(start + first, start + last) for start, end in pairwise(borders) for first, last in runs(good[start:end])]
