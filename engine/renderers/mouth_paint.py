"""Painting of an inner mouth: a model of teeth and tongue in the person's own light, overridden by what the source video
shows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.articulation.motion import MouthSpace
from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.landmarks import mouth_points, opening
from engine.renderers.easing import ease
from engine.renderers.inner_mouth import PATCH_SIZE, PATCH_TO_MOUTH, InnerMouth, fill, jaw_drop, rest_place, shade
from engine.renderers.planes import planes

# Half dental arches seen from the front: distance of each gap between teeth from the midline, mouth units. Crown widths from
# W. Wheeler, "A Textbook of Dental Anatomy and Physiology"; side teeth foreshortened by the curve of the arch.
_UPPER_GAPS = np.array([0, 0.092, 0.164, 0.228, 0.276, 0.312, 0.340])
_LOWER_GAPS = np.array([0, 0.058, 0.122, 0.190, 0.244, 0.285, 0.320])
_UPPER_EDGE, _LOWER_EDGE = 0.020, 0.012  # the incisors overlap a little when the jaws are shut
_CROWN = 0.115  # height

_DARK, _TONGUE, _GUM = 0.12, 0.42, 0.62  # luma, as a share of the skin's
_REDNESS = np.array([-3.0, 6.0])  # U and V: the inner mouth is redder than the lips
_LOWER_DIM = 0.75  # the lower teeth are in the lip's shadow
_BLACK = 16.0
_OPEN_ENOUGH = 0.03  # mouth units: lips this far apart show the inner mouth
_LEAST_LIGHT = 0.6  # limits the brightening of dark parts of the source video
_LOWER_ROW = 0.42  # mean height in the opening below which enamel belongs to the lower jaw
_ENOUGH = 200  # pixels of enamel needed to estimate its colour


def paint(
    frame: np.ndarray, landmarks: np.ndarray, lips: np.ndarray, space: MouthSpace, rest: np.ndarray
) -> InnerMouth:
    """Return the inner mouth of the person in ``frame`` (I420), preferably one with an open mouth.

    ``landmarks`` ``(68, 2)`` and ``lips`` ``(40, 2)``: pixels; ``rest`` ``(49, 2)``: motion of the closed mouth.
    """
    to_pixels = invert(canonical_transforms(landmarks[None])[0])
    closed = apply(to_pixels, space.mean + rest * space.scale)
    place = rest_place(closed)
    unit = float(np.hypot(*place[:, 0]))
    light = _Light.measure(frame, landmarks, lips, to_pixels)
    upper, lower = _upper_teeth(light), _lower_mouth(light)
    mouth = mouth_points(landmarks[None], lips[None])[0]
    if opening(mouth[None])[0] > _OPEN_ENOUGH * unit:
        upper, lower = _from_footage(frame, lips[20:], place, jaw_drop(mouth, closed), light, upper, lower)
    blur_px = 0.6 / (unit * PATCH_TO_MOUTH[0, 0])  # no sharper than the source video
    upper, lower = (cv2.GaussianBlur(layer, (0, 0), blur_px) for layer in (upper, lower))
    return InnerMouth(upper, lower, light.flesh(_DARK), rest)


@dataclass(frozen=True)
class _Light:
    """The person's colours in their own light.

    Attributes:
        skin: luma of cheeks and chin. skin_chroma, lip_chroma: float32 (2,), U and V less 128.
        bright: luma of the face's brightest parts.
    """

    skin: float
    skin_chroma: np.ndarray
    lip_chroma: np.ndarray
    bright: float

    @classmethod
    def measure(cls, frame: np.ndarray, landmarks: np.ndarray, lips: np.ndarray, to_pixels: np.ndarray) -> _Light:
        picture = planes(frame)
        spots = apply(to_pixels, np.array([[-0.42, 0.62], [0.42, 0.62], [-0.36, 0.80], [0.36, 0.80], [0, 1.22]]))
        radius = 0.05 * np.hypot(*to_pixels[:, 0])
        square = np.stack(np.meshgrid(*[np.linspace(-radius, radius, 9)] * 2), -1).reshape(-1, 2)
        skin, flesh = (spots[:, None] + square).reshape(-1, 2), (lips[:20] + lips[20:]) / 2
        low, high = np.clip([landmarks.min(0), landmarks.max(0)], 0, None).astype(int)
        return cls(
            skin=float(np.median(_sample(picture.y, skin))),
            skin_chroma=np.array([np.median(_sample(plane, skin / 2)) - 128 for plane in (picture.u, picture.v)]),
            lip_chroma=np.array([np.median(_sample(plane, flesh / 2)) - 128 for plane in (picture.u, picture.v)]),
            bright=float(np.percentile(picture.y[low[1] : high[1], low[0] : high[0]], 97)),
        )

    def flesh(self, luma: float) -> np.ndarray:
        """Return the colour of the inner mouth at a share ``luma`` of the skin's brightness, float32 Y, U, V."""
        level = _BLACK + luma * (self.skin - _BLACK)
        return np.array([level, *(128 + luma**0.5 * (self.lip_chroma + _REDNESS))], np.float32)

    def enamel(self) -> np.ndarray:
        """Return the colour of this person's teeth, float32 Y, U, V: little tinted, never brighter than the face's
        highlights."""
        luma = min(_BLACK + 0.55 * (self.skin - _BLACK) + 56, 0.95 * self.bright)
        return np.array([luma, *(128 + np.array([0.45, 0.28]) * self.skin_chroma)], np.float32)


def _sample(plane: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y = np.rint(points).astype(int).T
    return plane[np.clip(y, 0, plane.shape[0] - 1), np.clip(x, 0, plane.shape[1] - 1)]


def _grid() -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of every pixel of the patch, mouth units."""
    width, height = PATCH_SIZE
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    points = apply(PATCH_TO_MOUTH, np.stack([x, y], -1).reshape(-1, 2)).reshape(height, width, 2).astype(np.float32)
    return points[..., 0], points[..., 1]


def _row_of_teeth(gaps: np.ndarray, x: np.ndarray, depth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (brightness, opacity) of a row of teeth; ``depth``: distance from the incisal edge into the crown, mouth units."""
    side = np.abs(x)
    tooth = np.clip(np.searchsorted(gaps, side, side="right") - 1, 0, len(gaps) - 2)
    across = (side - gaps[tooth]) / (gaps[tooth + 1] - gaps[tooth])
    rounding = 0.008 * np.abs(2 * across - 1) ** 3
    width = gaps[tooth + 1] - gaps[tooth]
    between = np.minimum(across, 1 - across) * width / 0.007  # 0 in the gap, 1 beside it
    groove = np.exp(-(between**2)) * (0.10 + 0.25 * ease(1 - depth / 0.035))
    arch = 1 - 0.75 * ease((side - 0.08) / 0.26)  # the side teeth turn away from the light
    bulge = 0.94 + 0.06 * np.sin(np.pi * across)
    edge = 0.86 + 0.14 * ease(depth / 0.02)  # enamel thins towards the edge
    opacity = ease((depth - rounding) / 0.006 + 0.5) * ease((gaps[-1] - side) / 0.03)
    return arch * bulge * edge * (1 - groove), opacity


def _upper_teeth(light: _Light) -> np.ndarray:
    x, y = _grid()
    edge = _UPPER_EDGE - 0.35 * np.maximum(np.abs(x) - 0.05, 0) ** 2
    depth = edge - y
    lit, opacity = _row_of_teeth(_UPPER_GAPS, x, depth)
    dark, gum = light.flesh(_DARK), light.flesh(_GUM)
    teeth = dark + lit[..., None] * (light.enamel() - dark)
    above = ease((depth - _CROWN) / 0.015)[..., None]
    return _layer(teeth + above * (gum - teeth), opacity)


def _lower_mouth(light: _Light) -> np.ndarray:
    x, y = _grid()
    edge = _LOWER_EDGE + 0.25 * np.abs(x) ** 2
    lit, opacity = _row_of_teeth(_LOWER_GAPS, x, y - edge)
    dark = light.flesh(_DARK)
    teeth = dark + _LOWER_DIM * lit[..., None] * (light.enamel() - dark)
    tongue = light.flesh(_TONGUE)
    # The tongue is behind the lower teeth: a soft back, grooved in the middle, fading to dark above.
    back = edge - 0.045 + 0.25 * x**2 + 0.006 * np.exp(-((x / 0.03) ** 2))
    seen = 0.8 * ease((y - back) / 0.06) * ease((0.26 - np.abs(x)) / 0.12)
    colour = tongue + opacity[..., None] * (teeth - tongue)
    return _layer(colour, np.maximum(opacity, seen))


def _layer(colour: np.ndarray, opacity: np.ndarray) -> np.ndarray:
    return np.concatenate([colour, 255 * opacity[..., None]], axis=-1).astype(np.float32)


def _from_footage(
    frame: np.ndarray,
    contour: np.ndarray,
    place: np.ndarray,
    drop: np.ndarray,
    light: _Light,
    upper: np.ndarray,
    lower: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return both layers with the source video's own teeth where visible, and modelled teeth in their colour elsewhere."""
    to_pixels = place @ np.vstack([PATCH_TO_MOUTH, [0, 0, 1]])
    lit, inside, height = _seen_inside(frame, contour, to_pixels, float(np.hypot(*place[:, 0])))
    dark = light.flesh(_DARK)
    seen = dark + (lit[..., :3] - dark) / np.maximum(lit[..., 3:], _LEAST_LIGHT)
    tooth = inside * ease((seen[..., 0] - _BLACK) / (light.skin - _BLACK) / 0.25 - 1.8)
    below = _lower_row(tooth, height)
    tint = np.zeros(3)
    if (enamel := tooth > 0.5).sum() > _ENOUGH:
        tint = np.median(seen[enamel], axis=0) - light.enamel()
        seen[..., 0] = np.minimum(seen[..., 0], np.percentile(lit[enamel][:, 0], 95))
    row = tooth * ~below
    absent = inside * (1 - np.maximum.accumulate(row[::-1])[::-1])  # nothing extends below the visible part
    upper = _laid_over(upper, seen, row, absent, tint)
    if not below.any():
        return upper, _laid_over(lower, seen, 0 * tooth, 0 * tooth, _LOWER_DIM * tint)
    row = tooth * below
    absent = inside * (1 - np.maximum.accumulate(row))
    # Keep the lower row in its position with the jaw shut.
    shut = np.linalg.inv(to_pixels[:, :2]) @ drop
    back = np.array([[1, 0, -shut[0]], [0, 1, -shut[1]]])
    seen, row, absent = (cv2.warpAffine(part.astype(np.float32), back, PATCH_SIZE) for part in (seen, row, absent))
    return upper, _laid_over(lower, seen, row, absent, _LOWER_DIM * tint)


def _seen_inside(
    frame: np.ndarray, contour: np.ndarray, to_pixels: np.ndarray, unit: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the source video's pixels between the lips, in the patch.

    Returns Y, U, V and shade ``(h, w, 4)``; the certainty that a pixel is inside ``(h, w)``; its height, 0 at the lower to 1 at
    the upper lip ``(h, w)``. ``to_pixels``: from the patch.
    """
    size = (frame.shape[1], frame.shape[0] * 2 // 3)
    picture = planes(frame)
    mask = fill(contour, size, 0.7)
    layers = [picture.y, *(cv2.resize(p, size, interpolation=cv2.INTER_LINEAR) for p in (picture.u, picture.v))]
    full = np.dstack([*layers, shade(mask, unit), mask]).astype(np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    placed = cv2.warpAffine(full, to_pixels, PATCH_SIZE, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    sure = cv2.erode(placed[..., 4], np.ones((5, 5), np.uint8))
    column = np.cumsum(placed[..., 4], axis=0)
    height = 1 - column / np.maximum(column[-1], 1e-3)
    return placed[..., :4], ease(2 * sure - 1), height


def _lower_row(tooth: np.ndarray, height: np.ndarray) -> np.ndarray:
    """Return bool ``(h, w)``: pieces of enamel of the lower jaw, as they are in the lower part of the opening."""
    count, labels = cv2.connectedComponents((tooth > 0.5).astype(np.uint8))
    low = [k for k in range(1, count) if height[labels == k].mean() < _LOWER_ROW]
    return cv2.dilate(np.isin(labels, low).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0


def _laid_over(
    layer: np.ndarray, seen: np.ndarray, tooth: np.ndarray, absent: np.ndarray, tint: np.ndarray
) -> np.ndarray:
    """Return a modelled layer, tinted, under the ``tooth`` parts of ``seen``, without the parts known to be ``absent``."""
    colour = layer[..., :3] + tint
    colour += tooth[..., None] * (seen - colour)
    opacity = np.maximum(layer[..., 3], 255 * tooth) * (1 - absent)
    return np.concatenate([colour, opacity[..., None]], axis=-1).astype(np.float32)
