"""The inner mouth: teeth, tongue and darkness, taken from the source video if visible there, else modelled.

Two layers are painted once per face into a patch in mouth units: the upper teeth, fixed to the skull, and the lower teeth with
the tongue, which follow the jaw. Each frame places both, shades them by the gap between the lips, and shows them inside the
inner lip contour.

Mouth units: origin at the meeting point of the lips at rest, x along the line of the mouth corners, y down. One unit is the
interocular distance of a face whose closed mouth is 0.56 of it wide, the mean of adults.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import cv2
import numpy as np

from engine.face.landmarks import CORNER_LEFT, CORNER_RIGHT, INNER_BOTTOM, INNER_TOP, LIP_POINTS
from engine.renderers.easing import ease
from engine.renderers.errors import MouthLibraryDamaged
from engine.renderers.planes import Box, planes

CLOSED_WIDTH = 0.56  # interocular distances

PATCH_SIZE = (288, 160)
PATCH_TO_MOUTH = np.array([[1 / 400, 0, -0.36], [0, 1 / 400, -0.16]])
"""From pixels of the patch to mouth units; the resolution of a face at 1080p."""

_CHIN = LIP_POINTS + 4
_SHADOW = 0.022  # mouth units: reach of the shadow of the lips
_DEEPEST = 0.05  # brightness left in a slit
_EDGE_BLUR_PX = 0.7
_FINER = 4


@dataclass(frozen=True)
class InnerMouth:
    """One person's inner mouth.

    Attributes:
        upper: float32 (h, w, 4), Y, U, V and opacity of the layer fixed to the skull.
        lower: float32 (h, w, 4), of the layer that moves with the jaw.
        dark: float32 (3,), Y, U, V of the throat.
        rest: float32 (49, 2), motion of the closed mouth, which positions the patch.
    """

    upper: np.ndarray
    lower: np.ndarray
    dark: np.ndarray
    rest: np.ndarray

    def save(self, path: Path) -> None:
        """Write everything as one ``.npz``."""
        layers = {name: np.clip(np.rint(getattr(self, name)), 0, 255).astype(np.uint8) for name in ("upper", "lower")}
        np.savez_compressed(path, **layers, dark=self.dark, rest=self.rest)

    @classmethod
    def load(cls, path: Path) -> InnerMouth:
        """Read a file written by :meth:`save`.

        Raises:
            MouthLibraryDamaged: unreadable or of other shapes.
        """
        try:
            with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
                upper, lower = (file[name].astype(np.float32) for name in ("upper", "lower"))
                dark, rest = file["dark"], file["rest"]
        except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError) as error:
            raise MouthLibraryDamaged(f"{path.name}: {error}", file=path.name) from error
        shapes = [array.shape for array in (upper, lower, dark, rest)]
        if shapes != [(*PATCH_SIZE[::-1], 4)] * 2 + [(3,), (49, 2)]:
            raise MouthLibraryDamaged(f"{path.name} holds shapes {shapes}", file=path.name)
        return cls(upper, lower, dark, rest)

    def draw(self, frame: np.ndarray, contour: np.ndarray, place: np.ndarray, drop: np.ndarray) -> None:
        """Draw the inner mouth inside ``contour`` of ``frame`` (I420, changed in place).

        ``contour`` ``(n, 2)``: the inner edge of the lips, pixels; ``place`` ``(2, 3)``: from mouth units to pixels with the
        jaw shut; ``drop`` ``(2,)``: movement of the jaw, pixels.
        """
        unit = float(np.hypot(*place[:, 0]))
        box = Box.around(contour, 4 + _SHADOW * unit, (frame.shape[1], frame.shape[0] * 2 // 3))
        if min(box.size) < 4:
            return
        mask = fill(contour - box.origin, box.size, _EDGE_BLUR_PX)
        picture = self._picture(box, place, drop, shade(mask, unit))
        target = box.cut(planes(frame))
        half = cv2.resize(mask, (box.size[0] // 2, box.size[1] // 2), interpolation=cv2.INTER_AREA)
        chroma = cv2.resize(picture[..., 1:], half.shape[::-1], interpolation=cv2.INTER_AREA)
        for old, new, alpha in zip(
            target, (picture[..., 0], chroma[..., 0], chroma[..., 1]), (mask, half, half), strict=True
        ):
            old[:] = np.rint(old + alpha * (new - old))

    def _picture(self, box: Box, place: np.ndarray, drop: np.ndarray, light: np.ndarray) -> np.ndarray:
        """Return Y, U, V behind the lips in the pixels of ``box``, float32 ``(h, w, 3)``."""
        to_box = place @ np.vstack([PATCH_TO_MOUTH, [0, 0, 1]])
        to_box[:, 2] -= box.origin
        shift = np.array([[0, 0, drop[0]], [0, 0, drop[1]]])
        picture = np.empty((box.size[1], box.size[0], 3), np.float32)
        picture[:] = self.dark
        for layer, matrix in ((self.lower, to_box + shift), (self.upper, to_box)):
            placed = cv2.warpAffine(layer, matrix, box.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
            opacity = placed[..., 3:] / 255
            picture += opacity * (placed[..., :3] - picture)
        return self.dark + light[..., None] * (picture - self.dark)


def rest_place(shape: np.ndarray) -> np.ndarray:
    """Return the similarity from mouth units to the plane of ``shape`` ``(49, 2)``, the closed mouth, float64 ``(2, 3)``."""
    across = (shape[CORNER_LEFT] - shape[CORNER_RIGHT]).astype(np.float64) / CLOSED_WIDTH
    middle = (shape[INNER_TOP] + shape[INNER_BOTTOM]) / 2
    return np.array([[across[0], -across[1], middle[0]], [across[1], across[0], middle[1]]])


def jaw_drop(mouth: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """Return the movement of the lower teeth from ``closed`` to ``mouth``, both ``(..., 49, 2)``, in their plane, ``(..., 2)``.

    The skin of the chin moves less than its bone and the lip more: the teeth move by a value between.
    """
    moved = mouth - closed
    return (moved[..., INNER_BOTTOM, :] + moved[..., _CHIN, :]) / 2


def fill(contour: np.ndarray, size: tuple[int, int], blur_px: float) -> np.ndarray:
    """Return float32 ``(h, w)``: 1 inside ``contour`` ``(n, 2)``, softened by a Gaussian of ``blur_px``."""
    # Draw at a higher resolution: fillPoly fills every pixel on the edge, and closed lips must leave none.
    filled = np.zeros((size[1] * _FINER, size[0] * _FINER), np.uint8)
    cv2.fillPoly(filled, [np.rint((contour + 0.5) * 16 * _FINER - 8).astype(np.int32)], 255, cv2.LINE_8, 4)
    covered = cv2.resize(filled, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return cv2.GaussianBlur(covered / 255, (0, 0), blur_px)


def shade(mask: np.ndarray, unit: float) -> np.ndarray:
    """Return the share of light that reaches an opening's inside, float32 like ``mask``: low near the lips and in a slit.

    ``unit``: pixels per mouth unit.
    """
    reach = cv2.GaussianBlur(mask, (0, 0), _SHADOW * unit)
    return _DEEPEST + (1 - _DEEPEST) * ease((reach - 0.1) / 0.8)
