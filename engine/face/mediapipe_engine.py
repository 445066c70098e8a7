"""MediaPipe: the full-range detector, and the face mesh in tracking mode on a fixed crop.

On whole frames the mesh fails silently for faces below about 15 % of the width; on a crop of the face brought to 512 pixels
it finds faces of 89 pixels in a frame of 1080. V. Bazarevsky et al., "BlazeFace", 2019; Y. Kartynnik et al., "Real-time
Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import cv2
import mediapipe as mp
import numpy as np

from engine.face.engines import Detection, FaceLandmarks
from engine.face.landmarks import IBUG_MESH, LIPS_MESH
from engine.face.picture import Picture

_CROP_SIDE_PX = 512
_CROP_ROOM = 2.0  # side of the crop over the width of the face
_MIN_SCORE = 0.5
_DETECTOR_PX = 640  # it looks at 192
_NOTHING = np.zeros((64, 64, 3), np.uint8)


class MediapipeDetector:
    """Face boxes in a whole picture."""

    def __init__(self) -> None:
        with _quiet():
            self._model = mp.solutions.face_detection.FaceDetection(_MIN_SCORE, model_selection=1)
            self._model.process(_NOTHING)

    def detect(self, picture: Picture) -> list[Detection]:
        """Faces, largest first."""
        found = self._model.process(picture.small(_DETECTOR_PX)).detections or []
        return sorted((_detection(face, *picture.size) for face in found), key=lambda face: -face.width)

    def close(self) -> None:
        """Free the model."""
        self._model.close()


class MediapipeLandmarks:
    """The face mesh, its 478 points brought to iBUG 68 and the lip contour."""

    name: ClassVar[str] = "mediapipe"

    def __init__(self) -> None:
        with _quiet():
            self._mesh = mp.solutions.face_mesh.FaceMesh(max_num_faces=1, refine_landmarks=True)
            self._mesh.process(_NOTHING)
        self._crop: tuple[int, int, int, int] | None = None

    def locate(self, picture: Picture, box: np.ndarray) -> FaceLandmarks | None:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        if self._crop is None or not _holds(self._crop, box, picture.size):
            self._crop = _crop_around(box, picture.size)
        x0, y0, x1, y1 = self._crop
        if x1 <= x0 or y1 <= y0:  # the face has left the picture altogether
            return None
        view = picture.part(x0, y0, x1, y1)
        scale = _CROP_SIDE_PX / max(view.shape[:2])
        if scale != 1:
            view = cv2.resize(
                view, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
            )
        result = self._mesh.process(view).multi_face_landmarks
        if not result:
            return None
        unit = np.array([x1 - x0, y1 - y0], np.float32)
        points = np.array([(p.x, p.y) for p in result[0].landmark], np.float32) * unit + np.array([x0, y0], np.float32)
        return FaceLandmarks(points[list(IBUG_MESH)], points[list(LIPS_MESH)])

    def forget(self) -> None:
        """See :class:`engine.face.engines.LandmarkEngine`."""
        self._crop = None
        self._mesh.process(_NOTHING)  # as good as its reset(), to the last bit, without loading the models again

    def close(self) -> None:
        """Free the model."""
        self._mesh.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """MediaPipe's C++ side greets on the error stream when a model starts, and has no switch for it."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _detection(face: Any, width: int, height: int) -> Detection:
    data = face.location_data
    box, eyes = data.relative_bounding_box, data.relative_keypoints[:2]
    across = (eyes[1].x - eyes[0].x) * width, (eyes[1].y - eyes[0].y) * height
    corners = [box.xmin * width, box.ymin * height, (box.xmin + box.width) * width, (box.ymin + box.height) * height]
    return Detection(
        np.array(corners, np.float32), float(face.score[0]), float(np.degrees(np.arctan2(across[1], across[0])))
    )


def _crop_around(box: np.ndarray, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Even corners, as :meth:`engine.face.picture.Picture.part` wants them."""
    centre, half = (box[:2] + box[2:]) / 2, _CROP_ROOM * float(max(box[2] - box[0], box[3] - box[1])) / 2
    (x0, y0), (x1, y1) = (np.round((centre + side) / 2).astype(int) * 2 for side in (-half, half))
    return max(x0, 0), max(y0, 0), min(x1, size[0]), min(y1, size[1])


def _holds(crop: tuple[int, int, int, int], box: np.ndarray, size: tuple[int, int]) -> bool:
    """The face still lies well inside the crop and fills enough of it: moving the crop would cost the mesh its track."""
    width = float(box[2] - box[0])
    room = np.array([box[0] - crop[0], box[1] - crop[1], crop[2] - box[2], crop[3] - box[3]])
    at_edge = np.array([crop[0] <= 0, crop[1] <= 0, crop[2] >= size[0], crop[3] >= size[1]])
    return bool(((room > 0.15 * width) | at_edge).all() and width * _CROP_ROOM > 0.6 * (crop[2] - crop[0]))
