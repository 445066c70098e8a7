"""The visible badge of a clip: the letters AI in a corner of every frame."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import cv2
import numpy as np

from engine.choices import Form
from engine.renderers.planes import Box, Planes, planes

_HEIGHT, _MIN_HEIGHT_PX = 0.06, 14  # of the shorter side
_WIDTH = 1.4  # badge heights
_SAFE = 0.05  # of each side: what remains is the safe title area of SMPTE ST 2046-1, 90 %
_PLATE = 0.6  # opacity
_BLACK, _WHITE, _GREY = 16, 235, 128  # levels of luma, of luma and of chroma in BT.709
_FINE = 16  # drawn larger by this factor

# In badge heights. The plate is dark, so that the letters are legible on white as well.
_ROUND = 0.22
_CAPITAL, _TOP = 0.56, 0.22
_A_LEFT, _A_WIDTH = 0.25, 0.58
_I_LEFT, _I_WIDTH = 0.97, 0.14
_A = (
    ((0, 1), (0.39, 0), (0.61, 0), (1, 1), (0.79, 1), (0.704, 0.78), (0.296, 0.78), (0.21, 1)),
    ((0.5, 0.256), (0.642, 0.62), (0.358, 0.62)),
)
"""Outline and hole of the letter, in the units of its own width and height."""


def badge_for(form: Form, size: tuple[int, int]) -> Callable[[np.ndarray], None]:
    """Return the function that draws the badge into I420 frames of ``size``, in place; all pixels around it stay.

    It is at the top right, in the safe title area of a video, and inside the circle that round notes are cut to.
    """
    box = _box(form, size)
    plate, letters = _shares(box.size)
    alpha = plate * (_PLATE + (1 - _PLATE) * letters)
    luma = _BLACK + (_WHITE - _BLACK) * letters
    half = cv2.resize(alpha, (box.size[0] // 2, box.size[1] // 2), interpolation=cv2.INTER_AREA)
    layers = Planes(luma * alpha, _GREY * half, _GREY * half)
    rests = Planes(1 - alpha, 1 - half, 1 - half)

    def draw(frame: np.ndarray) -> None:
        for old, layer, rest in zip(box.cut(planes(frame)), layers, rests, strict=True):
            old[:] = np.rint(layer + rest * old)

    return draw


def _box(form: Form, size: tuple[int, int]) -> Box:
    width, height = size
    tall = max(_HEIGHT * min(size), _MIN_HEIGHT_PX)
    inset = (1 - (1 - 2 * _SAFE) / sqrt(2)) / 2 if form is Form.NOTE else _SAFE  # the corner on the safe circle
    right, top = (1 - inset) * width, inset * height
    return Box.over((right - _WIDTH * tall, top), (right, top + tall), size)


def _shares(size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return how much of each pixel the plate covers, and how much the letters; both float32 ``(h, w)``, 0 to 1."""
    plate, letters = (np.zeros((size[1] * _FINE, size[0] * _FINE), np.uint8) for _ in range(2))
    unit = plate.shape[0]
    corner = round(_ROUND * unit)
    cv2.rectangle(plate, (corner, corner), (plate.shape[1] - 1 - corner, unit - 1 - corner), 255, -1)
    plate = cv2.dilate(plate, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * corner + 1, 2 * corner + 1)))
    scale, place = unit * np.array([_A_WIDTH, _CAPITAL]), unit * np.array([_A_LEFT, _TOP])
    cv2.fillPoly(letters, [np.rint(place + scale * outline).astype(np.int32) for outline in map(np.array, _A)], 255)
    first, last = np.rint(unit * np.array([[_I_LEFT, _TOP], [_I_LEFT + _I_WIDTH, _TOP + _CAPITAL]])).astype(int)
    cv2.rectangle(letters, first.tolist(), last.tolist(), 255, -1)
    small_plate, small_letters = (
        cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255 for part in (plate, letters)
    )
    return small_plate, small_letters
