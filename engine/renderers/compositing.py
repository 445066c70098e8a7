"""Compositing: warp a mouth crop to the target lips and jaw, and blend it into the untouched frame."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.landmarks import LIP_POINTS, MOUTH_POINTS, mouth_points
from engine.renderers.anchors import JAW_STIFFNESS, LIP_STIFFNESS, NECK, STILL, STILL_STIFFNESS
from engine.renderers.detail import restore_detail
from engine.renderers.library import MouthCrop
from engine.renderers.lips import mouth_map, uncross
from engine.renderers.planes import Box, Planes, planes

_FEATHER = 0.07  # interocular distances, like all lengths here
_MARGIN = 0.22
_RIM_SIGMA = 0.22
_COLOUR_LIMIT = 18.0  # levels: a larger difference means another surface, not other light
_COLOUR_SPREAD = 10.0
_COARSE = 8  # the correction is solved on a grid coarser by this factor


@dataclass(frozen=True)
class Region:
    """The area to replace: ``mask`` float32 ``(h, w)``, 0 to 1, over ``box``; ``unit``: pixels per interocular distance."""

    box: Box
    mask: np.ndarray
    unit: float


def composite(
    frame: np.ndarray, landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray, crop: MouthCrop
) -> None:
    """Replace the mouth in ``frame`` (I420, changed in place).

    ``landmarks`` ``(68, 2)`` and ``transform`` ``(2, 3)`` (pixel to canonical) describe the face in the frame; ``wanted``
    ``(49, 2)``: target positions of the driven points, pixels.
    """
    region = mouth_region(frame, landmarks, transform, wanted)
    if region is not None:
        lay_over(frame, region, _warp(crop, region.box, landmarks, transform, wanted))


def mouth_region(frame: np.ndarray, landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray) -> Region | None:
    """Return the region to replace so that mouth and jaw can move to ``wanted``; None if it is outside the picture."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    unit = float(1 / np.hypot(*transform[0, :2]))
    outline = _outline(landmarks, transform, wanted)
    box = Box.around(outline, _MARGIN * unit, (width, height))
    if min(box.size) < 4 * _COARSE:
        return None
    return Region(box, _mask(outline - box.origin, box.size, _FEATHER * unit), unit)


def lay_over(frame: np.ndarray, region: Region, new: Planes) -> None:
    """Blend ``new``, the size of the region's box, into ``frame`` (I420, changed in place), matched to the frame's light."""
    mask = region.mask
    for old, drawn, alpha in zip(region.box.cut(planes(frame)), new, (mask, *[_half(mask)] * 2), strict=True):
        unit = region.unit * old.shape[1] / mask.shape[1]
        corrected = drawn + _colour_difference(old, drawn, alpha, unit)
        blended = old + alpha * (corrected - old)
        np.copyto(old, np.clip(np.rint(blended), 0, 255).astype(np.uint8), where=alpha > 0)


def _warp(crop: MouthCrop, box: Box, landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray) -> Planes:
    """Return the crop's planes in the pixels of ``box``, float32."""
    neck_there = apply(invert(canonical_transforms(crop.landmarks[None])[0]), NECK)
    neck_here = apply(invert(transform), NECK)
    still = list(STILL)
    source = uncross(mouth_points(crop.landmarks[None], crop.lips[None]))[0]
    here = np.concatenate([wanted, landmarks[still], neck_here]) - box.origin
    there = np.concatenate([source, crop.landmarks[still], neck_there]) - crop.origin
    stiffness = np.full(len(here), STILL_STIFFNESS)
    stiffness[:LIP_POINTS] = LIP_STIFFNESS
    stiffness[LIP_POINTS:MOUTH_POINTS] = JAW_STIFFNESS
    field = mouth_map(here, there, stiffness, box.size)
    half = (cv2.resize(field, (box.size[0] // 2, box.size[1] // 2), interpolation=cv2.INTER_AREA) - 0.5) / 2
    maps = (field, half, half)
    warped = Planes(
        *(
            cv2.remap(plane, grid, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
            for plane, grid in zip(crop.picture, maps, strict=True)
        )
    )
    restore_detail(warped.y, crop.detail, field)
    return warped


def _outline(landmarks: np.ndarray, transform: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the corners of the replaced region, pixels, float32 ``(k, 2)``: below the nose, within the cheeks, below both
    chins."""
    jaw_new = apply(transform, wanted[LIP_POINTS:])
    jaw_old = apply(transform, landmarks[4:13])
    lower = np.where((jaw_new[:, 1] > jaw_old[:, 1])[:, None], jaw_new, jaw_old)
    across = lower[:, 0] - lower[4, 0]
    reach = np.abs(across) / np.abs(across).max()
    # Inside the silhouette at the sides, next to the background; below it at the chin, next to the neck.
    lower = lower + np.stack([-0.10 * across * reach, 0.10 - 0.22 * reach**2], axis=1)
    nose = apply(transform, landmarks[[31, 33, 35]])
    cheeks = np.stack([lower[[0, 8], 0], np.repeat(nose[1, 1] + 0.02, 2)], axis=1)
    bridge = nose + [0, 0.07]
    region = np.concatenate([lower, cheeks[1:], bridge[::-1], cheeks[:1]])
    return apply(invert(transform), region).astype(np.float32)


def _mask(outline: np.ndarray, size: tuple[int, int], feather: float) -> np.ndarray:
    """Return float32 ``(h, w)``, 0 to 1: 1 inside the outline, falling to exactly 0 within twice ``feather`` pixels on each
    side."""
    filled = np.zeros((size[1], size[0]), np.float32)
    cv2.fillPoly(filled, [np.rint(outline * 16).astype(np.int32)], 1.0, cv2.LINE_8, 4)
    reach = max(2 * round(feather) + 1, 3)
    return cv2.blur(cv2.blur(filled, (reach, reach)), (reach, reach))


def _half(mask: np.ndarray) -> np.ndarray:
    return cv2.resize(mask, (mask.shape[1] // 2, mask.shape[0] // 2), interpolation=cv2.INTER_AREA)


def _colour_difference(old: np.ndarray, new: np.ndarray, alpha: np.ndarray, unit: float) -> np.ndarray:
    """Return the smooth part of old - new at the mask's rim, extended into its inside, float32 like ``new``.

    A normalised convolution (H. Knutsson and C.-F. Westin, "Normalized and differential convolution", CVPR 1993). Large
    differences, which come from different content, get little weight; the result is bounded, so that it adds no content.
    """
    size = (max(old.shape[1] // _COARSE, 4), max(old.shape[0] // _COARSE, 4))
    coarse_alpha = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    difference = cv2.resize(old.astype(np.float32) - new, size, interpolation=cv2.INTER_AREA)
    weight = np.where(coarse_alpha < 0.9, 0.05 + coarse_alpha, 0.0) * np.exp(-((difference / _COLOUR_SPREAD) ** 2) / 2)
    sigma = _RIM_SIGMA * unit / _COARSE
    smooth = cv2.GaussianBlur(difference * weight, (0, 0), sigma) / (cv2.GaussianBlur(weight, (0, 0), sigma) + 1e-3)
    field = np.clip(smooth, -_COLOUR_LIMIT, _COLOUR_LIMIT).astype(np.float32)
    return cv2.resize(field, (old.shape[1], old.shape[0]), interpolation=cv2.INTER_LINEAR)
