"""FAN, the second landmark engine: a heat map for each iBUG point, on a crop of the face.

A. Bulat and G. Tzimiropoulos, "How far are we from solving the 2D & 3D Face Alignment problem?", ICCV 2017. The package
provides the network, the operator the weights. Heat maps are read with sub-pixel precision: the package rounds to whole
pixels of the picture, which makes lips jitter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import cv2
import numpy as np
import torch
from torch import nn

from engine.face.engines import FaceLandmarks
from engine.face.errors import FaceModelDamaged
from engine.face.picture import Picture
from engine.weights import reading

_INPUT_PX, _MAP_PX = 256, 64
_ROOM = 200 / 195  # side of the crop over width + height of the box; this and the next as in the network's training
_RAISED = 0.12  # offset of the crop's centre above the box's, in heights of the box
_MIN_PEAK = 0.3  # mean over the points; the training targets have peaks of 1 on faces and 0 elsewhere

_LOWER_OUTER, _UPPER_OUTER = (48, 59, 58, 57, 56, 55, 54), (54, 53, 52, 51, 50, 49, 48)
_LOWER_INNER, _UPPER_INNER = (60, 67, 66, 65, 64), (64, 63, 62, 61, 60)
_OUTER_AT = np.array([0, 0.06, 0.14, 0.24, 0.365, 0.5, 0.635, 0.76, 0.86, 0.94])
_INNER_AT = np.array([0, 0.085, 0.16, 0.255, 0.37, 0.5, 0.63, 0.745, 0.84, 0.915])
"""Positions of the mesh's lip points along a lip, corner to corner: means over 35 videos, each within 0.03 in all of them."""


def load_fan(weights: Path, device: torch.device | str = "cpu") -> nn.Module:
    """Return 2DFAN-4 with the state dict in ``weights``, ready for inference.

    Raises:
        FaceModelDamaged (face_model_damaged): unreadable, or weights of another network.
    """
    from face_alignment.models import FAN  # takes two seconds: it imports a compiler

    network: nn.Module = FAN(4)
    with reading(weights, FaceModelDamaged):
        network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return network.to(device).eval().requires_grad_(False)


class FanLandmarks:
    """Landmark engine that runs FAN on one face at a time."""

    name: ClassVar[str] = "fan"

    def __init__(self, network: nn.Module) -> None:
        """``network``: see :func:`load_fan`."""
        self._network = network
        self._device = next(network.parameters()).device

    def locate(self, pictures: Sequence[Picture], box: np.ndarray) -> list[FaceLandmarks | None]:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        rows: list[FaceLandmarks | None] = []
        for picture in pictures:
            rows.append(row := self._look(picture, box))
            box = box if row is None else row.box()
        return rows

    @torch.inference_mode()
    def _look(self, picture: Picture, box: np.ndarray) -> FaceLandmarks | None:
        side = _ROOM * float(box[2] - box[0] + box[3] - box[1])
        centre = (box[:2] + box[2:]) / 2 - np.array([0, _RAISED * (box[3] - box[1])])
        corner = centre - side / 2
        view = np.ascontiguousarray(_square(picture, corner, side).transpose(2, 0, 1))
        tensor = torch.from_numpy(view).to(self._device, torch.float32)[None] / 255
        points, peaks = read_heat_maps(self._network(tensor)[-1][0].cpu().numpy())
        if peaks.mean() < _MIN_PEAK:
            return None
        landmarks = (corner + points * (side / _MAP_PX)).astype(np.float32)
        return FaceLandmarks(landmarks, lip_contour(landmarks))

    def refine(self, pictures: Sequence[Picture], seen: Sequence[FaceLandmarks]) -> list[FaceLandmarks]:  # noqa: ARG002
        """See :class:`engine.face.engines.LandmarkEngine`. Return ``seen``: FAN has no second measurement."""
        return list(seen)

    def forget(self) -> None:
        """Do nothing: there is no state between frames."""

    def close(self) -> None:
        """Do nothing: there is nothing to release."""


def read_heat_maps(maps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the peaks of heat maps ``(n, h, w)``: float64 ``(n, 2)`` x, y with pixel centres at halves, and heights ``(n,)``.

    Sub-pixel positions come from a parabola through three logarithms, exact for the Gaussians of the network's training.
    """
    n, height, width = maps.shape
    at = maps.reshape(n, -1).argmax(1)
    y, x = np.clip(at // width, 1, height - 2), np.clip(at % width, 1, width - 2)
    rows = np.arange(n)
    logs = np.log(np.maximum(maps.astype(np.float64), 1e-3))
    middle = logs[rows, y, x]
    across = _vertex(logs[rows, y, x - 1], middle, logs[rows, y, x + 1])
    down = _vertex(logs[rows, y - 1, x], middle, logs[rows, y + 1, x])
    return np.stack([x + across, y + down], axis=1) + 0.5, maps.reshape(n, -1).max(1)


def lip_contour(landmarks: np.ndarray) -> np.ndarray:
    """Return the dense lip contour, float32 (40, 2), from iBUG points (68, 2): a spline along each lip with sharp corners."""
    outer = _along(landmarks[[*_LOWER_OUTER]], _OUTER_AT), _along(landmarks[[*_UPPER_OUTER]], _OUTER_AT)
    inner = _along(landmarks[[*_LOWER_INNER]], _INNER_AT), _along(landmarks[[*_UPPER_INNER]], _INNER_AT)
    return np.concatenate([*outer, *inner]).astype(np.float32)


def _along(points: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return points at the fractions ``at`` of the length of a curve through ``points``."""
    from scipy.interpolate import CubicSpline  # loads slowly, and few use this engine

    steps = np.maximum(np.linalg.norm(np.diff(points, axis=0), axis=1), 1e-6)
    length = np.concatenate([[0], np.cumsum(steps)])
    return CubicSpline(length / length[-1], points)(at)


def _vertex(before: np.ndarray, middle: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return the vertex, within -0.5 to 0.5, of a parabola through values at -1, 0 and 1."""
    bend = np.maximum(2 * middle - before - after, 1e-9)
    return np.clip((after - before) / (2 * bend), -0.5, 0.5)


def _square(picture: Picture, corner: np.ndarray, side: float) -> np.ndarray:
    """Return a square of the picture as the network's input, RGB uint8 (256, 256, 3); black beyond the picture's border."""
    low = np.clip(np.floor(corner / 2).astype(int) * 2, 0, picture.size)
    high = np.clip(np.ceil((corner + side) / 2).astype(int) * 2, 0, picture.size)
    if (high <= low).any():
        return np.zeros((_INPUT_PX, _INPUT_PX, 3), np.uint8)
    scale = _INPUT_PX / side
    shift = scale * (low - corner + 0.5) - 0.5  # pixel centres are at halves
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    return cv2.warpAffine(picture.part(*low, *high), matrix, (_INPUT_PX, _INPUT_PX), flags=cv2.INTER_LINEAR)
