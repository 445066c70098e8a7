"""Pictures as inputs of the networks: parts in RGB, and a reduced view of the whole.

Video frames are I420: half the bytes of BGR, no conversion in ffmpeg, and only the parts needed are converted to RGB.
"""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np

_TO_RGB = np.array(
    # Y, U, V, 16 to 235, and 1 to R, G, B, 0 to 255: the inverse of ITU-R BT.709-6, 3.2 to 3.4
    [
        [1.16438, 0.0, 1.79274, -248.1011],
        [1.16438, -0.21325, -0.53291, 76.8780],
        [1.16438, 2.11240, 0.0, -289.0176],
    ]
)


class Picture(Protocol):
    """One picture, upright."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height), pixels."""
        ...

    def part(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """Return RGB uint8 (y1 - y0, x1 - x0, 3) of a rectangle inside the picture; each side even, or at the picture's
        border."""
        ...

    def small(self, longest_px: int) -> np.ndarray:
        """Return RGB uint8 of the whole picture, its long side reduced to at most ``longest_px``."""
        ...


class Frame:
    """A frame of video: I420 uint8 ``(height * 3 // 2, width)``, BT.709, even sides."""

    def __init__(self, i420: np.ndarray) -> None:
        height, width = i420.shape[0] * 2 // 3, i420.shape[1]
        self.size = width, height
        self._luma = i420[:height]
        self._u, self._v = i420[height:].reshape(2, height // 2, width // 2)

    def part(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """See :class:`Picture`."""
        half = slice(y0 // 2, y1 // 2), slice(x0 // 2, x1 // 2)
        return _rgb(self._luma[y0:y1, x0:x1], self._u[half], self._v[half])

    def small(self, longest_px: int) -> np.ndarray:
        """See :class:`Picture`."""
        return _rgb(_reduced(self._luma, longest_px), self._u, self._v)


class Photo:
    """A photo: BGR uint8 ``(height, width, 3)``."""

    def __init__(self, bgr: np.ndarray) -> None:
        self.size = bgr.shape[1], bgr.shape[0]
        self._bgr = bgr

    def part(self, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
        """See :class:`Picture`."""
        return cv2.cvtColor(self._bgr[y0:y1, x0:x1], cv2.COLOR_BGR2RGB)

    def small(self, longest_px: int) -> np.ndarray:
        """See :class:`Picture`."""
        return cv2.cvtColor(_reduced(self._bgr, longest_px), cv2.COLOR_BGR2RGB)


def _reduced(plane: np.ndarray, longest_px: int) -> np.ndarray:
    """Reduce by linear interpolation: the networks use less detail anyway, and area averaging takes 2.5 ms at 720p."""
    scale = longest_px / max(plane.shape[:2])
    return plane if scale >= 1 else cv2.resize(plane, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)


def _rgb(luma: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return RGB uint8 of the size of ``luma``."""
    chroma = (cv2.resize(plane, luma.shape[::-1], interpolation=cv2.INTER_LINEAR) for plane in (u, v))
    return cv2.transform(cv2.merge([luma, *chroma]), _TO_RGB)
