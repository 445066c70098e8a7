from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.renderers.morph import morph
from engine.renderers.planes import planes

SIDE = 240
GROUND = cv2.GaussianBlur(np.random.default_rng(0).uniform(0, 255, (SIDE, SIDE)).astype(np.float32), (0, 0), 3)
GROUND = 60 + 40 * (GROUND - GROUND.mean()) / GROUND.std() / 3


def head(x: float) -> np.ndarray:
    """A textured disc at ``x`` before a ground that stands still, I420."""
    moved = cv2.warpAffine(
        np.roll(GROUND, 60, 1), np.array([[1, 0, x], [0, 1, 0.0]]), (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT
    )
    disc = np.zeros((SIDE, SIDE), np.float32)
    cv2.circle(disc, (round((100 + x) * 16), 110 * 16), 60 * 16, 1.0, -1, cv2.LINE_AA, 4)
    frame = np.full((SIDE * 3 // 2, SIDE), 128, np.uint8)
    frame[:SIDE] = np.clip(GROUND + disc * (moved + 70 - GROUND), 0, 255)
    return frame


def where(frame: np.ndarray) -> float:
    """The middle of the disc."""
    lit = np.maximum(planes(frame).y.astype(float) - 110, 0)
    return float((lit.sum(0) * np.arange(SIDE)).sum() / lit.sum())


@pytest.mark.parametrize("share", [0.1, 0.35, 0.5, 0.65, 0.9])
def test_what_moves_lies_between(share: float) -> None:
    first, second = head(0), head(6)
    made = morph(first, second, share)
    assert where(made) == pytest.approx(where(first) + share * (where(second) - where(first)), abs=0.7)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_the_outline_is_single(share: float) -> None:
    made = planes(morph(head(0), head(6), share)).y[110].astype(float)
    true = planes(head(6 * share)).y[110].astype(float)
    assert np.abs(made - true).mean() < 4
    assert np.abs(np.diff(made)).max() > 0.6 * np.abs(np.diff(true)).max(), "as sharp as it was"


def test_equal_frames_stay_as_they_are() -> None:
    frame = head(3)
    before = frame.copy()
    made = morph(frame, frame.copy(), 0.5)
    np.testing.assert_array_equal(made, before)
    made[:] = 0
    np.testing.assert_array_equal(frame, before)
