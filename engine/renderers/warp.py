"""The warp renderer: bend the base frame so that lips and jaw reach their target, over a drawn inner mouth.

For photos, and for face videos whose mouth hardly moves. Upper and lower lip are bent by separate fields, which meet between
the lips: there the picture may tear open, or close over teeth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import cv2
import numpy as np

from engine.face.canonical import apply, invert
from engine.face.landmarks import LIP_POINTS, mouth_points
from engine.renderers.anchors import JAW_STIFFNESS, LIP_STIFFNESS, NECK, STILL, STILL_STIFFNESS
from engine.renderers.base import FaceGeometry
from engine.renderers.easing import ease
from engine.renderers.inner_mouth import InnerMouth, jaw_drop, rest_place
from engine.renderers.lips import LOWER_RING, UPPER_RING, beside_corners, uncross
from engine.renderers.planes import Box, planes, remap
from engine.renderers.tps import backward_nodes, displaced, node_grid

_CELLS = 32
_LEAST_PX = 4

_CORNERS = np.array([[-0.9, 0.32], [0.9, 0.32], [-0.9, 1.95], [0.9, 1.95]])
"""Canonical corners of the moving area: from below the eyes to the collar."""
_SMOOTH = 4  # points drawn for each landmark of a contour
_LIP_SHARE = 0.15  # inset of an open mouth's contour into the lips, so that no enamel remains on the lips
_PROFILE = np.sin(np.linspace(0, np.pi, 11))
_SEAM = 0.004  # interocular distances: half the dark line between lips closed over teeth
_OPEN, _SHUT = 0.05, 0.02  # openings of the base frame, interocular distances


class WarpRenderer:
    """Renderer that bends every base frame and draws the inner mouth in the opening."""

    name: ClassVar[str] = "warp"

    def __init__(self, geometry: FaceGeometry, inner: InnerMouth) -> None:
        self._geometry, self._inner = geometry, inner

    def render(self, frames: Iterable[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> Iterator[np.ndarray]:
        """See :class:`engine.renderers.base.Renderer`."""
        face, inner = self._geometry, self._inner
        wanted = uncross(face.place(motion, numbers))
        to_pixels = invert(face.transforms[numbers])
        closed = apply(to_pixels, face.space.shapes(np.broadcast_to(inner.rest, motion.shape), face.pose[numbers]))
        drop = jaw_drop(wanted, closed)
        for t, frame in enumerate(frames):
            number = numbers[t]
            landmarks = face.landmarks[number]
            source = mouth_points(landmarks[None], face.lips[[number]])[0]
            unit = float(np.hypot(*to_pixels[t, :, 0]))
            gap = np.linalg.norm(source[UPPER_RING] - source[LOWER_RING], axis=1)
            parted = float(np.clip((gap.max() / unit - _SHUT) / (_OPEN - _SHUT), 0, 1))
            _bend(frame, landmarks, face.transforms[number], source, wanted[t], parted)
            # Lips closed over teeth need a line between them; lips closed in the base frame already show theirs.
            contour = _inner_contour(wanted[t], parted * _SEAM * unit * _PROFILE - (1 - parted) * gap / 2)
            inner.draw(frame, contour, rest_place(closed[t]), drop[t])
            yield frame


def _bend(
    frame: np.ndarray,
    landmarks: np.ndarray,
    transform: np.ndarray,
    source: np.ndarray,
    wanted: np.ndarray,
    parted: float,
) -> None:
    """Move lips and jaw of ``frame`` (I420, changed in place) from ``source`` to ``wanted``, both ``(49, 2)`` pixels."""
    to_pixels = invert(transform)
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    box = Box.around(apply(to_pixels, _CORNERS), 0, (width, height))
    if min(box.size) < _LEAST_PX:
        return  # the mouth has left the picture
    field = _field(box, landmarks, transform, source, wanted, parted)
    picture = box.cut(planes(frame))
    for plane, bent in zip(picture, remap(picture, field), strict=True):
        plane[:] = bent


def _field(
    box: Box, landmarks: np.ndarray, transform: np.ndarray, source: np.ndarray, wanted: np.ndarray, parted: float
) -> np.ndarray:
    """Return the backward map of ``box``, float32 ``(h, w, 2)``."""
    nodes = node_grid(box.size, _CELLS)
    canonical = apply(transform, nodes.reshape(-1, 2) + box.origin).reshape(nodes.shape).astype(np.float32)
    window = _window(canonical)[..., None]
    source = source.copy()
    outer = source[:20]
    source[20:LIP_POINTS] += parted * _LIP_SHARE * (outer - source[20:LIP_POINTS])
    still = np.concatenate([landmarks[list(STILL)], apply(invert(transform), NECK)])

    def shift(left_out: np.ndarray) -> np.ndarray:
        keep = np.setdiff1d(np.arange(len(wanted)), left_out)
        stiffness = np.full(len(keep) + len(still), STILL_STIFFNESS)
        stiffness[: len(keep)] = np.where(keep < LIP_POINTS, LIP_STIFFNESS, JAW_STIFFNESS)
        here, there = np.concatenate([wanted[keep], still]), np.concatenate([source[keep], still])
        return window * (backward_nodes(here - box.origin, there - box.origin, stiffness, box.size, _CELLS) - nodes)

    lower = shift(UPPER_RING[1:-1])
    # Beyond the corners both fields agree except for rounding: make them equal there.
    between = beside_corners(nodes + box.origin, wanted)[..., None]
    difference = between * (shift(LOWER_RING[1:-1]) - lower)
    field = displaced(lower, box.size)
    upper = cv2.resize(difference.astype(np.float32), box.size, interpolation=cv2.INTER_LINEAR)
    cv2.add(field, upper, dst=field, mask=_above(wanted - box.origin, box.size))
    return field


def _window(canonical: np.ndarray) -> np.ndarray:
    """Return the freedom of movement at canonical positions, 0 to 1: 0 above the nose, at the sides of the head and the
    collar."""
    x, y = np.abs(canonical[..., 0]), canonical[..., 1]
    return ease((y - 0.36) / 0.25) * ease((1.9 - y) / 0.4) * ease((0.88 - x) / 0.25)


def _above(wanted: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return uint8 ``(h, w)``: 1 above the line between the lips, extended beyond the corners, 0 below."""
    line = (wanted[UPPER_RING] + wanted[LOWER_RING]) / 2
    across = 4 * (line[-1] - line[0])
    up = 4 * np.array([across[1], -across[0]])
    left, right = line[0] - across, line[-1] + across
    region = np.concatenate([[left + up, left], line, [right, right + up]])
    filled = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(filled, [np.rint(region * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    return filled


def _inner_contour(wanted: np.ndarray, widen: np.ndarray) -> np.ndarray:
    """Return the inner lip contour as a smooth closed curve ``(k, 2)``, each edge moved outwards by ``widen`` ``(11,)`` pixels.

    Negative values move the edges at most until they meet.
    """
    across = wanted[10] - wanted[0]
    down = np.array([-across[1], across[0]]) / np.linalg.norm(across)
    upper, lower = wanted[UPPER_RING], wanted[LOWER_RING]
    outwards = np.maximum(widen, -((lower - upper) @ down) / 2)[:, None] * down
    return np.concatenate([_SPLINE @ (lower + outwards), (_SPLINE @ (upper - outwards))[::-1]])


def _spline(points: int) -> np.ndarray:
    """Return the matrix of a Catmull-Rom curve through ``points`` points (E. Catmull and R. Rom, 1974), with fixed ends."""
    at = np.linspace(0, points - 1, _SMOOTH * (points - 1) + 1)
    first = np.minimum(at.astype(int), points - 2)
    t = at - first
    weights = np.stack([-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2], 1) / 2
    matrix = np.zeros((len(at), points))
    for k in range(4):
        np.add.at(matrix, (np.arange(len(at)), np.clip(first + k - 1, 0, points - 1)), weights[:, k])
    return matrix


_SPLINE = _spline(11)
