"""Landmarks of one face through a video, from the attention mesh.

The mesh wants its face upright in the middle of a crop, which only its own landmarks tell, and where exactly the crop lies moves
the landmarks by a good part of what speech does. As in MediaPipe, each frame is looked at where the frame before had its face.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import cv2
import numpy as np
import torch

from engine.face.engines import FaceLandmarks
from engine.face.landmarks import IBUG_MESH, LIPS_MESH
from engine.face.mesh_net import SIDE_PX, FaceMeshNet
from engine.face.picture import Picture
from engine.threads import one_thread

_MIN_PRESENCE = 0.5
_ROOM = 1.5  # side of the crop over the larger side of the landmarks' box
_BOX_ROOM = 1.25  # the same over a detector's box, which is larger
_RIGHT_EYE, _LEFT_EYE = 33, 263  # outer corners
_LOOKS = 4  # at most, to find a face whose place is only roughly known
_OTHER_LOOKS = ((0.01, 0.0, 1.03, 0.03), (-0.01, 0.01, 0.98, -0.03), (0.0, -0.012, 1.0, 0.015))
"""Shift across and down in sides of the crop, scale and turn of the crops that are averaged."""
_MAX_SHIFT, _MAX_SCALE, _MAX_TURN = 0.1, 1.15, np.radians(10)  # of the crop, before it is recomputed


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
        low, high = points.min(0), points.max(0)
        across = points[_LEFT_EYE] - points[_RIGHT_EYE]
        return cls((low + high) / 2, _ROOM * float((high - low).max()), float(np.arctan2(across[1], across[0])))

    def is_near(self, other: _Crop) -> bool:
        """A mesh found in one of the two is as good as in the other."""
        turn = (self.turn - other.turn + np.pi) % (2 * np.pi) - np.pi
        scale = self.side / other.side
        shift = float(np.linalg.norm(self.centre - other.centre))
        return shift < _MAX_SHIFT * other.side and 1 / _MAX_SCALE < scale < _MAX_SCALE and abs(float(turn)) < _MAX_TURN

    def beside(self, right: float, down: float, scale: float, turn: float) -> _Crop:
        """Another crop of the same face: moved by so many sides, scaled and turned."""
        return _Crop(self.centre + self.side * np.array([right, down]), self.side * scale, self.turn + turn)

    def to_picture(self) -> np.ndarray:
        """Affine map (2, 3) from the crop's pixels to the picture's."""
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        linear = np.array([[cos, -sin], [sin, cos]]) * (self.side / SIDE_PX)
        return np.column_stack([linear, self.centre - linear.sum(1) * (SIDE_PX / 2)])


class MeshLandmarks:
    """The points of the mesh brought to iBUG 68 and the lip contour."""

    name: ClassVar[str] = "mesh"

    def __init__(self, net: FaceMeshNet) -> None:
        self._net = net
        self._device = next(net.parameters()).device
        self._last: _Crop | None = None

    def locate(self, pictures: Sequence[Picture], box: np.ndarray) -> list[FaceLandmarks | None]:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        if self._last is None:
            self._last = self._settled(pictures[0], _Crop.of_box(box))
        found = self._in_turn(pictures) if self._device.type == "cpu" else self._at_once(pictures)
        last = found[-1]
        self._last = None if last is None else _Crop.of_landmarks(last)
        return [None if points is None else _face(points) for points in found]

    def refine(self, picture: Picture, seen: FaceLandmarks) -> FaceLandmarks:
        """See :class:`engine.face.engines.LandmarkEngine`.

        The mesh depends on how its crop happens to lie: on natural footage the width of lips by .3 to .4 of what speech moves
        it. The mean over three crops leaves .15 of that, a fourth would leave .14.
        """
        first = self._look([picture], [_Crop.of_box(seen.box())])[0]
        if first is None:
            return seen
        crop = _Crop.of_landmarks(first)
        found = self._look([picture] * len(_OTHER_LOOKS), [crop.beside(*by) for by in _OTHER_LOOKS])
        kept = [points for points in found if points is not None]
        return _face(np.mean(kept, axis=0)) if kept else seen

    def forget(self) -> None:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        self._last = None

    def close(self) -> None:
        """Nothing outlives the network."""

    def _in_turn(self, pictures: Sequence[Picture]) -> list[np.ndarray | None]:
        """Frame by frame, each in the crop that the one before tells; None from the first frame on that shows no face."""
        found: list[np.ndarray | None] = []
        crop = self._last
        for picture in pictures:
            points = None if crop is None else self._look([picture], [crop])[0]
            crop = None if points is None else _Crop.of_landmarks(points)
            found.append(points)
        return found

    def _at_once(self, pictures: Sequence[Picture]) -> list[np.ndarray | None]:
        """All frames in two looks: the second has the crops that the first one tells."""
        if self._last is None:
            return [None] * len(pictures)
        found = self._look(pictures, [self._last] * len(pictures))
        wanted = [self._last if points is None else _Crop.of_landmarks(points) for points in found[:-1]]
        return self._look(pictures, [self._last, *wanted])

    def _settled(self, picture: Picture, crop: _Crop) -> _Crop | None:
        """The crop that the landmarks found in it would ask for; None where there is no face."""
        for _ in range(_LOOKS):
            points = self._look([picture], [crop])[0]
            if points is None:
                return None
            before, crop = crop, _Crop.of_landmarks(points)
            if crop.is_near(before):
                break
        return crop

    @torch.inference_mode()
    def _look(self, pictures: Sequence[Picture], crops: Sequence[_Crop]) -> list[np.ndarray | None]:
        """All points of the mesh in each picture, float32 (468, 2), pixels; None where there is no face."""
        if not pictures:
            return []
        views = np.stack([_view(picture, crop) for picture, crop in zip(pictures, crops, strict=True)])
        pixels = torch.from_numpy(views).to(self._device).permute(0, 3, 1, 2).float() / 255
        with one_thread():
            points, presence = (found.cpu().numpy() for found in self._net(pixels))
        maps = [crop.to_picture() for crop in crops]
        placed = [
            (crop_points @ to_picture[:, :2].T + to_picture[:, 2]).astype(np.float32)
            for crop_points, to_picture in zip(points, maps, strict=True)
        ]
        return [face if sure >= _MIN_PRESENCE else None for face, sure in zip(placed, presence, strict=True)]


def _view(picture: Picture, crop: _Crop) -> np.ndarray:
    """The crop as the network takes it, RGB uint8 (192, 192, 3); the border's pixels go on beyond the picture."""
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
    if step > 1:  # bilinear sampling sees two pixels a step: with more, they are averaged first
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
    return FaceLandmarks(points[list(IBUG_MESH)], points[list(LIPS_MESH)])
