from __future__ import annotations

import numpy as np
import pytest

from engine.face.landmarks import INNER_BOTTOM, INNER_TOP, MOUTH_POINTS, width
from engine.renderers.photo import closed_lips, photo_space


def mouth(gap: float, across: float = 0.56) -> np.ndarray:
    """A canonical mouth: lips 0.1 thick, ``gap`` apart in the middle, ``across`` wide."""
    x = np.linspace(-across / 2, across / 2, 11)
    arch = np.sin(np.linspace(0, np.pi, 11))
    shape = np.zeros((MOUTH_POINTS, 2), np.float32)
    for ring, thickness in ((0, 0.1), (20, 0.0)):
        half = (gap / 2 + thickness) * arch
        shape[ring : ring + 11] = np.stack([x, 0.9 + half], -1)
        shape[ring + 11 : ring + 20] = np.stack([x, 0.9 - half], -1)[-2:0:-1]
    shape[40:] = np.stack([np.linspace(-0.6, 0.6, 9), 1.0 + 0.4 * np.sin(np.linspace(0, np.pi, 9))], -1)
    return shape


def gaps(shape: np.ndarray) -> np.ndarray:
    return shape[21:30, 1] - shape[39:30:-1, 1]


def test_a_closed_mouth_stays_as_it_is() -> None:
    assert np.allclose(closed_lips(mouth(0.01)), mouth(0.01))


@pytest.mark.parametrize("gap", [0.05, 0.12])
def test_an_open_mouth_closes_without_crossing(gap: float) -> None:
    closed = closed_lips(mouth(gap))
    assert gaps(closed).max() < 0.005
    assert gaps(closed).min() >= 0
    assert closed[44, 1] < mouth(gap)[44, 1], "the jaw follows"
    assert closed[INNER_TOP, 1] > mouth(gap)[INNER_TOP, 1], "both lips move"
    assert closed[INNER_BOTTOM, 1] < mouth(gap)[INNER_BOTTOM, 1]


def test_a_dropped_jaw_shuts_as_a_jaw_does() -> None:
    """The chin comes up with the lower lip, no lip swells, and the corners do not hang."""
    gaping = mouth(0.5, across=0.45)
    closed = closed_lips(gaping)
    assert gaps(closed).min() >= 0
    assert gaps(closed).max() < 0.005
    assert gaping[44, 1] - closed[44, 1] > 0.3
    for outer, inner in ((5, INNER_BOTTOM), (15, INNER_TOP)):
        assert abs(closed[outer, 1] - closed[inner, 1]) < 0.13, "a quarter thicker than 0.1 at most"
    assert closed[INNER_BOTTOM, 1] - gaping[INNER_BOTTOM, 1] < -4 * (closed[INNER_TOP, 1] - gaping[INNER_TOP, 1]) + 0.01
    assert abs(closed[0, 1] - closed[INNER_TOP, 1]) < 0.05, "the corners lie on the line of the lips"
    assert width(closed[None])[0] > width(gaping[None])[0]


def test_a_wide_smile_narrows_as_it_closes() -> None:
    smile = mouth(0.08, across=0.75)
    closed_width = width(closed_lips(smile)[None])[0]
    assert 0.56 < closed_width < 0.75


def test_rest_is_the_closed_mouth_and_motion_suits_its_width() -> None:
    rest = np.full((MOUTH_POINTS, 2), 0.3, np.float32)
    pose = np.array([[5, -3, 1]], np.float32)
    narrow, wide = (photo_space(mouth(0.08, across)[None], pose, rest, 0.04) for across in (0.5, 0.6))
    assert np.allclose(wide.shapes(rest[None], pose)[0], closed_lips(mouth(0.08, 0.6)), atol=1e-5)
    assert wide.scale > narrow.scale


def test_pose_of_one_photo_moves_nothing() -> None:
    rest = np.zeros((MOUTH_POINTS, 2), np.float32)
    space = photo_space(mouth(0.01)[None], np.zeros((1, 3), np.float32), rest, 0.04)
    assert np.allclose(space.at_pose(np.array([[20, 10, 5]])), space.mean)
