"""Mouth motion: movement of the mouth in the canonical frame, independent of the person and the head pose.

Motion is float32 ``(frames, 49, 2)``: the driven points (:func:`engine.face.landmarks.mouth_points`) in the canonical
frame, minus the person's mean shape at that head pose, divided by the standard deviation of the person's inner-lip opening.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.face.canonical import apply, canonical_transforms, smooth
from engine.face.landmarks import INNER_BOTTOM, INNER_TOP, MOUTH_POINTS, mouth_points, opening
from engine.face.track import FaceTrack

_POSE_PENALTY = 0.3  # squared degrees: regularises the regression if pose hardly varies
_LEAST_SCALE = 1e-4  # of a mouth that never moves; a hundredth of the noise of landmarks
_POSE_SIGMA = 5.0  # frames: heads turn slowly; faster changes in a measured pose are mouth movement, or noise


@dataclass(frozen=True)
class MouthSpace:
    """One person's mouth: conversion between landmarks, motion and shapes.

    Attributes:
        mean: float32 (49, 2), mean shape in the canonical frame.
        pose_mean: float32 (3,), mean yaw, pitch, roll in degrees.
        pose_slope: float32 (3, 49, 2), change of shape per degree.
        scale: standard deviation of the inner-lip opening, canonical units.
    """

    mean: np.ndarray
    pose_mean: np.ndarray
    pose_slope: np.ndarray
    scale: float

    @classmethod
    def fit(cls, shapes: np.ndarray, pose: np.ndarray) -> MouthSpace:
        """Fit on canonical shapes ``(n, 49, 2)`` and pose ``(n, 3)`` of one person."""
        mean, pose_mean = shapes.mean(0), pose.mean(0)
        turned = pose - pose_mean
        gram = turned.T @ turned
        penalty = _POSE_PENALTY * len(pose) * np.eye(3)  # as if pose varied by an extra, independent half degree
        flat = (shapes - mean).reshape(len(shapes), -1)
        slope = np.linalg.solve(gram + penalty, turned.T @ flat).reshape(3, MOUTH_POINTS, 2)
        level = (shapes - np.einsum("np,pkd->nkd", turned, slope)).astype(np.float32)
        scale = max(float(opening(level).std()), _LEAST_SCALE)
        return cls(mean.astype(np.float32), pose_mean.astype(np.float32), slope.astype(np.float32), scale)

    def at_pose(self, pose: np.ndarray) -> np.ndarray:
        """Return the mean shape at head poses ``(n, 3)``, ``(n, 49, 2)``."""
        return self.mean + np.einsum("np,pkd->nkd", pose - self.pose_mean, self.pose_slope)

    def motion(self, shapes: np.ndarray, pose: np.ndarray) -> np.ndarray:
        """Return the motion of canonical ``shapes`` seen at ``pose``."""
        return ((shapes - self.at_pose(pose)) / self.scale).astype(np.float32)

    def shapes(self, motion: np.ndarray, pose: np.ndarray) -> np.ndarray:
        """Return canonical shapes of ``motion`` at ``pose``: the inverse of :meth:`motion`."""
        return (self.at_pose(pose) + motion * self.scale).astype(np.float32)


def steady_pose(track: FaceTrack) -> np.ndarray:
    """Return the head pose subtracted from mouth motion, float32 (n, 3): the track's, smoothed within each shot."""
    return smooth(track.pose, track.cuts, _POSE_SIGMA)


def canonical_mouth(track: FaceTrack) -> np.ndarray:
    """Return the driven points of a track in the canonical frame, ``(n, 49, 2)``."""
    return apply(canonical_transforms(track.landmarks), mouth_points(track.landmarks, track.lips))


def lift(motion: np.ndarray) -> np.ndarray:
    """Return the opening of a motion relative to rest, ``(n,)``: the vertical distance between the inner lips."""
    return motion[:, INNER_BOTTOM, 1] - motion[:, INNER_TOP, 1]


def spread(motion: np.ndarray) -> np.ndarray:
    """Return the width of a motion relative to rest, ``(n,)``: the horizontal distance between the mouth corners."""
    return motion[:, 10, 0] - motion[:, 0, 0]
