from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.face.landmarks import INNER_BOTTOM, INNER_TOP, MOUTH_POINTS, mouth_points
from engine.renderers.anchors import LIP_STIFFNESS, STILL, STILL_STIFFNESS
from engine.renderers.lips import LOWER_RING, UPPER_RING, below_lips, mouth_map, uncross
from tests.engine.renderers.footage import Footage
from tests.engine.renderers.splines import backward_map

SIZE = (240, 200)


@pytest.fixture(scope="module")
def closing(talking: Footage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points of a mouth to be shut, the same wide open, and their stiffness, in a picture of 240 by 200."""
    track = talking.track
    mouths = uncross(mouth_points(track.landmarks, track.lips))
    number = int((mouths[:, INNER_BOTTOM, 1] - mouths[:, INNER_TOP, 1]).argmax())
    still = track.landmarks[number, list(STILL)]
    wide = mouths[number]
    shut = wide.copy()
    shut[LOWER_RING[1:-1], 1] = shut[UPPER_RING[1:-1], 1] = (wide[LOWER_RING, 1] + wide[UPPER_RING, 1])[1:-1] / 2
    scale = 0.3 * SIZE[0] / np.ptp(wide[:40, 0])
    middle = wide[:40].mean(0)
    points = [(np.concatenate([mouth, still]) - middle) * scale + np.array(SIZE) / 2 for mouth in (shut, wide)]
    stiffness = np.array([LIP_STIFFNESS] * MOUTH_POINTS + [STILL_STIFFNESS] * len(still))
    return points[0], points[1], stiffness


def test_shutting_an_open_mouth_folds_nothing(closing: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    wanted, source, stiffness = closing
    low, high = wanted[:40].min(0).astype(int), wanted[:40].max(0).astype(int)
    middle = (slice(low[1] - 10, high[1] + 10), slice(low[0] + 10, high[0] - 10))
    steps = np.diff(mouth_map(wanted, source, stiffness, SIZE)[middle][..., 1], axis=0)
    assert steps.min() > -0.05, "further down is read from further down"
    single = np.diff(backward_map(wanted, source, stiffness, SIZE)[middle][..., 1], axis=0)
    assert single.min() < -0.3, "which one spline cannot do"


def test_every_driven_point_lands(closing: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    wanted, source, stiffness = closing
    field = mouth_map(source, wanted, stiffness, SIZE)  # opens it: both inner edges are apart
    ring = np.concatenate([UPPER_RING[2:-2], LOWER_RING[2:-2]])
    x, y = source[ring].astype(np.float32).T
    landed = cv2.remap(field.astype(np.float32), x[None], y[None], cv2.INTER_LINEAR)[0]
    assert np.abs(landed - wanted[ring]).max() < 3  # 4 % of the mouth's width
    assert np.abs(landed - wanted[ring]).mean() < 1.0


def test_between_the_lips_goes_from_0_to_1(closing: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    _, wide, _ = closing
    share = below_lips(wide, SIZE)
    x = int(wide[INNER_TOP, 0])
    top, bottom = (round(float(wide[point, 1])) for point in (INNER_TOP, INNER_BOTTOM))
    assert share[: top - 1, x].max() == 0
    assert share[bottom + 1 :, x].min() == 1
    assert (np.diff(share[:, x]) >= 0).all()
    assert share[(top + bottom) // 2, x] == pytest.approx(0.5, abs=0.2)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_mouth_may_lie_any_way_round(closing: tuple[np.ndarray, np.ndarray, np.ndarray], turn: int) -> None:
    _, wide, _ = closing
    side = (SIZE[0], SIZE[0])
    middle = np.array([(SIZE[0] - 1) / 2] * 2)
    cos, sin = round(np.cos(np.radians(turn))), round(np.sin(np.radians(turn)))
    turned = (wide - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle
    back = np.rot90(below_lips(turned, side), turn // 90)
    assert np.abs(back - below_lips(wide, side)).max() < 0.02


def test_crossing_lips_are_brought_together() -> None:
    mouth = np.zeros((1, MOUTH_POINTS, 2), np.float32)
    mouth[0, LOWER_RING, 0] = mouth[0, UPPER_RING, 0] = np.linspace(0, 10, 11)
    mouth[0, 10, 0] = 10
    mouth[0, INNER_TOP, 1], mouth[0, INNER_BOTTOM, 1] = 2, -2
    apart = uncross(mouth)
    assert apart[0, INNER_TOP, 1] == apart[0, INNER_BOTTOM, 1] == 0
    assert mouth[0, INNER_TOP, 1] == 2, "the argument is not changed"
