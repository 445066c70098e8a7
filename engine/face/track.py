"""The result of tracking: one person's landmarks in every frame of a video."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.face.engines import FaceLandmarks
from engine.face.landmarks import LIP_POINTS


@dataclass(frozen=True)
class FaceTrack:
    """One face through a video of ``n`` frames.

    Attributes:
        engine: name of the landmark engine, ``mesh`` or ``fan``.
        fps: frame rate of the tracked video.
        size: (width, height) of its frames, pixels.
        landmarks: float32 (n, 68, 2), iBUG order, pixels; rows of frames outside every found run hold the nearest found row.
        lips: float32 (n, 40, 2), dense lip contour, pixels.
        pose: float32 (n, 3), yaw, pitch, roll in degrees; positive: to the left of the picture, down, clockwise.
        found: bool (n,), the face was measured in this frame.
        filled: bool (n,), interpolated inside a short gap: usable though not found.
        rivals: float32 (n,), width of the largest other face over that of this one, 0 if there is no other.
        cuts: int (k,), indices of the first frames of new shots (0 is not listed).
        extents: float32 (n, 4), see :class:`engine.face.engines.FaceLandmarks`; not stored with a track, None if not measured.
    """

    engine: str
    fps: Fraction
    size: tuple[int, int]
    landmarks: np.ndarray
    lips: np.ndarray
    pose: np.ndarray
    found: np.ndarray
    filled: np.ndarray
    rivals: np.ndarray
    cuts: np.ndarray
    extents: np.ndarray | None = None

    def __post_init__(self) -> None:
        n = len(self.landmarks)
        expected = {
            "landmarks": (n, 68, 2),
            "lips": (n, LIP_POINTS, 2),
            "pose": (n, 3),
            "found": (n,),
            "filled": (n,),
            "rivals": (n,),
        }
        for name, shape in expected.items():
            actual = getattr(self, name).shape
            if actual != shape:
                raise ValueError(f"FaceTrack.{name} has shape {actual}, expected {shape}")

    def __len__(self) -> int:
        return len(self.landmarks)

    def face(self, number: int) -> FaceLandmarks:
        """Return the face in one frame."""
        extent = None if self.extents is None else self.extents[number]
        return FaceLandmarks(self.landmarks[number], self.lips[number], extent)

    def shot(self, number: int) -> slice:
        """Return the frames of the shot that the frame belongs to."""
        edges = [0, *self.cuts.tolist(), len(self)]
        later = int(np.searchsorted(edges, number, side="right"))
        return slice(edges[later - 1], edges[later])

    @property
    def usable(self) -> np.ndarray:
        """Bool (n,): measured or interpolated."""
        return self.found | self.filled

    @property
    def face_width_px(self) -> np.ndarray:
        """Float32 (n,): distance between the face sides (iBUG 0 and 16)."""
        return np.linalg.norm(self.landmarks[:, 16] - self.landmarks[:, 0], axis=-1)
