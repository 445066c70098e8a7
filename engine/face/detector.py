"""Face boxes in a whole picture, from the full-range detector."""

from __future__ import annotations

import cv2
import numpy as np
import torch

from engine.face.detector_net import GRID, SIDE_PX, FaceDetectorNet
from engine.face.engines import Detection
from engine.face.picture import Picture

_MIN_SCORE = 0.5
_MAX_OVERLAP = 0.3
_LOOKED_AT_PX = 640  # large frames are reduced in two steps: this is the first
_MAX_LOGIT = 80.0


class FaceDetector:
    """The detector network with its pre- and postprocessing."""

    def __init__(self, net: FaceDetectorNet) -> None:
        self._net = net
        self._device = next(net.parameters()).device
        steps = (np.arange(GRID, dtype=np.float32) + 0.5) * (SIDE_PX / GRID)
        self._cells = np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 1, 2)  # x, y of the cells' centres

    @torch.inference_mode()
    def detect(self, picture: Picture) -> list[Detection]:
        """Return the faces, largest first."""
        view, scale, shift = _letterbox(picture.small(_LOOKED_AT_PX))
        pixels = torch.from_numpy(view).to(self._device).permute(2, 0, 1)[None].float() / 127.5 - 1
        logits, values = (found[0].cpu().numpy() for found in self._net(pixels))
        scores = 1 / (1 + np.exp(-np.clip(logits, -_MAX_LOGIT, _MAX_LOGIT)))
        sure = np.flatnonzero(scores >= _MIN_SCORE)
        points = values[sure].reshape(-1, 8, 2)
        points[:, 0] += self._cells[sure, 0]  # centre; row 1 is the size
        points[:, 2:] += self._cells[sure]
        to_picture = max(picture.size) / max(scale * SIDE_PX, 1e-6)
        found = _merge(points, scores[sure])
        faces = [_detection((face - shift * _IS_PLACE) * to_picture, score) for face, score in found]
        return sorted(faces, key=lambda face: -face.width)


_IS_PLACE = np.array([1, 0, 1, 1, 1, 1, 1, 1], np.float32)[:, None]
"""1 for the rows of a candidate that are positions, 0 for its size."""


def _letterbox(view: np.ndarray) -> tuple[np.ndarray, float, np.ndarray]:
    """Return the picture centred in a black square, as the network's input.

    Also return the share of the square that the long side fills, and the picture's corner (2,) in pixels of the square.
    """
    height, width = view.shape[:2]
    scale = SIDE_PX / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(view, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = (SIDE_PX - size[0]) // 2, (SIDE_PX - size[1]) // 2
    square = np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8)
    square[top : top + size[1], left : left + size[0]] = small
    return square, max(size) / SIDE_PX, np.array([left, top], np.float32)


def _merge(points: np.ndarray, scores: np.ndarray) -> list[tuple[np.ndarray, float]]:
    """Merge overlapping candidates into their score-weighted mean: one box per face, with its best score."""
    waiting = list(np.argsort(-scores))
    merged = []
    while waiting:
        best = waiting[0]
        same = [k for k in waiting if k == best or _overlap(points[best], points[k]) > _MAX_OVERLAP]
        waiting = [k for k in waiting if k not in same]
        merged.append((np.average(points[same], axis=0, weights=scores[same]), float(scores[best])))
    return merged


def _overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Return the intersection over union of two boxes given by centre and size."""
    low = np.maximum(a[0] - a[1] / 2, b[0] - b[1] / 2)
    high = np.minimum(a[0] + a[1] / 2, b[0] + b[1] / 2)
    shared = float(np.prod(np.maximum(high - low, 0)))
    return shared / max(float(np.prod(a[1]) + np.prod(b[1])) - shared, 1e-9)


def _detection(face: np.ndarray, score: float) -> Detection:
    (centre, size), (right_eye, left_eye) = face[:2], face[2:4]
    across = left_eye - right_eye
    corners = np.concatenate([centre - size / 2, centre + size / 2])
    return Detection(corners.astype(np.float32), score, float(np.degrees(np.arctan2(across[1], across[0]))))
