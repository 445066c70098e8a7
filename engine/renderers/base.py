"""The interface of all renderers, and the face geometry that they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from engine.articulation.motion import MouthSpace, steady_pose
from engine.face.canonical import apply, canonical_transforms, invert, smooth
from engine.face.track import FaceTrack

_TRANSFORM_SIGMA = 1.2  # frames: landmarks jitter from frame to frame, heads do not
_QUIET_SIGMA = 2.0  # the same for the mouth of a person who is not speaking


@dataclass(frozen=True)
class FaceGeometry:
    """The face in every frame of the template video.

    Attributes:
        landmarks: float32 (n, 68, 2), pixels.
        lips: float32 (n, 40, 2), pixels.
        pose: float32 (n, 3), degrees.
        transforms: float64 (n, 2, 3), pixel to canonical, smoothed over time.
        space: this person's mouth.
    """

    landmarks: np.ndarray
    lips: np.ndarray
    pose: np.ndarray
    transforms: np.ndarray
    space: MouthSpace

    @classmethod
    def of(cls, track: FaceTrack, space: MouthSpace, *, quiet: bool = False) -> FaceGeometry:
        """Return the geometry of a track, its transforms smoothed so that the mouth does not jitter on the face.

        ``quiet``: the mouth hardly moves in the source video, so changes of its landmarks between frames are noise.
        """
        transforms = smooth(canonical_transforms(track.landmarks), track.cuts, _TRANSFORM_SIGMA)
        landmarks, lips = track.landmarks, track.lips
        if quiet:
            back = invert(transforms)
            landmarks, lips = (
                apply(back, smooth(apply(transforms, points), track.cuts, _QUIET_SIGMA)).astype(np.float32)
                for points in (landmarks, lips)
            )
        return cls(landmarks, lips, steady_pose(track), transforms, space)

    def along(self, numbers: np.ndarray, others: np.ndarray, shares: np.ndarray) -> FaceGeometry:
        """Return the geometry of a clip whose frames are ``numbers``, each ``shares`` of the way to ``others``, all
        ``(k,)``."""

        def between(values: np.ndarray) -> np.ndarray:
            made = values[numbers]
            mixed = np.flatnonzero(shares)
            share = shares[mixed].reshape(-1, *[1] * (values.ndim - 1))
            made[mixed] += share * (values[others[mixed]] - made[mixed])
            return made

        return FaceGeometry(
            between(self.landmarks), between(self.lips), between(self.pose), between(self.transforms), self.space
        )

    def place(self, motion: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        """Return the target positions of the driven points in frames ``numbers``, pixels ``(k, 49, 2)``, for ``motion`` of that
        shape."""
        return apply(invert(self.transforms[numbers]), self.space.shapes(motion, self.pose[numbers])).astype(np.float32)


class Renderer(Protocol):
    """Renderer from mouth motion to pixels."""

    name: ClassVar[str]

    def render(self, frames: Iterable[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> Iterator[np.ndarray]:
        """Yield one finished I420 frame per base frame.

        ``frames``: I420 frames ``(h * 3 / 2, w)``, uint8, may be changed in place; ``numbers``: int ``(k,)``, their rows in the
        geometry; ``motion``: float32 ``(k, 49, 2)``, the target mouth motion.
        """
        ...
