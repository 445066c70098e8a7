"""The mouth library: mouth crops of the template video, picked for variety, kept at the resolution of the source video."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import cv2
import numpy as np

from engine.articulation.motion import MouthSpace, steady_pose
from engine.face.canonical import apply, canonical_transforms
from engine.face.engines import FaceLandmarks
from engine.face.landmarks import mouth_points
from engine.face.track import FaceTrack
from engine.renderers.detail import detail_power
from engine.renderers.errors import MouthLibraryDamaged
from engine.renderers.planes import Box, Planes, planes

MAX_CROPS = 400
_RUN = 5  # frames: picked as runs of neighbours, so that speech can play through them
_JPEG_QUALITY = 97
_THUMBNAIL = 24
_POSE_WEIGHT = 0.15  # one degree of yaw or pitch counts as this share of the opening's deviation

CROP_CORNERS = np.array([[-0.95, 0.25], [0.95, 0.25], [-0.95, 1.75], [0.95, 1.75]], np.float32)
"""Canonical corners of a crop: from the cheekbones to the neck."""
_THUMBNAIL_CORNERS = np.array([[-0.45, 0.72], [0.45, 0.72], [-0.45, 1.35]], np.float32)


@dataclass(frozen=True)
class MouthCrop:
    """Pixels around one mouth.

    Attributes:
        picture: luma and chroma planes, uint8.
        origin: (x, y) of the crop's upper left corner in its frame.
        landmarks: float32 (68, 2) and lips (40, 2), pixels of the frame.
    """

    picture: Planes
    origin: np.ndarray
    landmarks: np.ndarray
    lips: np.ndarray

    @cached_property
    def detail(self) -> np.ndarray:
        """Local power of the luma's finest detail, see :func:`engine.renderers.detail.detail_power`."""
        return detail_power(self.picture.y)


@dataclass(frozen=True)
class MouthLibrary:
    """At most 400 crops and the data to choose among them.

    Attributes:
        frames: int32 (m,), frame numbers in the template video, ascending.
        motion: float32 (m, 49, 2), mouth motion of each.
        pose: float32 (m, 3), degrees.
        change: float32 (m, m), visibility of a cut from one crop to the next: mean absolute difference of mouth thumbnails in
            luma levels, 0 for consecutive frames.
        origins: int32 (m, 2). landmarks: float32 (m, 68, 2). lips: float32 (m, 40, 2).
        pictures: JPEG bytes, (luma, both chroma planes) per crop.
    """

    frames: np.ndarray
    motion: np.ndarray
    pose: np.ndarray
    change: np.ndarray
    origins: np.ndarray
    landmarks: np.ndarray
    lips: np.ndarray
    pictures: tuple[tuple[bytes, bytes], ...]

    def __len__(self) -> int:
        return len(self.frames)

    def crop(self, index: int) -> MouthCrop:
        """Decode one crop."""
        luma, chroma = (
            np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE))
            for data in self.pictures[index]
        )
        u, v = np.vsplit(chroma, 2)
        return MouthCrop(Planes(luma, u, v), self.origins[index], self.landmarks[index], self.lips[index])

    def save(self, path: Path) -> None:
        """Write everything as one ``.npz``."""
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        blob = b"".join(part for picture in self.pictures for part in picture)
        lengths = np.array([[len(part) for part in picture] for picture in self.pictures], np.int64)
        np.savez(path, **arrays, lengths=lengths, blob=np.frombuffer(blob, np.uint8))

    @classmethod
    def load(cls, path: Path) -> MouthLibrary:
        """Read a file written by :meth:`save`.

        Raises:
            MouthLibraryDamaged: unreadable or inconsistent.
        """
        try:
            with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
                arrays = {name: file[name] for name in _ARRAYS}
                blob, lengths = file["blob"].tobytes(), file["lengths"]
            ends = np.cumsum(lengths.ravel()).reshape(-1, 2)
            pictures = tuple((blob[a - n : a], blob[a:b]) for (a, b), (n, _) in zip(ends, lengths, strict=True))
            sizes = {len(array) for array in arrays.values()} | {len(pictures)}
            if len(sizes) != 1 or not pictures or ends[-1, 1] != len(blob):
                raise ValueError(f"parts of different lengths: {sorted(sizes)}")
        except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError, IndexError) as error:
            raise MouthLibraryDamaged(f"{path.name}: {error}", file=path.name) from error
        return cls(**arrays, pictures=pictures)


_ARRAYS = ("frames", "motion", "pose", "change", "origins", "landmarks", "lips")


def pick_frames(motion: np.ndarray, pose: np.ndarray, allowed: np.ndarray, most: int = MAX_CROPS) -> np.ndarray:
    """Return frame numbers for a library, ascending: runs of neighbours that cover the range of mouth shapes and poses.

    ``motion`` ``(n, 49, 2)``, ``pose`` ``(n, 3)``, ``allowed`` bool ``(n,)``. Returns all allowed frames if they are few
    enough; else runs picked by farthest-point sampling (T. Gonzalez, "Clustering to minimize the maximum intercluster
    distance", 1985) of their middle frames.
    """
    candidates = np.flatnonzero(allowed)
    if len(candidates) <= most:
        return candidates.astype(np.int32)
    starts = np.arange(0, len(motion) - _RUN + 1, _RUN)
    starts = starts[[allowed[s : s + _RUN].all() for s in starts]]
    if len(starts) * _RUN <= most:
        return candidates[np.linspace(0, len(candidates) - 1, most).astype(int)].astype(np.int32)
    middles = starts + _RUN // 2
    places = np.concatenate(
        [motion[middles].reshape(len(middles), -1) / np.sqrt(motion.shape[1]), _POSE_WEIGHT * pose[middles]], axis=1
    )
    chosen = [int(np.argmin(np.linalg.norm(places - np.median(places, axis=0), axis=1)))]
    distance = np.linalg.norm(places - places[chosen[0]], axis=1)
    while len(chosen) < most // _RUN:
        distance[chosen[-1]] = -1  # never twice, even if all other frames look the same
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, np.linalg.norm(places - places[chosen[-1]], axis=1))
    return np.sort((starts[chosen][:, None] + np.arange(_RUN)).ravel()).astype(np.int32)


class LibraryBuilder:
    """Builder that collects crops while the template video is streamed; call ``build`` once at the end."""

    def __init__(self, track: FaceTrack, space: MouthSpace, frames: np.ndarray) -> None:
        """``frames``: int32 ``(m,)``, ascending, see :func:`pick_frames`."""
        self._track, self._space, self._frames = track, space, frames
        self._transforms = canonical_transforms(track.landmarks[frames])
        self._row = {int(frame): row for row, frame in enumerate(frames)}
        self._pictures: list[tuple[bytes, bytes]] = []
        self._origins: list[np.ndarray] = []
        self._thumbnails: list[np.ndarray] = []
        self._exact: list[FaceLandmarks] = []

    def wants(self, number: int) -> bool:
        """Return whether the library needs frame ``number``."""
        return number in self._row

    def add(self, number: int, frame: np.ndarray, exact: FaceLandmarks | None = None) -> None:
        """Add frame ``number``, I420, wanted and in ascending order; ``exact``: landmarks better than the track's."""
        row = self._row[number]
        self._exact.append(exact or self._track.face(number))
        picture, transform = planes(frame), self._transforms[row]
        scale = np.hypot(*transform[0, :2])
        mouth = mouth_points(self._exact[-1].landmarks[None], self._exact[-1].lips[None])[0]
        corners = (CROP_CORNERS - transform[:, 2]) @ np.linalg.inv(transform[:, :2]).T
        box = Box.around(np.concatenate([corners, mouth]).astype(np.float32), 0.05 / scale, self._track.size)
        cut = box.cut(picture)
        self._pictures.append((_jpeg(cut.y), _jpeg(np.vstack([cut.u, cut.v]))))
        self._origins.append(box.origin.astype(np.int32))
        corners = (_THUMBNAIL_CORNERS - transform[:, 2]) @ np.linalg.inv(transform[:, :2]).T
        target = np.array([[0, 0], [_THUMBNAIL, 0], [0, _THUMBNAIL]], np.float32)
        matrix = cv2.getAffineTransform(corners.astype(np.float32), target)
        self._thumbnails.append(
            cv2.warpAffine(cv2.GaussianBlur(picture.y, (0, 0), 0.02 / scale), matrix, (_THUMBNAIL, _THUMBNAIL)).astype(
                np.float32
            )
        )

    def build(self) -> MouthLibrary:
        """Return the finished library; every wanted frame must have been added."""
        frames, track = self._frames, self._track
        flat = np.stack(self._thumbnails).reshape(len(frames), -1)
        change = np.stack([np.abs(flat - row).mean(1) for row in flat])
        following = frames[None, :] - frames[:, None] == 1
        change[following] = 0
        landmarks = np.stack([face.landmarks for face in self._exact])
        lips = np.stack([face.lips for face in self._exact])
        shapes = apply(canonical_transforms(landmarks), mouth_points(landmarks, lips))
        return MouthLibrary(
            frames=frames,
            motion=self._space.motion(shapes, steady_pose(track)[frames]),
            pose=track.pose[frames],
            change=change.astype(np.float32),
            origins=np.stack(self._origins),
            landmarks=landmarks,
            lips=lips,
            pictures=tuple(self._pictures),
        )


def _jpeg(plane: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", np.ascontiguousarray(plane), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1].tobytes()
