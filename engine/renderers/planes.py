"""Frames as planes: I420 buffers cut and written without leaving the video's colour space.

Compositing works on luma at full and chroma at half resolution. Pixels outside the mask stay bit for bit as decoded, and half
as many values are processed as in BGR.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple

import cv2
import numpy as np


class Planes(NamedTuple):
    """Luma ``(h, w)`` and chroma ``(h / 2, w / 2)`` of a picture, uint8 views or copies."""

    y: np.ndarray
    u: np.ndarray
    v: np.ndarray


def planes(frame: np.ndarray) -> Planes:
    """Return views on an I420 frame ``(h * 3 / 2, w)``, uint8, contiguous, even width and height."""
    rows, w = frame.shape
    h = rows * 2 // 3
    flat = frame.reshape(-1)
    quarter = h * w // 4
    return Planes(
        frame[:h],
        flat[h * w : h * w + quarter].reshape(h // 2, w // 2),
        flat[h * w + quarter :].reshape(h // 2, w // 2),
    )


@dataclass(frozen=True)
class Box:
    """A rectangle on even pixels: half-open, ``x0 <= x < x1``."""

    x0: int
    y0: int
    x1: int
    y1: int

    @classmethod
    def around(cls, points: np.ndarray, margin: float, frame_size: tuple[int, int]) -> Box:
        """Return the smallest even box inside the frame that holds ``points`` ``(n, 2)`` and a margin of ``margin`` pixels."""
        return cls.over((points.min(0) - margin).tolist(), (points.max(0) + margin).tolist(), frame_size)

    @classmethod
    def over(cls, low: Sequence[float], high: Sequence[float], frame_size: tuple[int, int]) -> Box:
        """Return the smallest even box inside the frame that holds the corners ``low`` and ``high``, x and y."""
        first = (min(max(floor(value / 2) * 2, 0), limit) for value, limit in zip(low, frame_size, strict=True))
        last = (min(max(ceil(value / 2) * 2, 0), limit) for value, limit in zip(high, frame_size, strict=True))
        return cls(*first, *last)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.x1 - self.x0, self.y1 - self.y0

    @property
    def origin(self) -> np.ndarray:
        """Float32 (2,): the upper left corner."""
        return np.array([self.x0, self.y0], np.float32)

    def cut(self, picture: Planes) -> Planes:
        """Return views of this part of ``picture``."""
        half = (slice(self.y0 // 2, self.y1 // 2), slice(self.x0 // 2, self.x1 // 2))
        return Planes(picture.y[self.y0 : self.y1, self.x0 : self.x1], picture.u[half], picture.v[half])


def remap(picture: Planes, field: np.ndarray) -> Planes:
    """Return ``picture`` read through the backward map ``field``, float32 ``(height, width, 2)`` in luma pixels; uint8
    copies."""
    half = cv2.resize(field, (field.shape[1] // 2, field.shape[0] // 2), interpolation=cv2.INTER_AREA) / 2 - 0.25
    luma = cv2.remap(picture.y, field, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    # The eye does not notice the sharpness of colour.
    u, v = (cv2.remap(p, half, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for p in (picture.u, picture.v))
    return Planes(luma, u, v)


_KR, _KG, _KB = 0.2126, 0.7152, 0.0722  # ITU-R BT.709-6, 3.2
_TO_YUV = (
    np.array(
        [
            [219 * _KB, 219 * _KG, 219 * _KR, 16 * 255],
            [112, -112 * _KG / (1 - _KB), -112 * _KR / (1 - _KB), 128 * 255],
            [-112 * _KB / (1 - _KR), -112 * _KG / (1 - _KR), 112, 128 * 255],
        ]
    )
    / 255
)
"""BGR, 0 to 255, and 1 to Y, U, V of BT.709, 16 to 235."""


def i420(bgr: np.ndarray) -> np.ndarray:
    """Convert a BGR picture ``(h, w, 3)`` of even sides to an I420 frame, BT.709, as in ``engine.media``; both uint8."""
    height, width = bgr.shape[:2]
    yuv = cv2.transform(bgr, _TO_YUV)
    frame = np.empty((height * 3 // 2, width), np.uint8)
    y, u, v = planes(frame)
    y[:] = yuv[..., 0]
    chroma = cv2.resize(yuv[..., 1:], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    u[:], v[:] = chroma[..., 0], chroma[..., 1]
    return frame


def bgr(frame: np.ndarray) -> np.ndarray:
    """Convert an I420 frame to BGR: the inverse of :func:`i420`."""
    y, u, v = planes(frame)
    size = y.shape[::-1]
    yuv = cv2.merge([y, *(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (u, v))])
    inverse = np.linalg.inv(_TO_YUV[:, :3])
    return cv2.transform(yuv, np.hstack([inverse, -inverse @ _TO_YUV[:, 3:]]))


def yuv_difference(difference: np.ndarray) -> np.ndarray:
    """Return the difference of two BGR pictures, float32 ``(h, w, 3)``, as that of Y, U and V."""
    return cv2.transform(difference, _TO_YUV[:, :3].astype(np.float32))
