"""Detection of cuts between shots."""

from __future__ import annotations

import cv2
import numpy as np

from engine.face.canonical import canonical_transforms
from engine.face.picture import Picture

_SIDE = 32
_THUMB_PX = 256
_MIN_CHANGE = 18.0  # levels
_STANDS_OUT = 3.0  # times the change of the frames around it: a shaking camera and walking change every frame
_OTHER_COLOURS = (
    0.25  # Bhattacharyya distance of colour histograms: a jerk of the camera moves the picture but keeps its colours
)

_ZOOM = (
    0.077  # of the logarithm of a face's size, 8 %; people speaking and moving camera reached 3 % from frame to frame
)
_ZOOM_LASTS = 4  # frames


def zoom_cuts(landmarks: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return the first frames, int64, of shots that show the face of the shot before larger or smaller.

    Such a cut keeps the colours, so that :class:`CutFinder` takes it for a jerk of the camera. ``landmarks`` ``(n, 68, 2)``,
    pixels; ``found``: bool ``(n,)``.
    """
    known = np.flatnonzero(found)
    transforms = canonical_transforms(landmarks[known])
    size = -np.log(np.hypot(transforms[:, 0, 0], transforms[:, 0, 1]))
    steps = np.abs(np.diff(size, prepend=size[:1]))
    cuts = []
    for k in np.flatnonzero(steps > _ZOOM):
        first, end = max(0, k - _ZOOM_LASTS), k + _ZOOM_LASTS
        lasts = abs(np.median(size[k:end]) - np.median(size[first:k])) > _ZOOM
        near = np.concatenate([steps[max(1, first) : k], steps[k + 1 : end]])
        at_once = known[k] == known[k - 1] + 1 and (not len(near) or steps[k] > _STANDS_OUT * np.median(near))
        if lasts and at_once:
            cuts.append(int(known[k]))
    return np.array(cuts, np.int64)


class CutFinder:
    """Cut detector that collects reduced pictures while frames are streamed."""

    def __init__(self) -> None:
        self._last: np.ndarray | None = None
        self._colours: np.ndarray | None = None
        self._changes: list[float] = []

    def add(self, picture: Picture) -> None:
        """Add the next frame."""
        thumb = picture.small(_THUMB_PX)
        small = cv2.resize(thumb, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32)
        colours = cv2.calcHist([thumb], [0, 1, 2], None, [6, 6, 6], [0, 256] * 3)
        change = 0.0
        if self._last is not None and self._colours is not None:
            change = float(np.abs(small - self._last).mean())
            if cv2.compareHist(colours, self._colours, cv2.HISTCMP_BHATTACHARYYA) < _OTHER_COLOURS:
                change = min(change, _MIN_CHANGE)
        self._changes.append(change)
        self._last, self._colours = small, colours

    def suspects(self) -> bool:
        """Return whether the last frame added may begin a new shot; the tracker then detects faces again."""
        return len(self._changes) > 1 and self._changes[-1] > _MIN_CHANGE

    def cuts(self) -> np.ndarray:
        """Return the first frames of new shots, int64."""
        changes = np.array(self._changes)
        found = []
        for t in np.flatnonzero(changes > _MIN_CHANGE):
            near = np.concatenate([changes[max(1, t - 6) : t], changes[t + 1 : t + 7]])
            if not len(near) or changes[t] > _STANDS_OUT * np.median(near):
                found.append(int(t))
        return np.array(found, np.int64)
