"""Tests of the badge on drawn frames."""

from __future__ import annotations

import numpy as np
import pytest

from engine.choices import Form
from engine.pipeline.badge import badge_for
from engine.renderers.planes import planes

SIZES = [
    (Form.VIDEO, (640, 360)),
    (Form.VIDEO, (1280, 720)),
    (Form.VIDEO, (1080, 1920)),
    (Form.NOTE, (640, 640)),
    (Form.NOTE, (240, 240)),
]


def _with_badge(form: Form, frame: np.ndarray) -> np.ndarray:
    drawn = frame.copy()
    badge_for(form, (frame.shape[1], frame.shape[0] * 2 // 3))(drawn)
    return drawn


def _noise(size: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(1).integers(16, 236, (size[1] * 3 // 2, size[0]), np.uint8)


def _changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return where luma or chroma differ, in luma pixels ``(h, w)``."""
    luma, *chroma = (old != new for old, new in zip(planes(before), planes(after), strict=True))
    return luma | np.logical_or(*chroma).repeat(2, 0).repeat(2, 1)


@pytest.mark.parametrize(("form", "size"), SIZES)
def test_it_is_small_at_the_top_right_and_changes_nothing_else(form: Form, size: tuple[int, int]) -> None:
    frame = _noise(size)
    y, x = np.nonzero(_changed(frame, _with_badge(form, frame)))
    width, height = size
    assert x.min() > 0.6 * width
    assert y.max() < 0.3 * height
    assert 12 <= y.max() - y.min() + 1 <= 0.07 * min(size) + 2
    if form is Form.NOTE:
        assert np.hypot(x - (width - 1) / 2, y - (height - 1) / 2).max() < 0.47 * width, "inside the circle"
    else:
        assert x.max() < 0.955 * width
        assert y.min() >= 0.045 * height


@pytest.mark.parametrize(("form", "size"), SIZES)
@pytest.mark.parametrize("luma", [16, 90, 170, 235])
def test_the_letters_stand_out_from_any_ground(form: Form, size: tuple[int, int], luma: int) -> None:
    frame = np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)
    planes(frame).y[:] = luma
    drawn = planes(_with_badge(form, frame))
    inside = drawn.y[_changed(_noise(size), _with_badge(form, _noise(size)))]
    plate, letters = np.percentile(inside, [50, 95])
    assert letters - plate > 100
    assert (drawn.u == 128).all()
    assert (drawn.v == 128).all()
