from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.face import FaceTrack
from engine.face.canonical import REFERENCE, apply, canonical_transforms, invert, similarity, smooth
from engine.face.landmarks import STABLE

_ANGLES = st.floats(-180, 180)
_SCALES = st.floats(0.01, 100)
_SHIFTS = st.floats(-1000, 1000)


def _turned(degrees: float, scale: float, x: float, y: float) -> np.ndarray:
    c, s = scale * np.cos(np.radians(degrees)), scale * np.sin(np.radians(degrees))
    return np.array([[c, -s, x], [s, c, y]])


@settings(deadline=None)
@given(_ANGLES, _SCALES, _SHIFTS, _SHIFTS)
def test_similarity_finds_the_transform_that_was_applied(degrees: float, scale: float, x: float, y: float) -> None:
    wanted = _turned(degrees, scale, x, y)
    np.testing.assert_allclose(similarity(REFERENCE, apply(wanted, REFERENCE)), wanted, atol=1e-3, rtol=1e-4)


def test_similarity_is_the_best_fit_in_the_least_squares_sense() -> None:
    random = np.random.default_rng(0)
    source, target = random.normal(size=(2, 10, 2))
    best = similarity(source, target)

    def error(matrix: np.ndarray) -> float:
        return float(((apply(matrix, source) - target) ** 2).sum())

    for nudge in (_turned(1, 1, 0, 0), _turned(0, 1.02, 0, 0), _turned(0, 1, 0.02, 0), _turned(0, 1, 0, 0.02)):
        changed = nudge[:, :2] @ best
        changed[:, 2] += nudge[:, 2]
        assert error(changed) > error(best)


def test_similarity_never_mirrors() -> None:
    linear = similarity(REFERENCE, REFERENCE * [-1, 1])[:, :2]
    assert np.linalg.det(linear) >= 0


def test_similarity_works_on_stacks() -> None:
    matrices = np.stack([_turned(angle, 2, angle, 3) for angle in (0, 20, 40)])
    found = similarity(np.broadcast_to(REFERENCE, (3, 10, 2)), apply(matrices, REFERENCE[None]))
    np.testing.assert_allclose(found, matrices, atol=1e-5)


def test_similarity_of_a_single_place_stays_finite() -> None:
    assert np.isfinite(similarity(np.ones((10, 2)), REFERENCE)).all()


@settings(deadline=None)
@given(_ANGLES, _SCALES, _SHIFTS, _SHIFTS)
def test_inverse_brings_points_back(degrees: float, scale: float, x: float, y: float) -> None:
    there = _turned(degrees, scale, x, y)
    np.testing.assert_allclose(apply(invert(there), apply(there, REFERENCE)), REFERENCE, atol=1e-4)


def test_canonical_face_has_interocular_distance_one_whatever_its_place_size_and_roll(still: FaceTrack) -> None:
    moved = apply(_turned(25, 0.4, 300, -70), still.landmarks)
    shapes = [apply(canonical_transforms(points), points) for points in (still.landmarks, moved)]
    np.testing.assert_allclose(shapes[0], shapes[1], atol=1e-4)
    eyes = shapes[0][0, 45] - shapes[0][0, 36]
    np.testing.assert_allclose(eyes, (1, 0), atol=0.12)
    assert np.abs(shapes[0][0, STABLE] - REFERENCE).max() < 0.2  # the reference is a face like this one


def test_smoothing_keeps_to_its_shot() -> None:
    step = np.repeat([0.0, 1.0], 20)
    np.testing.assert_array_equal(smooth(step, np.array([20]), 3.0), step)
    assert 0.1 < smooth(step, np.array([], int), 3.0)[19] < 0.5


def test_smoothing_has_no_lag_and_keeps_lines_and_types() -> None:
    pulse = np.zeros((41, 2), np.float32)
    pulse[20] = 1
    smoothed = smooth(pulse, np.array([], int), 2.0)
    assert smoothed.dtype == np.float32
    assert smoothed.shape == pulse.shape
    np.testing.assert_allclose(smoothed, smoothed[::-1], atol=1e-6)
    np.testing.assert_allclose(smoothed.sum(0), 1, atol=1e-5)
