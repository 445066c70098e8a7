"""Landmarks of one face through a video, from the attention mesh.

The mesh needs its face upright and centred in a crop, and the crop can only be derived from the landmarks. Its exact position
shifts the landmarks by a considerable part of what speech does, so each frame is cropped at the face of the previous one, as
MediaPipe does: other crops, such as interpolated ones, add noise at the pace of speech. Two runs of frames are processed at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

import cv2
import numpy as np
import torch

from engine.face.engines import FaceLandmarks
from engine.face.landmarks import IBUG_MESH, LIPS_MESH
from engine.face.mesh_net import SIDE_PX, FaceMeshNet
from engine.face.picture import Picture
from engine.threads import OneCoreEach

_MIN_PRESENCE = 0.5
_ROOM = 1.5  # side of the crop over the longer side of the landmarks' box
_BOX_ROOM = 1.25  # the same over a detector's box, which is larger
_RIGHT_EYE, _LEFT_EYE = 33, 263  # outer corners
_LOOKS = 4  # most passes per picture
_OTHER_LOOKS = ((0.01, 0.0, 1.03, 0.03), (-0.01, 0.01, 0.98, -0.03), (0.0, -0.012, 1.0, 0.015))
"""Shift across and down in sides of the crop, scale and rotation of the crops that are averaged."""
_NEAR = 0.03, 1.05, np.radians(3)
"""Largest shift (in sides), scale and rotation between two crops for a mesh found in one to give the other: about as far as a
face moves between two frames."""
_RUNS = 2  # fixed, so that landmarks do not depend on the machine's cores
_TOGETHER = {"cpu": 3}
"""Crops in one pass of the network: with more, their features exceed a core's cache."""
_MANY = 64  # the same on a GPU


@dataclass(frozen=True)
class _Crop:
    """A square of the picture: centre (2,) and side in pixels, ``turn`` clockwise in radians."""

    centre: np.ndarray
    side: float
    turn: float

    @classmethod
    def of_box(cls, box: np.ndarray) -> _Crop:
        return cls((box[:2] + box[2:]) / 2, _BOX_ROOM * float((box[2:] - box[:2]).max()), 0.0)

    @classmethod
    def of_landmarks(cls, points: np.ndarray) -> _Crop:
        return cls._around(points.min(0), points.max(0), points[_LEFT_EYE] - points[_RIGHT_EYE])

    @classmethod
    def of_face(cls, landmarks: np.ndarray, extent: np.ndarray) -> _Crop:
        """Return the same from what is kept of the mesh."""
        return cls._around(extent[:2], extent[2:], landmarks[45] - landmarks[36])

    @classmethod
    def _around(cls, low: np.ndarray, high: np.ndarray, across: np.ndarray) -> _Crop:
        return cls((low + high) / 2, _ROOM * float((high - low).max()), float(np.arctan2(across[1], across[0])))

    def is_near(self, other: _Crop) -> bool:
        """Return whether the crops differ by no more than a face moves between two frames."""
        max_shift, max_scale, max_turn = _NEAR
        scale = self.side / other.side
        shift = float(np.linalg.norm(self.centre - other.centre))
        return (
            shift < max_shift * other.side
            and 1 / max_scale < scale < max_scale
            and abs(self._turn_to(other)) < max_turn
        )

    def _turn_to(self, other: _Crop) -> float:
        return float((other.turn - self.turn + np.pi) % (2 * np.pi) - np.pi)

    def beside(self, right: float, down: float, scale: float, turn: float) -> _Crop:
        """Return another crop of the same face: moved by a share of its side, scaled and rotated."""
        return _Crop(self.centre + self.side * np.array([right, down]), self.side * scale, self.turn + turn)

    def to_picture(self) -> np.ndarray:
        """Return the affine map (2, 3) from the crop's pixels to the picture's."""
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        linear = np.array([[cos, -sin], [sin, cos]]) * (self.side / SIDE_PX)
        return np.column_stack([linear, self.centre - linear.sum(1) * (SIDE_PX / 2)])


class MeshLandmarks:
    """Landmark engine that maps the mesh's points to iBUG 68 and the lip contour."""

    name: ClassVar[str] = "mesh"

    def __init__(self, net: FaceMeshNet, together: int | None = None) -> None:
        """``together``: crops in one pass of the network; None selects a number for its device."""
        self._net = net
        self._device = next(net.parameters()).device
        self._together = together or _TOGETHER.get(self._device.type, _MANY)
        self._threads = OneCoreEach()
        self._last: _Crop | None = None

    def locate(self, pictures: Sequence[Picture], box: np.ndarray) -> list[FaceLandmarks | None]:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        if self._last is None:
            (first,) = self._threads.map(lambda picture: self._settle(picture, _Crop.of_box(box)), pictures[:1])
            self._last = None if first is None else _Crop.of_landmarks(first)
        found = [None] * len(pictures) if self._last is None else self._along(pictures, self._last)
        last = found[-1]
        self._last = None if last is None else _Crop.of_landmarks(last)
        return [None if points is None else _face(points) for points in found]

    def refine(self, pictures: Sequence[Picture], seen: Sequence[FaceLandmarks]) -> list[FaceLandmarks]:
        """See :class:`engine.face.engines.LandmarkEngine`.

        The mesh depends on the exact position of its crop: in natural videos the width of lips varies by .3 to .4 of its
        variation in speech. The mean over three crops leaves .15 of that, a fourth would leave .14.
        """
        crops = [
            self._find_crop(picture, face) if face.extent is None else _Crop.of_face(face.landmarks, face.extent)
            for picture, face in zip(pictures, seen, strict=True)
        ]
        looks = self._look([*pictures] * len(_OTHER_LOOKS), [crop.beside(*by) for by in _OTHER_LOOKS for crop in crops])
        exact = []
        for k, face in enumerate(seen):
            kept = [look for look in looks[k :: len(seen)] if look is not None]
            exact.append(_face(np.mean(kept, axis=0)) if kept else face)
        return exact

    def _find_crop(self, picture: Picture, face: FaceLandmarks) -> _Crop:
        """Return the crop for landmarks without an extent."""
        box = _Crop.of_box(face.box())
        (points,) = self._look([picture], [box])
        return box if points is None else _Crop.of_landmarks(points)

    def forget(self) -> None:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        self._last = None

    def close(self) -> None:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        self._threads.close()

    def _along(self, pictures: Sequence[Picture], start: _Crop) -> list[np.ndarray | None]:
        """Follow the face through all frames, in several runs at once.

        The first crop of each later run comes from the last frame of the run before. Returns None from the first frame without
        a face onwards.
        """
        length = -(-len(pictures) // _RUNS)
        runs = [pictures[k : k + length] for k in range(0, len(pictures), length)]
        starts = self._threads.map(lambda run: self._settle(run[-1], start), runs[:-1])
        crops = [start, *(None if points is None else _Crop.of_landmarks(points) for points in starts)]
        found = list(
            chain.from_iterable(self._threads.map(lambda job: self._run(*job), [*zip(runs, crops, strict=True)]))
        )
        held = next((k for k, points in enumerate(found) if points is None), len(found))
        return [*found[:held], *[None] * (len(found) - held)]

    def _run(self, pictures: Sequence[Picture], crop: _Crop | None) -> list[np.ndarray | None]:
        """Return all points of the mesh in each picture, each looked at in the crop that the one before gives."""
        found: list[np.ndarray | None] = []
        for picture in pictures:
            points = None if crop is None else self._settle(picture, crop)
            crop = None if points is None else _Crop.of_landmarks(points)
            found.append(points)
        return found

    def _settle(self, picture: Picture, crop: _Crop) -> np.ndarray | None:
        """Return all points of the mesh, measured again until they give a crop near the one that they were found in."""
        (points,) = self._look_at_once([picture], [crop])
        for _ in range(_LOOKS - 1):
            if points is None or (wanted := _Crop.of_landmarks(points)).is_near(crop):
                break
            crop = wanted
            (again,) = self._look_at_once([picture], [crop])
            points = points if again is None else again
        return points

    def _look(self, pictures: Sequence[Picture], crops: Sequence[_Crop]) -> list[np.ndarray | None]:
        """Return all points of the mesh in each picture, float32 (468, 2), pixels; None for a picture without a face."""
        parts = [slice(start, start + self._together) for start in range(0, len(crops), self._together)]
        found = self._threads.map(lambda part: self._look_at_once(pictures[part], crops[part]), parts)
        return [points for some in found for points in some]

    @torch.inference_mode()
    def _look_at_once(self, pictures: Sequence[Picture], crops: Sequence[_Crop]) -> list[np.ndarray | None]:
        views = np.stack([_view(picture, crop) for picture, crop in zip(pictures, crops, strict=True)])
        pixels = torch.from_numpy(views).to(self._device).permute(0, 3, 1, 2).float() / 255
        points, presence = (found.cpu().numpy() for found in self._net(pixels))
        maps = [crop.to_picture() for crop in crops]
        placed = [
            (crop_points @ to_picture[:, :2].T + to_picture[:, 2]).astype(np.float32)
            for crop_points, to_picture in zip(points, maps, strict=True)
        ]
        return [face if sure >= _MIN_PRESENCE else None for face, sure in zip(placed, presence, strict=True)]


def _view(picture: Picture, crop: _Crop) -> np.ndarray:
    """Return the crop as the network's input, RGB uint8 (192, 192, 3); border pixels are repeated beyond the picture."""
    to_picture = crop.to_picture()
    corners = (
        np.array([[0, 0], [SIDE_PX, 0], [0, SIDE_PX], [SIDE_PX, SIDE_PX]]) @ to_picture[:, :2].T + to_picture[:, 2]
    )
    low = np.clip(np.floor(corners.min(0) / 2).astype(int) * 2 - 2, 0, picture.size)
    high = np.clip(np.ceil(corners.max(0) / 2).astype(int) * 2 + 2, 0, picture.size)
    if (high <= low).any():
        return np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8)
    part = picture.part(*low, *high)
    step = int(crop.side / (2 * SIDE_PX))
    if step > 1:  # bilinear sampling reads two pixels a step: for larger steps, average first
        size = round(part.shape[1] / step), round(part.shape[0] / step)
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    to_part = to_picture.copy()
    to_part[:, 2] -= low
    real = np.array(part.shape[1::-1]) / (high - low)
    return cv2.warpAffine(
        part,
        to_part * real[:, None],
        (SIDE_PX, SIDE_PX),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


def _face(points: np.ndarray) -> FaceLandmarks:
    extent = np.concatenate([points.min(0), points.max(0)])
    return FaceLandmarks(points[list(IBUG_MESH)], points[list(LIPS_MESH)], extent)
