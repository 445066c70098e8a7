"""The form of a clip: the whole picture, or a part of it around the face."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from engine.choices import Form
from engine.renderers.planes import Box, planes

NOTE_SIDE_PX = 640
_NOTE_ROOM = 2.2  # side of the square over the width of the face
_ASPECTS = {Form.PORTRAIT: 9 / 16, Form.SQUARE: 1.0, Form.LANDSCAPE: 16 / 9}
"""Width over height."""

Shape = Callable[[np.ndarray], np.ndarray]


def shape_for(
    form: Form, size: tuple[int, int], landmarks: np.ndarray, short_side_px: int | None = None
) -> tuple[tuple[int, int], Shape]:
    """Return (size of the clip, function from an I420 template frame to an I420 clip frame).

    ``landmarks`` ``(n, 68, 2)``: the face along the base path. The part does not move, so that the background stays still.
    ``short_side_px``: limit of the shorter side of the clip.
    """
    box = _box(form, size, landmarks)
    limits = [limit for limit in (short_side_px, NOTE_SIDE_PX if form is Form.NOTE else None) if limit]
    target = _within(box.size, min(limits, default=None))
    if target == size:
        return size, lambda frame: frame

    def cut(frame: np.ndarray) -> np.ndarray:
        picture = np.empty((target[1] * 3 // 2, target[0]), np.uint8)
        for source, part in zip(box.cut(planes(frame)), planes(picture), strict=True):
            part[:] = (
                source if target == box.size else cv2.resize(source, part.shape[::-1], interpolation=cv2.INTER_AREA)
            )
        return picture

    return target, cut


def _box(form: Form, size: tuple[int, int], landmarks: np.ndarray) -> Box:
    """Return the part of the picture that a clip shows."""
    if form is Form.NOTE:
        return _square(size, landmarks)
    if form in _ASPECTS:
        return _part(size, _ASPECTS[form], _middle(landmarks))
    return Box(0, 0, *size)


def _within(size: tuple[int, int], short_side_px: int | None) -> tuple[int, int]:
    """Return the size brought down to that short side, on even pixels, unless it is small enough."""
    if short_side_px is None or min(size) <= short_side_px:
        return size
    width, height = (max(2, round(side * short_side_px / min(size) / 2) * 2) for side in size)
    return width, height


def _part(size: tuple[int, int], aspect: float, centre: np.ndarray) -> Box:
    """Return the largest part of the picture with that aspect, on even pixels, as near to ``centre`` as the picture allows."""
    width, height = size
    sides = min(width, height * aspect), min(height, width / aspect)
    low = [
        int(np.clip(middle - side / 2, 0, room - side)) // 2 * 2
        for middle, side, room in zip(centre, sides, size, strict=True)
    ]
    return Box(*low, *(start + int(side) // 2 * 2 for start, side in zip(low, sides, strict=True)))


def _middle(landmarks: np.ndarray) -> np.ndarray:
    """Return the usual place of the nose (2,), pixels: the middle of a head."""
    return np.median(landmarks[:, 27:36].mean(1), axis=0)


def _square(size: tuple[int, int], landmarks: np.ndarray) -> Box:
    """Return the largest useful square around the face, inside the picture, on multiples of 4 pixels."""
    width, height = size
    face = np.median(np.linalg.norm(landmarks[:, 16] - landmarks[:, 0], axis=1))
    side = int(min(width, height, max(_NOTE_ROOM * face, 0.0))) // 4 * 4
    x, y = (
        int(np.clip(middle - side / 2, 0, room - side)) // 2 * 2
        for middle, room in zip(_middle(landmarks), size, strict=True)
    )
    return Box(x, y, x + side, y + side)
