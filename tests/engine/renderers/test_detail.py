from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.renderers.detail import detail_power, restore_detail

SIDE = 160
SMALL, LARGE = 60.0, 130.0


def grainy(deviation: float, seed: int = 0) -> np.ndarray:
    """A smooth shape under camera noise, uint8."""
    noise = np.random.default_rng(seed).normal(0, deviation, (SIDE, SIDE))
    smooth = 128 + 60 * np.sin(np.linspace(0, 3, SIDE))[:, None] * np.cos(np.linspace(0, 2, SIDE))
    return np.clip(smooth + noise, 0, 255).astype(np.uint8)


def moved(shift: float) -> np.ndarray:
    """Backward map that reads ``shift`` pixels to the right and below."""
    return (np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), -1) + shift).astype(np.float32)


def resampled(picture: np.ndarray, shift: float) -> np.ndarray:
    return cv2.remap(picture, moved(shift), None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)


def grain(picture: np.ndarray) -> float:
    """Variance of the Laplacian, as the sharpness of a picture is measured."""
    return float(cv2.Laplacian(picture.astype(np.float32), cv2.CV_32F)[10:-10, 10:-10].var())


@pytest.mark.parametrize("shift", [0.25, 0.5, 0.75])
def test_grain_lost_between_pixels_comes_back(shift: float) -> None:
    picture = grainy(4.0)
    warped = resampled(picture, shift)
    blurred = grain(warped)
    restore_detail(warped, detail_power(picture), moved(shift), LARGE)
    assert blurred < 0.75 * grain(picture), "there is something to restore"
    assert grain(warped) > blurred + 0.4 * (grain(picture) - blurred)
    assert grain(warped) < 1.3 * grain(picture), "no more than what an encoder takes"


def test_what_lost_nothing_gains_no_more_than_the_encoder_takes() -> None:
    picture = grainy(4.0)
    warped = resampled(picture, 3.0)
    before = warped.copy()
    restore_detail(warped, detail_power(picture), moved(3.0), LARGE)
    assert grain(before) < grain(warped) < 1.3 * grain(before)


def test_a_small_face_gains_no_more_than_it_lost() -> None:
    picture = grainy(4.0)
    warped = resampled(picture, 0.5)
    blurred = grain(warped)
    restore_detail(warped, detail_power(picture), moved(0.5), SMALL)
    assert blurred < grain(warped) < 1.05 * grain(picture)


def test_a_smooth_picture_gains_no_grain() -> None:
    picture = grainy(0.0)
    warped = resampled(picture, 0.5)
    before = warped.copy()
    restore_detail(warped, detail_power(picture), moved(0.5), LARGE)
    assert np.abs(warped - before)[16:-16, 16:-16].max() < 0.5


def test_detail_is_never_amplified_beyond_the_bound() -> None:
    """A far sharper source does not make ringing of what the warp kept."""
    soft = cv2.GaussianBlur(grainy(8.0), (0, 0), 2).astype(np.float32)
    before = soft.copy()
    restore_detail(soft, detail_power(grainy(60.0)), moved(0.0), LARGE)
    finest = before - cv2.GaussianBlur(before, (5, 5), 1.0)
    assert np.abs(soft - before).max() <= 0.6 * np.abs(finest).max() + 1e-3
