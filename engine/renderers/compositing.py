"""Compositing: warp a mouth crop to the target lips and jaw, and blend it into the untouched frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import cv2
import numpy as np

from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.landmarks import LIP_POINTS, MOUTH_POINTS, mouth_points
from engine.renderers.anchors import JAW_STIFFNESS, LIP_STIFFNESS, NECK, STILL, STILL_STIFFNESS
from engine.renderers.detail import restore_detail
from engine.renderers.library import MouthCrop, MouthLibrary
from engine.renderers.lips import mouth_map, uncross
from engine.renderers.planes import Box, Planes, planes

_FEATHER = 0.07  # interocular distances, like all lengths here
_MARGIN = 0.22
RIM_SIGMA = 0.22
COLOUR_LIMIT = 18.0  # levels: a larger difference means another surface, not other light
COLOUR_SPREAD = 10.0
COARSE = 8  # the correction is solved on a grid coarser by this factor
_DECODED_CROPS = 64  # kept decoded: speech reuses the same few crops, and memory stays flat at 1080p

STIFFNESS = np.repeat(
    [LIP_STIFFNESS, JAW_STIFFNESS, STILL_STIFFNESS], [LIP_POINTS, MOUTH_POINTS - LIP_POINTS, len(STILL) + len(NECK)]
)
"""Of the points of :func:`warp_points`."""


@dataclass(frozen=True)
class Targets:
    """The mouths of a clip, one for each frame.

    Attributes:
        landmarks: float32 (n, 68, 2), pixels. transforms: float64 (n, 2, 3), pixel to canonical.
        wanted: float32 (n, 49, 2), target positions of the driven points, pixels.
        crops: int (n,), the library's crops to take the mouths from.
    """

    landmarks: np.ndarray
    transforms: np.ndarray
    wanted: np.ndarray
    crops: np.ndarray

    def starting(self, first: int) -> Targets:
        """Return those from frame ``first`` on."""
        return Targets(*(part[first:] for part in (self.landmarks, self.transforms, self.wanted, self.crops)))


class Compositor(Protocol):
    """Replacement of the mouths in the frames of a clip."""

    def draw(self, frames: Iterable[np.ndarray], targets: Targets) -> Iterator[np.ndarray]:
        """Yield the frames, I420, changed in place, with their mouths replaced."""
        ...


class FrameCompositor:
    """Compositor that draws frame by frame with OpenCV, on the CPU."""

    def __init__(self, library: MouthLibrary) -> None:
        self._crop = lru_cache(maxsize=_DECODED_CROPS)(library.crop)

    def draw(self, frames: Iterable[np.ndarray], targets: Targets) -> Iterator[np.ndarray]:
        """See :class:`Compositor`."""
        for t, frame in enumerate(frames):
            crop = self._crop(int(targets.crops[t]))
            composite(frame, targets.landmarks[t], targets.transforms[t], targets.wanted[t], crop)
            yield frame


@dataclass(frozen=True)
class Region:
    """The area to replace: ``mask`` float32 ``(h, w)``, 0 to 1, over ``box``; ``unit``: pixels per interocular distance."""

    box: Box
    mask: np.ndarray
    unit: float


@dataclass(frozen=True)
class Place:
    """A region before its mask is drawn: its ``outline`` ``(k, 2)`` in the pixels of ``box``; ``unit`` as in :class:`Region`."""

    box: Box
    outline: np.ndarray
    unit: float

    def fill(self, picture: np.ndarray) -> None:
        """Fill the outline with 1 in ``picture``, which begins at the box's corner."""
        cv2.fillPoly(picture, [np.rint(self.outline * 16).astype(np.int32)], 1, cv2.LINE_8, 4)

    @property
    def feather(self) -> int:
        """Side of the averaging squares that soften the mask, pixels, odd."""
        return max(2 * round(_FEATHER * self.unit) + 1, 3)


def composite(
    frame: np.ndarray, landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray, crop: MouthCrop
) -> None:
    """Replace the mouth in ``frame`` (I420, changed in place).

    ``landmarks`` ``(68, 2)`` and ``transform`` ``(2, 3)`` (pixel to canonical) describe the face in the frame; ``wanted``
    ``(49, 2)``: target positions of the driven points, pixels.
    """
    region = mouth_region(frame, landmarks, transform, wanted)
    if region is not None:
        lay_over(frame, region, _warp(crop, region, landmarks, transform, wanted))


def mouth_region(frame: np.ndarray, landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray) -> Region | None:
    """Return the region to replace so that mouth and jaw can move to ``wanted``; None if it is outside the picture."""
    size = frame.shape[1], frame.shape[0] * 2 // 3
    (place,) = mouth_places(size, landmarks[None], transform[None], wanted[None])
    return None if place is None else Region(place.box, _mask(place), place.unit)


def mouth_places(
    size: tuple[int, int], landmarks: np.ndarray, transforms: np.ndarray, wanted: np.ndarray
) -> list[Place | None]:
    """Return the place of :func:`mouth_region` in each of ``n`` pictures of ``size``; None where it is outside."""
    units = 1 / np.hypot(transforms[:, 0, 0], transforms[:, 0, 1])
    outlines = _outlines(landmarks, transforms, wanted)
    margins = (_MARGIN * units).astype(np.float32)[:, None]
    lows, highs = outlines.min(1) - margins, outlines.max(1) + margins
    places: list[Place | None] = []
    for outline, low, high, unit in zip(outlines, lows.tolist(), highs.tolist(), units.tolist(), strict=True):
        box = Box.over(low, high, size)
        places.append(None if min(box.size) < 4 * COARSE else Place(box, outline - box.origin, unit))
    return places


def lay_over(frame: np.ndarray, region: Region, new: Planes) -> None:
    """Blend ``new``, the size of the region's box, into ``frame`` (I420, changed in place), matched to the frame's light."""
    mask = region.mask
    for old, drawn, alpha in zip(region.box.cut(planes(frame)), new, (mask, *[_half(mask)] * 2), strict=True):
        unit = region.unit * old.shape[1] / mask.shape[1]
        corrected = drawn + _colour_difference(old, drawn, alpha, unit)
        blended = old + alpha * (corrected - old)
        np.copyto(old, np.clip(np.rint(blended), 0, 255).astype(np.uint8), where=alpha > 0)


def crop_points(landmarks: np.ndarray, lips: np.ndarray) -> np.ndarray:
    """Return the :func:`warp_points` of crops, ``(n, 74, 2)``, from their ``landmarks`` ``(n, 68, 2)`` and ``lips`` ``(n, 40,
    2)``."""
    return warp_points(landmarks, canonical_transforms(landmarks), uncross(mouth_points(landmarks, lips)))


def warp_points(landmarks: np.ndarray, transforms: np.ndarray, mouths: np.ndarray) -> np.ndarray:
    """Return the points that define the warps of ``n`` mouths, pixels ``(n, 74, 2)``: the mouth, then what holds it.

    ``landmarks`` ``(n, 68, 2)`` and ``transforms`` ``(n, 2, 3)`` (pixel to canonical) of the faces; ``mouths`` ``(n, 49, 2)``.
    """
    return np.concatenate([mouths, landmarks[:, list(STILL)], apply(invert(transforms), NECK)], axis=1)


def _warp(crop: MouthCrop, region: Region, landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray) -> Planes:
    """Return the crop's planes in the pixels of the region's box, float32."""
    box = region.box
    here = warp_points(landmarks[None], transform[None], wanted[None])[0] - box.origin
    there = crop_points(crop.landmarks[None], crop.lips[None])[0] - crop.origin
    field = mouth_map(here, there, STIFFNESS, box.size)
    half = (cv2.resize(field, (box.size[0] // 2, box.size[1] // 2), interpolation=cv2.INTER_AREA) - 0.5) / 2
    maps = (field, half, half)
    warped = Planes(
        *(
            cv2.remap(plane, grid, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
            for plane, grid in zip(crop.picture, maps, strict=True)
        )
    )
    restore_detail(warped.y, crop.detail, field, region.unit)
    return warped


def _outlines(landmarks: np.ndarray, transforms: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the corners of each replaced region, pixels, float32 ``(n, k, 2)``: below the nose, within the cheeks, below both
    chins."""
    jaw_new = apply(transforms, wanted[:, LIP_POINTS:])
    jaw_old = apply(transforms, landmarks[:, 4:13])
    lower = np.where((jaw_new[..., 1] > jaw_old[..., 1])[..., None], jaw_new, jaw_old)
    across = lower[..., 0] - lower[:, 4, None, 0]
    reach = np.abs(across) / np.abs(across).max(1, keepdims=True)
    # Inside the silhouette at the sides, next to the background; below it at the chin, next to the neck.
    lower = lower + np.stack([-0.10 * across * reach, 0.10 - 0.22 * reach**2], axis=-1)
    nose = apply(transforms, landmarks[:, [31, 33, 35]])
    level = np.repeat(nose[:, 1, None, 1] + 0.02, 2, axis=1)
    cheeks = np.stack([lower[:, [0, 8], 0], level], axis=-1)
    bridge = nose + [0, 0.07]
    region = np.concatenate([lower, cheeks[:, 1:], bridge[:, ::-1], cheeks[:, :1]], axis=1)
    return apply(invert(transforms), region).astype(np.float32)


def _mask(place: Place) -> np.ndarray:
    """Return float32 ``(h, w)``, 0 to 1: 1 inside the outline, falling to exactly 0 within ``feather`` pixels on each side."""
    filled = np.zeros(place.box.size[::-1], np.float32)
    place.fill(filled)
    reach = (place.feather, place.feather)
    return cv2.blur(cv2.blur(filled, reach), reach)


def _half(mask: np.ndarray) -> np.ndarray:
    return cv2.resize(mask, (mask.shape[1] // 2, mask.shape[0] // 2), interpolation=cv2.INTER_AREA)


def _colour_difference(old: np.ndarray, new: np.ndarray, alpha: np.ndarray, unit: float) -> np.ndarray:
    """Return the smooth part of old - new at the mask's rim, extended into its inside, float32 like ``new``.

    A normalised convolution (H. Knutsson and C.-F. Westin, "Normalized and differential convolution", CVPR 1993). Large
    differences, which come from different content, get little weight; the result is bounded, so that it adds no content.
    """
    size = (max(old.shape[1] // COARSE, 4), max(old.shape[0] // COARSE, 4))
    coarse_alpha = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    difference = cv2.resize(old.astype(np.float32) - new, size, interpolation=cv2.INTER_AREA)
    weight = np.where(coarse_alpha < 0.9, 0.05 + coarse_alpha, 0.0) * np.exp(-((difference / COLOUR_SPREAD) ** 2) / 2)
    sigma = RIM_SIGMA * unit / COARSE
    smooth = cv2.GaussianBlur(difference * weight, (0, 0), sigma) / (cv2.GaussianBlur(weight, (0, 0), sigma) + 1e-3)
    field = np.clip(smooth, -COLOUR_LIMIT, COLOUR_LIMIT).astype(np.float32)
    return cv2.resize(field, (old.shape[1], old.shape[0]), interpolation=cv2.INTER_LINEAR)
