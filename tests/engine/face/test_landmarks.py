from __future__ import annotations

import numpy as np

from engine.face import FaceTrack
from engine.face.landmarks import (
    CORNER_LEFT,
    CORNER_RIGHT,
    IBUG_MESH,
    INNER_BOTTOM,
    INNER_LIPS_MESH,
    INNER_TOP,
    JAW,
    LIP_POINTS,
    LIPS_MESH,
    MOUTH_POINTS,
    OUTER_LIPS_MESH,
    mouth_points,
    opening,
    signed_opening,
    width,
)
from tests.conftest import loudness, syllables


def test_each_point_of_a_scheme_is_another_point_of_the_mesh() -> None:
    assert len(set(IBUG_MESH)) == 68
    assert len(set(LIPS_MESH)) == LIP_POINTS == 40
    assert max(*IBUG_MESH, *LIPS_MESH) < 468  # the iris points follow


def test_both_schemes_mean_the_same_lips() -> None:
    assert set(IBUG_MESH[48:60]) <= set(OUTER_LIPS_MESH)
    assert set(IBUG_MESH[60:]) <= set(INNER_LIPS_MESH)
    assert (LIPS_MESH[CORNER_RIGHT], LIPS_MESH[CORNER_LEFT]) == (IBUG_MESH[48], IBUG_MESH[54])
    assert (LIPS_MESH[INNER_TOP], LIPS_MESH[INNER_BOTTOM]) == (IBUG_MESH[62], IBUG_MESH[66])


def test_points_lie_where_anatomy_has_them(still: FaceTrack) -> None:
    x, y = still.landmarks[0].T
    assert x[0] == x.min()
    assert x[16] == x.max()
    assert y[8] == y.max()
    for left_to_right in (range(17), range(17, 27), range(31, 36), (36, 39, 42, 45), range(48, 55), range(60, 65)):
        assert (np.diff(x[list(left_to_right)]) > 0).all()
    assert (np.diff(y[[27, 28, 29, 30, 33, 51, 57, 8]]) > 0).all()
    assert y[[37, 38, 43, 44]].max() < y[[40, 41, 46, 47]].min()  # upper lids above lower ones
    assert y[17:27].max() < y[36:48].min()  # brows above eyes


def test_lip_contour_runs_from_the_left_of_the_picture_along_the_lower_lip_and_back(still: FaceTrack) -> None:
    for ring in np.split(still.lips[0], 2):
        x, y = ring.T
        assert x.argmin() == 0
        assert x.argmax() == 10
        assert (np.diff(x[:11]) > 0).all()
        assert (np.diff(x[10:]) < 0).all()
        assert (y[2:9] > y[18:11:-1]).all()


def test_driven_points_are_the_lips_and_the_lower_jaw(still: FaceTrack) -> None:
    mouth = mouth_points(still.landmarks, still.lips)
    assert mouth.shape == (1, MOUTH_POINTS, 2)
    assert mouth.dtype == np.float32
    np.testing.assert_array_equal(mouth[:, :LIP_POINTS], still.lips)
    np.testing.assert_array_equal(mouth[:, LIP_POINTS:], still.landmarks[:, JAW])
    assert mouth[0, :, 1].argmax() == LIP_POINTS + 4  # the chin


def test_measures_of_a_mouth() -> None:
    mouth = np.zeros((3, MOUTH_POINTS, 2), np.float32)
    mouth[:, CORNER_LEFT] = (3, 4)
    mouth[:, INNER_BOTTOM, 1] = (2, 0, -1)
    np.testing.assert_allclose(width(mouth), 5)
    np.testing.assert_allclose(opening(mouth), (2, 0, 1))
    np.testing.assert_allclose(signed_opening(mouth), (2, 0, -1))


def test_the_opening_mouth_of_a_video_is_measured(talking_track: FaceTrack) -> None:
    gaps = opening(talking_track.lips)
    drawn = loudness(syllables(4.0))
    assert np.corrcoef(gaps, drawn)[0, 1] > 0.9
