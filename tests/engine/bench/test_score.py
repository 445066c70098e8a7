"""Tests of the scores on clips with known faults."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.bench.goals import Goal
from engine.bench.score import SIDE_PX, Footage, contact_sheet, lip_leak, lips, picture
from engine.face.landmarks import CORNER_LEFT, INNER_BOTTOM, MOUTH_POINTS


@pytest.fixture
def truth() -> Footage:
    """Ten seconds of a mouth that opens, shuts and widens irregularly, in front of a noise picture that drifts."""
    draw = np.random.default_rng(1)
    time = np.arange(250)
    gap = np.clip(0.1 * np.sin(time / 2.1) + 0.1 * np.sin(time / 3.7), 0, None)
    mouth = np.zeros((250, MOUTH_POINTS, 2))
    mouth[:, INNER_BOTTOM, 1] = gap
    mouth[:, CORNER_LEFT, 0] = 0.5 + 0.05 * np.sin(time / 2.9)
    texture = draw.integers(0, 255, (SIDE_PX, SIDE_PX, 3), np.uint8)
    crops = np.stack([np.roll(cv2.GaussianBlur(texture, (0, 0), 1.5), round(3 * np.sin(t / 9)), 1) for t in time])
    return Footage(mouth, crops, np.ones(250, bool))


def test_the_truth_itself_is_perfect(truth: Footage) -> None:
    scores = lips(truth, truth)
    assert (scores.open_r, scores.width_r) == (pytest.approx(1), pytest.approx(1))
    assert (scores.lag_ms, scores.lag_held, scores.amplitude, scores.closure) == (0, 1, pytest.approx(1), 1)
    looks = picture(truth, truth)
    assert (looks.sharpness, looks.flicker) == (pytest.approx(1), pytest.approx(1))
    assert looks.upper_psnr > 60


@pytest.mark.parametrize("late", [-3, 2])
def test_lag_is_found_with_its_sign(truth: Footage, late: int) -> None:
    scores = lips(replace(truth, mouth=np.roll(truth.mouth, late, axis=0)), truth)
    assert scores.lag_ms == 40 * late
    assert scores.lag_held == 0
    assert scores.open_r < 0.9
    assert (scores.open_r_in_step > 0.95) is (abs(late) <= 2), "80 ms are forgiven, no more"


def test_lips_that_meet_in_the_middle_of_a_vowel_are_false_closures(truth: Footage) -> None:
    shut = truth.mouth.copy()
    wide = int(shut[:, INNER_BOTTOM, 1].argmax())
    shut[wide, INNER_BOTTOM, 1] = 0
    assert lips(truth, truth).false_closures == 0
    assert (lips(replace(truth, mouth=shut), truth).false_closures or 0) > 0


def test_a_mouth_leaks_where_it_opens_beyond_its_rest(truth: Footage) -> None:
    ajar, quiet = np.zeros_like(truth.mouth), np.arange(len(truth.mouth)) < 50
    ajar[:, CORNER_LEFT, 0], ajar[:, INNER_BOTTOM, 1] = 0.5, 0.2
    assert lip_leak(replace(truth, mouth=ajar), 0.4, quiet) == 0, "this is how it rests"
    assert lip_leak(replace(truth, mouth=ajar), 0.1, quiet) == 1, "open all the time"
    ajar[40:, INNER_BOTTOM, 1] = 0.4
    assert lip_leak(replace(truth, mouth=ajar), 0.4, quiet) == pytest.approx(0.2), "a voice may open it"


def test_a_contact_sheet_shows_the_truth_above_the_clip(truth: Footage) -> None:
    black = replace(truth, crops=np.zeros_like(truth.crops))
    rows = np.split(contact_sheet(black, truth), 8)
    assert [bool(row.any()) for row in rows] == [True, False] * 4


def test_mumbling_is_a_small_amplitude(truth: Footage) -> None:
    assert lips(replace(truth, mouth=truth.mouth * 0.5), truth).amplitude == pytest.approx(0.5)


def test_lips_that_never_meet_miss_the_closures(truth: Footage) -> None:
    ajar = truth.mouth.copy()
    ajar[:, INNER_BOTTOM, 1] += 0.2
    assert lips(replace(truth, mouth=ajar), truth).closure == 0


def test_a_blurred_and_trembling_clip_scores_low(truth: Footage) -> None:
    blurred = np.stack([cv2.GaussianBlur(crop, (0, 0), 2) for crop in truth.crops])
    assert picture(replace(truth, crops=blurred), truth).sharpness < 0.5
    trembling = truth.crops.copy()
    trembling[::2] = np.minimum(trembling[::2], 215) + 40
    assert picture(replace(truth, crops=trembling), truth).flicker > 2
    brighter = np.minimum(truth.crops, 215) + 40
    assert picture(replace(truth, crops=brighter), truth).upper_psnr < 30


@pytest.mark.parametrize(
    ("goal", "met", "missed", "text"),
    [(Goal(0.8), 0.8, 0.79, ">= 0.8"), (Goal(high=2), 2, 2.1, "<= 2"), (Goal(0.8, 1.15), 1, 1.2, "0.8 to 1.15")],
)
def test_goals(goal: Goal, met: float, missed: float, text: str) -> None:
    assert goal.met(met)
    assert not goal.met(missed)
    assert str(goal) == text
