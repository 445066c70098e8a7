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


def shape_for(form: Form, size: tuple[int, int], landmarks: np.ndarray) -> tuple[tuple[int, int], Shape]:
    """Return (size of the clip, function from an I420 template frame to an I420 clip frame).

    ``landmarks`` ``(n, 68, 2)``: the face along the base path. The part does not move, so that the background stays still.
    """
    if form is Form.VIDEO:
        return size, lambda frame: frame
    if form in _ASPECTS:
        return _crop(_part(size, _ASPECTS[form], _middle(landmarks)))
    box = _square(size, landmarks)
    side = min(NOTE_SIDE_PX, box.size[0])

    def cut(frame: np.ndarray) -> np.ndarray:
        note = np.empty((side * 3 // 2, side), np.uint8)
        for part, target in zip(box.cut(planes(frame)), planes(note), strict=True):
            target[:] = cv2.resize(part, target.shape[::-1], interpolation=cv2.INTER_AREA)
        return note

    return (side, side), cut


def _crop(box: Box) -> tuple[tuple[int, int], Shape]:
    """Return what :func:`shape_for` does for a part of the picture with all its pixels."""
    width, height = box.size

    def cut(frame: np.ndarray) -> np.ndarray:
        part = np.empty((height * 3 // 2, width), np.uint8)
        for source, target in zip(box.cut(planes(frame)), planes(part), strict=True):
            target[:] = source
        return part

    return box.size, cut


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
