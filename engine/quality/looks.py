"""Measurements of a face's pixels: light, sharpness, and whether mouth and eyes are uncovered.

All are taken from a small upright crop in the canonical frame, so the values are comparable for every size, position and tilt
of the face. Colours are compared as log ratios of the channels, which do not change with the amount of light.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import cv2
import numpy as np

from engine.face.canonical import apply, canonical_transforms

SCALE = 64.0
"""Pixels of the crop per interocular distance: a face 128 px wide keeps its own resolution."""

ORIGIN = (-1.1, -0.9)
"""Canonical position of the crop's upper left corner; the crop extends below the chin."""

SIZE = (140, 160)
BLACK_LEVEL = 10.0
"""Added to every channel before computing ratios, so that the noise of near-black pixels has little weight."""

DARK = 25.0
"""Face luma below which colours are noise: covers of mouth or eyes are then not reported."""

REDNESS_MIN = 0.035
"""Log red/green of bare lips over the skin around them. Measured: 0.055 to 0.53 on 30 people from all skin tones, within
0.02 of zero under masks, hands and paper of any colour, negative under a microphone."""

SKIN_SPREAD = 0.2
"""Log colour distance within one face's skin, lips without red included; beards are below 0.2, masks above."""

LIP_CONTRAST = 0.08
"""Log light between lips and the surrounding skin of a similar colour: evidence for lips that are no redder than the skin, as
many people's are. Hands and plain masks give at most 0.06."""

LIP_LINE_MAX = -0.3
"""Log light of the darkest line between such lips; folds of masks and gaps between fingers reach -0.25."""

COLOURLESS = 0.06
"""Log colour of the skin below which a video counts as black and white; skin in any light has at least 0.15."""

GREY_LIP_LINE_MAX = -0.08
"""The weaker limit used there, without other evidence. Bare lips give -0.12 to -1.4, plain masks -0.05."""

EYE_RING_MAX = 0.45
"""Distance in colour and half the light of the skin around the eyes from the most similar of brow, nose and cheeks.
Measured: bare faces and glasses up to 0.2, lenses of sunglasses 0.4 to 1.3.
"""

EYE_SPREAD_MIN = 0.12
"""Log light between the bright and dark parts of an eye. Measured: open and shut eyes 0.22 to 1.2, dark lenses below 0.1."""


@dataclass(frozen=True)
class Look:
    """Measurements of one frame's face.

    Attributes:
        luma: median of the face's skin, 0 to 255.
        side_light: brighter half over the darker half, a ratio >= 1.
        backlight: median of the surroundings over that of the face, a ratio.
        hot_spots: share of the face's pixels burnt out to white.
        sharpness: fine detail over coarse detail, at face scale; see :func:`_sharpness`.
        mouth_visible: nothing covers the lips.
        eyes_visible: nothing, such as sunglasses, covers the eyes.
    """

    luma: float
    side_light: float
    backlight: float
    hot_spots: float
    sharpness: float
    mouth_visible: bool
    eyes_visible: bool


@dataclass(frozen=True)
class Looks:
    """Measurements of ``k`` sampled frames: ``frames`` int (k,), and each field of :class:`Look` as an array (k,).

    ``change`` float (k,): mean absolute difference of the face's pixels from the previous sample, 0 to 255; NaN for the first.
    """

    frames: np.ndarray
    luma: np.ndarray
    side_light: np.ndarray
    backlight: np.ndarray
    hot_spots: np.ndarray
    sharpness: np.ndarray
    mouth_visible: np.ndarray
    eyes_visible: np.ndarray
    change: np.ndarray


def look_at(samples: Iterable[tuple[int, np.ndarray, np.ndarray, np.ndarray]]) -> Looks:
    """Measure ``samples``: frame number, BGR frame uint8 (H, W, 3), landmarks (68, 2) and lips (40, 2) in its pixels.

    Keeps only one small crop from one sample to the next, so memory does not grow with length.
    """
    frames: list[int] = []
    looks: list[Look] = []
    change: list[float] = []
    before: np.ndarray | None = None
    for number, bgr, landmarks, lips in samples:
        crop, transform = face_crop(bgr, landmarks)
        looks.append(look(crop, apply(transform, landmarks), apply(transform, lips), _surroundings(bgr, landmarks)))
        frames.append(number)
        change.append(np.nan if before is None else float(np.mean(cv2.absdiff(crop, before))))
        before = crop
    columns = {field.name: np.array([getattr(one, field.name) for one in looks]) for field in fields(Look)}
    return Looks(frames=np.array(frames, np.int64), change=np.array(change), **columns)


def face_crop(bgr: np.ndarray, landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the canonical crop, uint8 (160, 140, 3), and the transform (2, 3) from the frame's pixels into it."""
    transform = canonical_transforms(landmarks[None])[0] * SCALE
    transform[:, 2] -= np.array(ORIGIN) * SCALE
    shrink = float(np.hypot(*transform[0, :2]))
    if shrink < 0.7:  # warpAffine samples single pixels: without blurring, large faces would look noisy and sharp
        bgr = cv2.GaussianBlur(bgr, (0, 0), 0.4 / shrink)
    return cv2.warpAffine(bgr, transform, SIZE, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), transform


def look(crop: np.ndarray, landmarks: np.ndarray, lips: np.ndarray, surroundings: float) -> Look:
    """Measure one canonical crop; ``landmarks`` and ``lips`` in its pixels, ``surroundings`` the luma around the face."""
    luma = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    face = _polygon(np.concatenate([landmarks[:17], landmarks[26:16:-1]]))
    upper = _polygon(np.concatenate([landmarks[[0, 1, 30, 15, 16]], landmarks[26:16:-1]]))
    dark = bool(max(np.median(luma[face]), np.median(luma[upper])) < DARK)
    mouth_visible = dark or _mouth_visible(crop, landmarks, lips)
    if not mouth_visible:  # a mask is not skin: its light and folds are not the face's
        face = upper
    middle = np.median(luma[face])
    return Look(
        luma=float(middle),
        side_light=_side_light(luma, face, landmarks),
        backlight=(surroundings + 1) / (float(middle) + 1),
        hot_spots=float(np.mean(crop[face].min(axis=-1) >= 250)),
        sharpness=_sharpness(luma, face),
        mouth_visible=mouth_visible,
        eyes_visible=dark or _eyes_visible(crop, landmarks),
    )


def _surroundings(bgr: np.ndarray, landmarks: np.ndarray) -> float:
    """Return the median luma of the picture beside and above the head; the body below is not background."""
    (left, top), (right, bottom) = landmarks.min(0), landmarks.max(0)
    margin = (right - left) * 0.35
    step = max(1, bgr.shape[1] // 160)
    luma = cv2.cvtColor(np.ascontiguousarray(bgr[::step, ::step]), cv2.COLOR_BGR2GRAY)
    y, x = np.mgrid[: luma.shape[0], : luma.shape[1]] * step
    head = (x > left - margin) & (x < right + margin) & (y > top - 2 * margin)
    around = luma[~head & (y < bottom)]
    return float(np.median(around if around.size else luma))


def _side_light(luma: np.ndarray, face: np.ndarray, landmarks: np.ndarray) -> float:
    """Return the ratio of the median light of the face's two halves, divided along the nose."""
    top, chin = landmarks[27], landmarks[8]
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    right_of = (x - top[0]) * (chin[1] - top[1]) > (y - top[1]) * (chin[0] - top[0])
    one, other = luma[face & right_of], luma[face & ~right_of]
    if min(one.size, other.size) < 100:  # turned so far that one half is not visible
        return 1.0
    first, second = np.median(one) + BLACK_LEVEL, np.median(other) + BLACK_LEVEL
    return float(max(first, second) / min(first, second))


def _sharpness(luma: np.ndarray, face: np.ndarray) -> float:
    """Return the RMS of detail finer than about 2 px of the crop over the RMS of detail of about 8 px, inside the face.

    A ratio, so that contrast and light cancel.
    """
    grey = luma.astype(np.float32)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), 1.0)
    coarse = cv2.GaussianBlur(grey, (0, 0), 2.0) - cv2.GaussianBlur(grey, (0, 0), 6.0)
    return float(np.std(fine[face]) / (np.std(coarse[face]) + 1.0))


def _mouth_visible(crop: np.ndarray, landmarks: np.ndarray, lips: np.ndarray) -> bool:
    """Return whether lips are visible: redder than the surrounding skin, or at least different in light, amid skin.

    A cover of the mouth also covers its surroundings, in one colour; a beard does not: lips contrast with it even more.
    """
    colours = _log_colours(crop, 1.0)
    mouth, gap = _polygon(lips[:20]), _polygon(lips[20:])
    ring = _grown(mouth, 8) & ~_grown(mouth, 3)
    bare = mouth & ~_grown(gap, 1)
    lip, around = (np.median(colours[mask], axis=0) for mask in (bare if bare.sum() > 3 else mouth, ring))
    if lip[0] - around[0] > REDNESS_MIN:
        return True
    bridge = np.median(colours[_disc(landmarks[27:29].mean(0), 5)], axis=0)
    if max(np.linalg.norm((place - bridge)[:2]) for place in (lip, around)) > SKIN_SPREAD:
        return False
    line = np.percentile(colours[_grown(mouth, 2)][:, 2], 5) - around[2]
    grey = np.linalg.norm(bridge[:2]) < COLOURLESS
    return bool(abs(lip[2] - around[2]) > LIP_CONTRAST or line < (GREY_LIP_LINE_MAX if grey else LIP_LINE_MAX))


def _eyes_visible(crop: np.ndarray, landmarks: np.ndarray) -> bool:
    """Return whether there is skin around an eye, and light and dark within it."""
    colours = _log_colours(crop, 0.7)
    eyes = (landmarks[36:42], landmarks[42:48])
    brow, nose = landmarks[[21, 22]].mean(0) - [0, 0.22 * SCALE], landmarks[30]
    cheeks = [0.45 * eye.mean(0) + 0.55 * corner for eye, corner in zip(eyes, landmarks[[48, 54]], strict=True)]
    skin = np.array([np.median(colours[_disc(place, 5)], axis=0) for place in (brow, nose, *cheeks)])
    away, spread = [], []
    for eye in eyes:
        inside = _polygon(eye)
        y, x = np.mgrid[: SIZE[1], : SIZE[0]]
        socket = ((x - eye[:, 0].mean()) / 0.21) ** 2 + ((y - eye[:, 1].mean()) / 0.15) ** 2 <= SCALE**2
        below = np.median(colours[socket & ~_grown(inside, 2) & (y > eye[:, 1].mean())], axis=0)
        away.append(np.linalg.norm((skin - below) * [1, 1, 0.5], axis=-1).min())
        spread.append(np.ptp(np.percentile(colours[inside][:, 2], [10, 90])))
    return bool(np.mean(away) < EYE_RING_MAX and np.mean(spread) > EYE_SPREAD_MIN)


def _log_colours(crop: np.ndarray, blur: float) -> np.ndarray:
    """Return float32 (H, W, 3): log red/green, log blue/green, log light."""
    blue, green, red = cv2.split(cv2.GaussianBlur(crop, (0, 0), blur).astype(np.float32) + BLACK_LEVEL)
    return np.stack([np.log(red / green), np.log(blue / green), np.log((red + green + blue) / 3)], axis=-1)


def _polygon(points: np.ndarray) -> np.ndarray:
    """Return a bool mask of the crop's pixels within ``points`` (n, 2); never empty."""
    mask = np.zeros(SIZE[::-1], np.uint8)
    inside = np.clip(points, 0, np.array(SIZE) - 1)
    cv2.fillPoly(mask, [np.round(inside).astype(np.int32)], 1)
    return mask.astype(bool)


def _grown(mask: np.ndarray, radius: int) -> np.ndarray:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return cv2.dilate(mask.astype(np.uint8), kernel).astype(bool)


def _disc(centre: np.ndarray, radius: float) -> np.ndarray:
    x, y = np.clip(centre, 0, np.array(SIZE) - 1)
    mask = np.zeros(SIZE[::-1], np.uint8)
    cv2.circle(mask, (round(float(x)), round(float(y))), round(radius), 1, -1)
    return mask.astype(bool)
