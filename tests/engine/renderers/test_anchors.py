from __future__ import annotations

import numpy as np

from engine.face.landmarks import JAW, MOUTH_POINTS, STABLE
from engine.renderers.anchors import JAW_STIFFNESS, LIP_STIFFNESS, NECK, STILL, STILL_STIFFNESS
from tests.engine.renderers.footage import Footage
from tests.engine.renderers.splines import backward_map


def test_what_holds_still_is_not_what_moves() -> None:
    assert not set(STILL) & set(range(68)[JAW])
    assert not set(STILL) & set(range(48, 68)), "the lips"
    assert set(STABLE) - {28} <= set(STILL), "what carries the canonical frame"


def test_the_lips_are_followed_most_exactly() -> None:
    assert 0 < LIP_STIFFNESS < JAW_STIFFNESS < STILL_STIFFNESS


def test_the_neck_is_held_below_an_open_jaw(talking: Footage) -> None:
    wide = talking.space.shapes(5 * talking.motion, talking.track.pose)
    assert wide.shape[1:] == (MOUTH_POINTS, 2)
    assert (NECK[:, 1] > wide[..., 1].max()).all()


def test_a_mouth_that_stays_bends_nothing(talking: Footage) -> None:
    """The anchors of a real face make a spline that can be solved."""
    points = np.concatenate(
        [talking.track.lips[0], talking.track.landmarks[0, JAW], talking.track.landmarks[0, list(STILL)]]
    )
    field = backward_map(points, points, np.full(len(points), LIP_STIFFNESS), (480, 480))
    columns, rows = np.meshgrid(np.arange(480), np.arange(480))
    inside = (slice(6, -6), slice(6, -6))
    assert np.abs(field - np.stack([columns, rows], -1))[inside].max() < 0.1
