"""What a face detector and a landmark engine are to the tracker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from engine.face.picture import Picture


@dataclass(frozen=True)
class Detection:
    """A face box as the detector saw it.

    Attributes:
        box: float32 (4,), x0, y0, x1, y1 in pixels; may reach beyond the picture.
        score: confidence, 0 to 1.
        tilt: degrees by which the line between the eyes is turned clockwise, -180 to 180; 0 upright.
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
    """One face in one frame: iBUG points float32 (68, 2) and the dense lip contour float32 (40, 2), pixels."""

    landmarks: np.ndarray
    lips: np.ndarray

    def box(self) -> np.ndarray:
        """Float32 (4,): x0, y0, x1, y1 around the iBUG points."""
        return np.concatenate([self.landmarks.min(0), self.landmarks.max(0)]).astype(np.float32)


class LandmarkEngine(Protocol):
    """Finds the landmarks of one face, frame after frame; may use the frames before."""

    name: ClassVar[str]

    def locate(self, pictures: Sequence[Picture], box: np.ndarray) -> list[FaceLandmarks | None]:
        """Landmarks of one face in consecutive pictures, in their pixels; None where there is none.

        ``box``: where the face is in, or just before, the first picture.
        """
        ...

    def refine(self, pictures: Sequence[Picture], seen: Sequence[FaceLandmarks]) -> list[FaceLandmarks]:
        """The landmarks of the face that was ``seen`` in each picture, as exactly as several looks can tell them."""
        ...

    def forget(self) -> None:
        """The next frame has nothing to do with the last one."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...
