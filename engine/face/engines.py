"""Interfaces of the face detector and the landmark engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from engine.face.picture import Picture


@dataclass(frozen=True)
class Detection:
    """A detected face box.

    Attributes:
        box: float32 (4,), x0, y0, x1, y1 in pixels; may extend beyond the picture.
        score: confidence, 0 to 1.
        tilt: clockwise rotation of the line between the eyes, degrees, -180 to 180; 0 is upright.
    """

    box: np.ndarray
    score: float
    tilt: float

    @property
    def width(self) -> float:
        """Pixels."""
        return float(self.box[2] - self.box[0])

    @property
    def centre(self) -> np.ndarray:
        """Float32 (2,), pixels."""
        return (self.box[:2] + self.box[2:]) / 2


@dataclass(frozen=True)
class FaceLandmarks:
    """One face in one frame.

    Attributes:
        landmarks: float32 (68, 2), iBUG points, pixels. lips: float32 (40, 2), the dense lip contour, pixels.
        extent: float32 (4,), x0, y0, x1, y1 around the whole face with its forehead, pixels; None if not measured.
    """

    landmarks: np.ndarray
    lips: np.ndarray
    extent: np.ndarray | None = None

    def box(self) -> np.ndarray:
        """Float32 (4,): x0, y0, x1, y1 around the iBUG points."""
        return np.concatenate([self.landmarks.min(0), self.landmarks.max(0)]).astype(np.float32)


class LandmarkEngine(Protocol):
    """Landmarks of one face, frame by frame; an engine may use earlier frames."""

    name: ClassVar[str]

    def locate(self, pictures: Sequence[Picture], box: np.ndarray) -> list[FaceLandmarks | None]:
        """Return the landmarks of one face in consecutive pictures, in pixels; None for a picture without a face.

        ``box``: position of the face in, or just before, the first picture.
        """
        ...

    def refine(self, pictures: Sequence[Picture], seen: Sequence[FaceLandmarks]) -> list[FaceLandmarks]:
        """Return more exact landmarks of the face ``seen`` in each picture, measured several times."""
        ...

    def forget(self) -> None:
        """Discard state: the next frame is unrelated to the last one."""
        ...

    def close(self) -> None:
        """Release all resources."""
        ...
