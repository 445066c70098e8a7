"""Faces and mouth motion that the tests of the renderers draw with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.articulation.motion import MouthSpace, canonical_mouth
from engine.face import FaceTrack, track_photo
from engine.face.landmarks import LIP_POINTS, MOUTH_POINTS, opening
from engine.renderers.base import FaceGeometry
from engine.renderers.inner_mouth import InnerMouth
from engine.renderers.mouth_paint import paint
from engine.renderers.photo import photo_space
from engine.renderers.planes import bgr, i420
from engine.renderers.warp import WarpRenderer

REST = np.zeros((MOUTH_POINTS, 2), np.float32)
SCALE = 0.045


@dataclass(frozen=True)
class Photo:
    """A photo, I420, with its face found."""

    frame: np.ndarray
    track: FaceTrack
    space: MouthSpace

    @classmethod
    def of(cls, picture: np.ndarray) -> Photo:
        track = track_photo(picture)
        frame = i420(picture)
        return cls(frame, track, photo_space(canonical_mouth(track), track.pose, REST, SCALE))

    @cached_property
    def inner(self) -> InnerMouth:
        return paint(self.frame, self.track.landmarks[0], self.track.lips[0], self.space, REST)

    def speak(self, motion: np.ndarray, away: tuple[float, float] = (0, 0)) -> list[np.ndarray]:
        """The photo with ``motion`` ``(n, 49, 2)``, I420 frames; ``away``: as if the face were that many pixels elsewhere."""
        shift = np.array(away, np.float32)
        moved = replace(self.track, landmarks=self.track.landmarks + shift, lips=self.track.lips + shift)
        geometry = FaceGeometry.of(moved, self.space)
        copies = (self.frame.copy() for _ in motion)
        return list(WarpRenderer(geometry, self.inner).render(copies, np.zeros(len(motion), int), motion))


def opened(gaps: np.ndarray) -> np.ndarray:
    """Motion of a mouth whose lips stand ``gaps`` ``(n,)`` deviations apart, ``(n, 49, 2)``: mostly by the lower lip."""
    across = np.sin(np.linspace(0, np.pi, 11))
    shape = np.zeros((MOUTH_POINTS, 2), np.float32)
    for ring in (0, 20):
        shape[ring : ring + 11, 1] = 0.7 * across
        shape[ring + 11 : ring + 20, 1] = -0.3 * across[1:-1]
    shape[LIP_POINTS:, 1] = 0.35 * np.sin(np.linspace(0, np.pi, 9))
    return (np.asarray(gaps)[:, None, None] * shape).astype(np.float32)


def tracked_opening(frame: np.ndarray) -> float:
    """How far the lips are apart in an I420 frame, tracked anew, interocular distances."""
    return float(opening(canonical_mouth(track_photo(bgr(frame))))[0])
