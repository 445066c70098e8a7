"""The form of a clip: the whole picture, or a square video note centred on the face."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from engine.choices import Form
from engine.renderers.planes import Box, planes

NOTE_SIDE_PX = 640
_NOTE_ROOM = 2.2  # side of the square over the width of the face


Shape = Callable[[np.ndarray], np.ndarray]


def shape_for(form: Form, size: tuple[int, int], landmarks: np.ndarray) -> tuple[tuple[int, int], Shape]:
    """Return (size of the clip, function from an I420 template frame to an I420 clip frame).

    ``landmarks`` ``(n, 68, 2)``: the face along the base path. The square does not move, so that the background stays still.
    """
    if form is Form.VIDEO:
        return size, lambda frame: frame
    box = _square(size, landmarks)
    side = min(NOTE_SIDE_PX, box.size[0])

    def cut(frame: np.ndarray) -> np.ndarray:
        note = np.empty((side * 3 // 2, side), np.uint8)
        for part, target in zip(box.cut(planes(frame)), planes(note), strict=True):
            target[:] = cv2.resize(part, target.shape[::-1], interpolation=cv2.INTER_AREA)
        return note

    return (side, side), cut


def _square(size: tuple[int, int], landmarks: np.ndarray) -> Box:
    """Return the largest useful square around the face, inside the picture, on multiples of 4 pixels."""
    width, height = size
    face = np.median(np.linalg.norm(landmarks[:, 16] - landmarks[:, 0], axis=1))
    side = int(min(width, height, max(_NOTE_ROOM * face, 0.0))) // 4 * 4
    centre = np.median(landmarks[:, 27:36].mean(1), axis=0)
    x, y = (
        int(np.clip(middle - side / 2, 0, room - side)) // 2 * 2
        for middle, room in zip(centre, (width, height), strict=True)
    )
    return Box(x, y, x + side, y + side)
