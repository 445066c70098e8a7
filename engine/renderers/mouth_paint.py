"""Painting an inner mouth: a model of teeth and tongue in the person's own light, over which the footage has the last word."""

from __future__ import annotations

import cv2
import numpy as np

from engine.articulation.motion import MouthSpace
from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.landmarks import LIP_POINTS, mouth_points, opening
from engine.renderers.inner_mouth import PATCH_SIZE, PATCH_TO_MOUTH, InnerMouth, fill, rest_place, shade
from engine.renderers.planes import planes

# Half dental arches seen from the front: distance of each gap between teeth from the midline, mouth units. Crown widths as
# in W. Wheeler, "A Textbook of Dental Anatomy and Physiology"; the side teeth foreshortened by the curve of the arch.
_UPPER_GAPS = np.array([0, 0.092, 0.164, 0.228, 0.276, 0.312, 0.340])
_LOWER_GAPS = np.array([0, 0.058, 0.122, 0.190, 0.244, 0.285, 0.320])
_UPPER_EDGE, _LOWER_EDGE = 0.020, 0.012  # the incisors overlap a little when the jaws are shut
_CROWN = 0.115  # height

_DARK, _TONGUE, _GUM = 0.14, 0.42, 0.62  # luma, of the skin's
_LOWER_DIM = 0.75  # the lower teeth stand in the lip's shadow
_BLACK = 16.0
_OPEN_ENOUGH = 0.03  # mouth units: lips this far apart show what is behind them


def paint(frame: np.ndarray, landmarks: np.ndarray, lips: np.ndarray, space: MouthSpace, rest: np.ndarray) -> InnerMouth:
    """The inner mouth of the person in ``frame`` (I420), best one in which the mouth is open.

    ``landmarks`` ``(68, 2)`` and ``lips`` ``(40, 2)``: pixels; ``rest`` ``(49, 2)``: motion of the closed mouth.
    """
    canonical = canonical_transforms(landmarks[None])[0]
    to_pixels = invert(canonical)
    closed = apply(to_pixels, space.mean + rest * space.scale)
    place = rest_place(closed)
    unit = float(np.hypot(*place[:, 0]))
    skin, bright = _light(frame, landmarks, to_pixels)
    blur = 0.6 * 400 / unit  # so that the drawing is no sharper than the footage
    upper, lower = _upper_teeth(skin, bright), _lower_mouth(skin, bright)
    dark = _shade_of(skin, _DARK)
    contour = lips[20:]
    if opening(mouth_points(landmarks[None], lips[None]))[0] > _OPEN_ENOUGH * unit:
        upper = _from_footage(frame, contour, place, upper, skin)
    return InnerMouth(cv2.GaussianBlur(upper, (0, 0), blur), cv2.GaussianBlur(lower, (0, 0), blur), dark, rest)


def _light(frame: np.ndarray, landmarks: np.ndarray, to_pixels: np.ndarray) -> tuple[np.ndarray, float]:
    """(median Y, U, V of cheeks and chin, luma of the face's brightest parts)."""
    picture = planes(frame)
    spots = apply(to_pixels, np.array([[-0.42, 0.62], [0.42, 0.62], [-0.36, 0.80], [0.36, 0.80], [0, 1.22]]))
    radius = 0.05 * np.hypot(*to_pixels[:, 0])
    grid = np.stack(np.meshgrid(*[np.linspace(-radius, radius, 9)] * 2), -1).reshape(-1, 2)
    points = (spots[:, None] + grid).reshape(-1, 2)
    skin = np.array([np.median(_sample(plane, points / step)) for plane, step in zip(picture, (1, 2, 2), strict=True)], np.float32)
    low, high = np.clip([landmarks.min(0), landmarks.max(0)], 0, None).astype(int)
    return skin, float(np.percentile(picture.y[low[1] : high[1], low[0] : high[0]], 97))


def _sample(plane: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y = np.rint(points).astype(int).T
    return plane[np.clip(y, 0, plane.shape[0] - 1), np.clip(x, 0, plane.shape[1] - 1)]


def _shade_of(skin: np.ndarray, luma: float, redness: float = 1.0) -> np.ndarray:
    """A darker colour of the same flesh, Y, U, V."""
    colour = skin - [_BLACK, 128, 128]
    return (colour * [luma, redness * luma**0.5, redness * luma**0.5] + [_BLACK, 128, 128]).astype(np.float32)


def _enamel(skin: np.ndarray, bright: float) -> np.ndarray:
    """Colour of this person's teeth, Y, U, V: little tinted, never brighter than the face's highlights."""
    luma = min(_BLACK + 0.55 * (skin[0] - _BLACK) + 62, 0.95 * bright)
    return np.array([luma, 128 + 0.45 * (skin[1] - 128), 128 + 0.28 * (skin[2] - 128)], np.float32)


def _grid() -> tuple[np.ndarray, np.ndarray]:
    """x and y of every pixel of the patch, mouth units."""
    width, height = PATCH_SIZE
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    points = apply(PATCH_TO_MOUTH, np.stack([x, y], -1).reshape(-1, 2)).reshape(height, width, 2).astype(np.float32)
    return points[..., 0], points[..., 1]


def _ease(x: np.ndarray) -> np.ndarray:
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)


def _row_of_teeth(gaps: np.ndarray, x: np.ndarray, depth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(brightness, opacity) of a row of teeth; ``depth``: distance from the incisal edge into the crown, mouth units."""
    side = np.abs(x)
    tooth = np.clip(np.searchsorted(gaps, side, side="right") - 1, 0, len(gaps) - 2)
    across = (side - gaps[tooth]) / (gaps[tooth + 1] - gaps[tooth])
    rounding = 0.012 * np.abs(2 * across - 1) ** 3
    width = gaps[tooth + 1] - gaps[tooth]
    between = np.minimum(across, 1 - across) * width / 0.007  # 0 in the gap, 1 beside it
    groove = np.exp(-(between**2)) * (0.10 + 0.25 * _ease(1 - depth / 0.035))
    arch = 1 - 0.75 * _ease((side - 0.08) / 0.26)  # the side teeth turn away from the light
    bulge = 0.94 + 0.06 * np.sin(np.pi * across)
    edge = 0.86 + 0.14 * _ease(depth / 0.02)  # enamel thins towards the edge
    opacity = _ease((depth - rounding) / 0.006 + 0.5) * _ease((gaps[-1] - side) / 0.03)
    return arch * bulge * edge * (1 - groove), opacity


def _upper_teeth(skin: np.ndarray, bright: float) -> np.ndarray:
    x, y = _grid()
    edge = _UPPER_EDGE - 0.35 * np.maximum(np.abs(x) - 0.05, 0) ** 2
    depth = edge - y
    lit, opacity = _row_of_teeth(_UPPER_GAPS, x, depth)
    dark, gum = _shade_of(skin, _DARK), _shade_of(skin, _GUM, 1.5)
    teeth = dark + lit[..., None] * (_enamel(skin, bright) - dark)
    above = _ease((depth - _CROWN) / 0.015)[..., None]
    return _layer(teeth + above * (gum - teeth), opacity)


def _lower_mouth(skin: np.ndarray, bright: float) -> np.ndarray:
    x, y = _grid()
    edge = _LOWER_EDGE + 0.25 * np.abs(x) ** 2
    lit, opacity = _row_of_teeth(_LOWER_GAPS, x, y - edge)
    dark = _shade_of(skin, _DARK)
    teeth = dark + _LOWER_DIM * lit[..., None] * (_enamel(skin, bright) - dark)
    tongue = _shade_of(skin, _TONGUE, 1.6)
    # The tongue lies behind the lower teeth: a soft back, grooved in the middle, lost in the dark above.
    back = edge - 0.045 + 0.25 * x**2 + 0.006 * np.exp(-((x / 0.03) ** 2))
    seen = 0.8 * _ease((y - back) / 0.06) * _ease((0.26 - np.abs(x)) / 0.12)
    colour = tongue + opacity[..., None] * (teeth - tongue)
    return _layer(colour, np.maximum(opacity, seen))


def _layer(colour: np.ndarray, opacity: np.ndarray) -> np.ndarray:
    return np.concatenate([colour, 255 * opacity[..., None]], axis=-1).astype(np.float32)


def _from_footage(
    frame: np.ndarray, contour: np.ndarray, place: np.ndarray, upper: np.ndarray, skin: np.ndarray
) -> np.ndarray:
    """``upper`` with the footage's own teeth where it shows some, and its enamel where it does not."""
    unit = float(np.hypot(*place[:, 0]))
    to_pixels = (place @ np.vstack([PATCH_TO_MOUTH, [0, 0, 1]])).astype(np.float32)
    size = (frame.shape[1], frame.shape[0] * 2 // 3)
    picture = planes(frame)
    full = cv2.merge([picture.y, *(cv2.resize(p, size, interpolation=cv2.INTER_LINEAR) for p in (picture.u, picture.v))])
    mask = fill(contour, size, 0.7)
    lit = shade(mask, unit)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(full, to_pixels, PATCH_SIZE, flags=flags, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    inside = cv2.warpAffine(mask, to_pixels, PATCH_SIZE, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    light = cv2.warpAffine(lit, to_pixels, PATCH_SIZE, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    dark = _shade_of(skin, _DARK)
    seen = dark + (seen - dark) / np.maximum(light, 0.6)[..., None]
    inside = _ease(cv2.erode(inside, np.ones((5, 5), np.uint8)) * 2 - 1)
    tooth = inside * _ease((seen[..., 0] - _BLACK) / (skin[0] - _BLACK) / 0.25 - 1.8)
    weight = tooth * (upper[..., 3] > 128)
    if weight.sum() > 200:  # pixels of the patch: enough enamel to know its colour
        offset = (weight[..., None] * (seen - upper[..., :3])).sum((0, 1)) / weight.sum()
        upper[..., :3] += offset
    share = tooth[..., None]
    opacity = np.maximum(upper[..., 3:], 255 * share)
    colour = upper[..., :3] + share * (np.clip(seen, 0, 235) - upper[..., :3])
    return np.concatenate([colour, opacity], axis=-1).astype(np.float32)
