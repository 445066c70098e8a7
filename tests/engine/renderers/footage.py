"""Footage of a speaking face, as the tests of the re-use renderer use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.articulation.motion import MouthSpace, canonical_mouth, steady_pose
from engine.face import FaceTrack, track_face
from engine.media import FPS, VideoWriter, read_frames
from engine.renderers.base import FaceGeometry
from engine.renderers.library import LibraryBuilder, MouthCrop, MouthLibrary
from engine.renderers.reuse import ReuseRenderer
from engine.watch import Watch


@dataclass(frozen=True)
class Footage:
    """A face video: its I420 frames, and what was found in them."""

    frames: list[np.ndarray]
    track: FaceTrack

    @classmethod
    def of(cls, video: Path) -> Footage:
        return cls(list(read_frames(video, pixels="yuv420p", watch=Watch())), track_face(video))

    @cached_property
    def space(self) -> MouthSpace:
        return MouthSpace.fit(canonical_mouth(self.track), steady_pose(self.track))

    @cached_property
    def motion(self) -> np.ndarray:
        return self.space.motion(canonical_mouth(self.track), steady_pose(self.track))

    @cached_property
    def geometry(self) -> FaceGeometry:
        return FaceGeometry.of(self.track, self.space)

    def library(self, numbers: np.ndarray) -> MouthLibrary:
        """A library of these frames."""
        builder = LibraryBuilder(self.track, self.space, numbers.astype(np.int32))
        for number, frame in enumerate(self.frames):
            if builder.wants(number):
                builder.add(number, frame)
        return builder.build()

    def crop(self, number: int) -> MouthCrop:
        """The mouth of one frame."""
        return self.library(np.array([number])).crop(0)

    def speak(self, motion: np.ndarray, numbers: np.ndarray, library: MouthLibrary) -> list[np.ndarray]:
        """The frames ``numbers`` doing ``motion`` ``(n, 49, 2)``, drawn with ``library``."""
        copies = (self.frames[number].copy() for number in numbers)
        return list(ReuseRenderer(self.geometry, library).render(copies, numbers, motion))


def write_video(path: Path, frames: Iterable[np.ndarray], size: tuple[int, int]) -> Path:
    """A video of I420 ``frames``."""
    with VideoWriter(path, size, FPS, watch=Watch()) as writer:
        for frame in frames:
            writer.write(frame)
    return path
