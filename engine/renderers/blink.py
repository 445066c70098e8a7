"""Blinking: draw skin from above and below the eye over it, with the upper lid's own lashes at its edge."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from engine.renderers.easing import ease
from engine.renderers.planes import Box, planes

_CLOSE_S, _HOLD_S, _OPEN_S = 0.08, 0.04, 0.15
_GAP_S = (2.0, 6.0)
_EDGE_S = 1.0  # no blink this near the ends: played forward and back it would be doubled

_MEET = 1.04  # the upper lid falls by this share of the distance to the lower one
_ABOVE, _BELOW = 0.15, 0.14  # eye widths: where skin is sampled, from the lids
_FINE = 0.06  # eye widths: finer details of that skin are smoothed out
_LASHES = (0.06, 0.04)  # eye widths above and below the lid's edge covered by lashes
_DARKEST = -80.0  # luma: most that lashes darken the skin
_MARGIN = 0.5  # eye widths of the processed area around the eye


def blinks(frames: int, fps: Fraction, rng: np.random.Generator) -> np.ndarray:
    """Return the closure of the eyes in each frame, float64 ``(frames,)``, 0 to 1; a blink every 2 to 6 seconds."""
    time = np.arange(frames) / float(fps)
    shut = np.zeros(frames)
    start = _EDGE_S + rng.uniform(0, 1)
    while start < time[-1] - _EDGE_S:
        t = time - start
        falling, rising = t / _CLOSE_S, 1 - (t - _CLOSE_S - _HOLD_S) / _OPEN_S
        shut = np.maximum(shut, ease(np.minimum(falling, rising)))
        start += rng.uniform(*_GAP_S)
    return shut


@dataclass(frozen=True)
class Eyelid:
    """One eye of a picture.

    Its own coordinates: origin in the corner at the left of the picture, x to the other corner, which is 1, y down.

    Attributes:
        points: iBUG indices of the eye, from the left corner over the upper lid to the right and back.
        corner, across: float64 (2,), pixels.
        upper, lower: float64 (2,), the lids as curves ``x (1 - x) (c0 + c1 x)``.
        contour: float32 (6, 2), pixels.
    """

    points: np.ndarray
    corner: np.ndarray
    across: np.ndarray
    upper: np.ndarray
    lower: np.ndarray
    contour: np.ndarray

    @classmethod
    def right(cls, landmarks: np.ndarray) -> Eyelid:
        """Return the person's right eye, from iBUG ``landmarks`` ``(68, 2)``."""
        return cls._from(landmarks, np.arange(36, 42))

    @classmethod
    def left(cls, landmarks: np.ndarray) -> Eyelid:
        """Return the person's left eye."""
        return cls._from(landmarks, np.arange(42, 48))

    @classmethod
    def _from(cls, landmarks: np.ndarray, points: np.ndarray) -> Eyelid:
        contour = landmarks[points]
        corner = contour[0].astype(np.float64)
        across = contour[3] - corner
        local = _local(contour, corner, across)
        return cls(points, corner, across, _curve(local[[1, 2]]), _curve(local[[4, 5]]), contour)

    def moved(self, shut: np.ndarray) -> np.ndarray:
        """Return the eye's six landmarks at closures ``shut`` ``(n,)``, ``(n, 6, 2)``."""
        local = np.repeat(_local(self.contour, self.corner, self.across)[None], len(shut), axis=0)
        fall = _height(self.lower, local[:, 1:3, 0]) - local[:, 1:3, 1]
        local[:, 1:3, 1] += _MEET * shut[:, None] * np.maximum(fall, 0)
        return self.corner + local[..., :1] * self.across + local[..., 1:] * self._down

    def close(self, frame: np.ndarray, shut: float) -> None:
        """Draw the lid over the eye of ``frame`` (I420, changed in place) at closure ``shut``, 0 to 1."""
        if shut <= 0:
            return
        width = float(np.hypot(*self.across))
        box = Box.around(self.contour, _MARGIN * width, (frame.shape[1], frame.shape[0] * 2 // 3))
        if min(box.size) < 8:
            return  # the eye is outside the picture
        for step, plane in zip((1, 2, 2), box.cut(planes(frame)), strict=True):
            ys, xs = np.indices(plane.shape, np.float32)
            # Each chroma sample lies between two luma pixels.
            pixels = np.stack([xs, ys], -1) * step + (step - 1) / 2 + box.origin
            plane[:] = np.clip(np.rint(self._closed(plane, pixels, step, box.origin, shut)), 0, 255)

    def _closed(self, plane: np.ndarray, pixels: np.ndarray, step: int, origin: np.ndarray, shut: float) -> np.ndarray:
        """Return ``plane`` with the lid drawn, float32; ``pixels`` ``(h, w, 2)``: positions of its samples in the picture."""
        width = float(np.hypot(*self.across))
        x, y = np.moveaxis(_local(pixels, self.corner, self.across), -1, 0)
        upper, lower = _height(self.upper, x), _height(self.lower, x)
        height = np.maximum(lower - upper, 0)
        fall = shut * _MEET * height
        smooth = cv2.GaussianBlur(plane, (0, 0), _FINE * width / step).astype(np.float32)

        def taken(source: np.ndarray, at: np.ndarray) -> np.ndarray:
            """Return ``source`` sampled in the same column of the eye, at height ``at``."""
            there = self.corner + x[..., None] * self.across + at[..., None] * self._down
            field = ((there - origin - (step - 1) / 2) / step).astype(np.float32)
            return cv2.remap(source, field, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)

        above, below = taken(smooth, upper - _ABOVE), taken(smooth, lower + _BELOW)
        # The shade of the crease ends just below it.
        skin = above + np.sqrt(np.clip((y - upper) / np.maximum(height, 1e-3), 0, 1)) * (below - above)
        # At the corners, and at the start of a blink, the lid moves by less than the width of its edge.
        begun = np.clip(fall / 0.06, 0, 1)
        edge = upper + fall
        share = begun * ease((y - upper) / 0.13 + 1.1) * np.clip((edge - y) * width / (1.5 * step) + 0.5, 0, 1)
        lid = plane + share * (skin - plane)
        if step > 1:
            return lid
        lashes = np.minimum(taken(plane, y - fall) - above, 0)
        reach = np.where(y < edge, _LASHES[0], _LASHES[1])
        return lid + begun * ease(1 - np.abs(y - edge) / reach) * np.maximum(lashes, _DARKEST)

    @property
    def _down(self) -> np.ndarray:
        return np.array([-self.across[1], self.across[0]])


def _local(points: np.ndarray, corner: np.ndarray, across: np.ndarray) -> np.ndarray:
    """Convert pixels ``(..., 2)`` to the coordinates of an eye."""
    from_corner = points - corner
    length = across @ across
    return np.stack([from_corner @ across, from_corner @ np.array([-across[1], across[0]])], -1) / length


def _curve(points: np.ndarray) -> np.ndarray:
    """Return the coefficients of ``x (1 - x) (c0 + c1 x)`` through two points ``(2, 2)``."""
    x, y = points.T.astype(np.float64)
    return np.linalg.solve(np.stack([x * (1 - x), x * x * (1 - x)], -1), y)


def _height(curve: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the curve's value at ``x``; 0 outside the eye."""
    x = np.clip(x, 0, 1)
    return x * (1 - x) * (curve[0] + curve[1] * x)
