"""Which frames can carry the clip: where the mouth is hidden, and the longest good stretch."""

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
    """Bool (frames,): frames whose nearest sample shows no bare mouth.

    One sample alone is taken for a slip of the measure and follows its neighbours. A frame next to a hidden sample counts
    as hidden with it, for the hand was on its way.
    """
    if not len(looks.frames):
        return np.zeros(frames, bool)
    hidden = median_filter(~looks.mouth_visible, size=3, mode="nearest")
    after = np.searchsorted(looks.frames, np.arange(frames)).clip(max=len(hidden) - 1)
    before = np.where(looks.frames[after] > np.arange(frames), after - 1, after).clip(min=0)
    return hidden[before] | hidden[after]


def mouth_outside(track: FaceTrack) -> np.ndarray:
    """Bool (frames,): lips or jaw lie beyond the border of the picture, where the tracker can only guess."""
    points = np.concatenate([track.landmarks[:, :17], track.lips], axis=1)
    beyond: np.ndarray = (points < 0) | (points >= np.array(track.size))
    return np.asarray(beyond.any(axis=(1, 2)))


def base_path(track: FaceTrack, unseen: np.ndarray) -> tuple[int, int]:
    """First and last frame of the longest stretch without a cut in which the face is there, turned to us, mouth seen.

    ``unseen``: bool (n,), the mouth is hidden or outside the picture.

    Where no such stretch lasts three seconds, the demands fall one after the other: a person who accepts the findings must
    still get a path. Without any face at all it is the whole video.
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
