from __future__ import annotations

import numpy as np
import pytest

from engine.articulation.motion import MouthSpace, lift, spread
from engine.face.landmarks import CORNER_LEFT, CORNER_RIGHT, INNER_BOTTOM, INNER_TOP, MOUTH_POINTS, opening
from tests.engine.articulation.made import made_motion

FRAMES = 500


@pytest.fixture
def mouth() -> np.ndarray:
    """A resting mouth in the canonical frame, ``(49, 2)``: an ellipse of lips, the inner lips apart."""
    angle = np.linspace(np.pi, -np.pi, 20, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle)], 1)
    jaw = np.stack([np.linspace(-0.6, 0.6, 9), np.full(9, 1.6)], 1)
    return np.concatenate([ring * (0.4, 0.2) + (0, 1), ring * (0.3, 0.1) + (0, 1), jaw]).astype(np.float32)


@pytest.fixture
def pose() -> np.ndarray:
    """Yaw, pitch, roll ``(500, 3)`` of a head that turns slowly and independently in each."""
    time = np.arange(FRAMES)[:, None]
    return (np.array([3, -2, 1]) + np.array([8, 6, 5]) * np.sin(time / np.array([20, 33, 47]))).astype(np.float32)


def shapes_of(mouth: np.ndarray, pose: np.ndarray, slope: np.ndarray) -> np.ndarray:
    return mouth + 0.02 * made_motion(len(pose), 1) + np.einsum("np,pkd->nkd", pose - pose.mean(0), slope)


def test_a_mouth_that_never_moves_has_a_space_too(mouth: np.ndarray, pose: np.ndarray) -> None:
    shapes, still = np.repeat(mouth[None], 20, axis=0), np.repeat(pose[:1], 20, axis=0)
    assert np.abs(MouthSpace.fit(shapes, still).motion(shapes, still)).max() < 0.1


def test_motion_and_shapes_are_each_others_inverse(mouth: np.ndarray, pose: np.ndarray) -> None:
    slope = 1e-3 * np.random.default_rng(5).standard_normal((3, MOUTH_POINTS, 2))
    shapes = shapes_of(mouth, pose, slope)
    space = MouthSpace.fit(shapes, pose)
    motion = space.motion(shapes, pose)
    assert (motion.shape, motion.dtype) == ((FRAMES, MOUTH_POINTS, 2), np.float32)
    assert np.abs(motion.mean(0)).max() < 1e-4
    assert space.shapes(motion, pose) == pytest.approx(shapes, abs=1e-5)
    assert space.shapes(np.zeros((1, MOUTH_POINTS, 2)), space.pose_mean[None])[0] == pytest.approx(space.mean)


def test_what_the_head_does_is_told_from_what_the_mouth_does(mouth: np.ndarray, pose: np.ndarray) -> None:
    slope = 6e-3 * np.random.default_rng(6).standard_normal((3, MOUTH_POINTS, 2))
    space = MouthSpace.fit(shapes_of(mouth, pose, slope), pose)
    assert space.pose_slope == pytest.approx(slope, abs=3e-3)
    level = MouthSpace.fit(shapes_of(mouth, pose, 0 * slope), pose)
    assert space.scale == pytest.approx(level.scale, rel=0.03), "turning the head does not count as opening the mouth"
    motion = space.motion(shapes_of(mouth, pose, slope), pose)
    assert np.abs(np.corrcoef(lift(motion), pose[:, 1])[0, 1]) < 0.05


def test_no_slope_is_made_up_where_the_head_stands_still(mouth: np.ndarray) -> None:
    still = np.random.default_rng(7).normal(0, 0.02, (FRAMES, 3))
    space = MouthSpace.fit(shapes_of(mouth, still, np.zeros((3, MOUTH_POINTS, 2))), still)
    assert np.abs(space.pose_slope).max() < 1e-3
    assert np.abs(space.at_pose(np.array([[15, 15, 15]])) - space.mean).max() < 0.05


def test_motion_is_measured_in_the_persons_own_opening(mouth: np.ndarray, pose: np.ndarray) -> None:
    shapes = shapes_of(mouth, pose, np.zeros((3, MOUTH_POINTS, 2)))
    centre = shapes.mean(0)
    wide, narrow = (MouthSpace.fit(centre + gain * (shapes - centre), pose) for gain in (1.0, 0.5))
    assert wide.scale == pytest.approx(opening(shapes).std(), rel=0.02)
    assert narrow.scale == pytest.approx(wide.scale / 2, rel=0.02)
    assert lift(wide.motion(shapes, pose)).std() == pytest.approx(1, rel=0.02)


def test_lift_and_spread() -> None:
    motion = np.zeros((3, MOUTH_POINTS, 2), np.float32)
    motion[1, INNER_BOTTOM, 1], motion[1, INNER_TOP, 1] = 2, -1  # y points down
    motion[2, CORNER_LEFT, 0], motion[2, CORNER_RIGHT, 0] = 1, -0.5  # the person's left is right in the picture
    assert lift(motion) == pytest.approx([0, 3, 0])
    assert spread(motion) == pytest.approx([0, 0, 1.5])
