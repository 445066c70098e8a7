from __future__ import annotations

import numpy as np
import pytest

from engine.articulation.finish import GAIN, finish, keep_apart, press, rest_motion, settle, voice_weight
from engine.articulation.motion import lift, spread
from engine.choices import MouthSize
from engine.face.landmarks import INNER_BOTTOM, INNER_TOP, MOUTH_POINTS
from tests.engine.articulation.made import made_motion

WHOLE = 250  # frames
REST = np.zeros((MOUTH_POINTS, 2), np.float32)
REST[INNER_TOP, 1], REST[INNER_BOTTOM, 1] = 0.7, -0.7  # lips closer than on average
TALK = made_motion(WHOLE, 1)
FAR = -100.0  # a floor that nothing falls under


def at(seconds: float) -> int:
    return round(seconds * 25)


def test_pauses_over_half_a_second_close_the_mouth() -> None:
    finished = finish(TALK, [(1.0, 4.0), (5.0, 9.0)], REST, FAR)
    assert (finished.shape, finished.dtype) == (TALK.shape, np.float32)
    assert finished[at(4.3) : at(4.6)] == pytest.approx(np.broadcast_to(REST, (at(4.6) - at(4.3), *REST.shape)))
    assert finished[at(9.3) :] == pytest.approx(np.broadcast_to(REST, (WHOLE - at(9.3), *REST.shape)))
    assert finished[: at(0.6)] == pytest.approx(np.broadcast_to(REST, (at(0.6), *REST.shape)))


def test_shorter_pauses_leave_the_mouth_alone() -> None:
    paused, unbroken = (finish(TALK, audible, REST, FAR) for audible in ([(0.5, 4.0), (4.45, 9.5)], [(0.5, 9.5)]))
    assert np.array_equal(paused, unbroken)


def test_stretches_may_overlap_and_come_in_any_order() -> None:
    assert np.array_equal(voice_weight(WHOLE, [(5, 6), (1, 4), (2, 3)]), voice_weight(WHOLE, [(1, 4), (5, 6)]))


def test_the_mouth_moves_fully_while_the_voice_is_heard() -> None:
    weight = voice_weight(WHOLE, [(1.0, 4.0)])
    assert np.all(weight[at(1.0) : at(4.0)] > 0.99)
    assert np.all(np.diff(weight[: at(1.0)]) >= 0), "opens before the first sound"
    assert np.all(np.diff(weight[at(4.0) :]) <= 0)
    assert np.abs(np.diff(weight)).max() < 0.25, "without a jerk"


def test_a_clip_begins_and_ends_at_rest_and_silence_is_rest() -> None:
    weight = voice_weight(WHOLE, [(0, 10)])
    assert max(weight[0], weight[-1]) < 0.1
    assert np.all(weight[5:-5] > 0.99)
    assert not voice_weight(WHOLE, []).any()
    assert voice_weight(1, [(0, 0.04)]).shape == (1,)


def test_regression_shrinks_and_the_gain_makes_up_for_it() -> None:
    far_below = REST.copy()
    far_below[INNER_BOTTOM, 1] -= 10  # so that no lips nearly meet
    finished, predicted = finish(TALK, [(0, 10)], far_below, FAR)[10:-10], TALK[10:-10]
    across, up = GAIN
    assert across > up > 1
    assert lift(finished).std() == pytest.approx(up * lift(predicted).std(), rel=1e-3)
    assert spread(finished).std() == pytest.approx(across * spread(predicted).std(), rel=1e-3)
    assert np.corrcoef(lift(finished), lift(predicted))[0, 1] > 0.9999


def test_the_mouth_opens_less_or_more_as_wanted() -> None:
    calm, natural, lively = (finish(TALK, [(0, 10)], REST, FAR, size)[10:-10] for size in MouthSize)
    assert lift(calm).std() < lift(natural).std() < lift(lively).std()
    assert lift(calm - REST).mean() < lift(lively - REST).mean(), "further from rest, not around the mean"


def test_lips_that_nearly_meet_are_pressed_and_open_ones_left_alone() -> None:
    ajar = lift(TALK) < lift(REST[None])[0] + 1.2
    assert ajar.any()
    assert not ajar.all()
    pressed = press(TALK, REST)
    assert (lift(pressed)[ajar] < lift(TALK)[ajar]).all()
    np.testing.assert_array_equal(pressed[~ajar], TALK[~ajar])
    assert np.corrcoef(lift(pressed), lift(TALK))[0, 1] > 0.99


def test_lips_never_cross() -> None:
    floor = -1.0
    assert lift(TALK).min() < floor
    apart = keep_apart(TALK, floor)
    assert lift(apart).min() == pytest.approx(floor, abs=1e-4)
    untouched = lift(TALK) >= floor
    assert np.array_equal(apart[untouched], TALK[untouched])
    still = np.zeros_like(TALK)
    assert np.array_equal(keep_apart(still, 1.0), still), "a mouth that does not move shows no way to open it"


def test_settling_blends_towards_rest() -> None:
    blended = settle(TALK[:3], np.array([1.0, 0.5, 0.0]), REST)
    assert blended == pytest.approx(np.stack([TALK[0], (TALK[1] + REST) / 2, REST]), abs=1e-6)


def opened(openings: np.ndarray) -> np.ndarray:
    motion = np.zeros((len(openings), MOUTH_POINTS, 2), np.float32)
    motion[:, INNER_BOTTOM, 1] = openings
    return motion


def test_rest_is_how_the_mouth_is_kept_in_pauses() -> None:
    openings = np.concatenate([np.linspace(-1, 3, 300), np.full(50, -0.5)])
    quiet = np.arange(350) >= 300
    rest, floor = rest_motion(opened(openings), np.ones(350, bool), quiet)
    assert lift(rest[None])[0] == pytest.approx(-0.5)
    assert floor == pytest.approx(np.percentile(openings, 1))


@pytest.mark.parametrize("pauses", ["unknown", "too short", "mouth open"])
def test_else_rest_is_the_closed_mouth_of_the_speech(pauses: str) -> None:
    openings = np.concatenate([np.linspace(-1, 3, 300), np.full(50, 2.0 if pauses == "mouth open" else -0.5)])
    quiet = None if pauses == "unknown" else np.arange(350) >= (340 if pauses == "too short" else 300)
    rest, _ = rest_motion(opened(openings), np.ones(350, bool), quiet)
    assert lift(rest[None])[0] == pytest.approx(np.median(np.sort(openings)[:35]), abs=0.05)


def test_frames_in_which_the_mouth_was_not_seen_do_not_count() -> None:
    openings = np.linspace(-1, 3, 300)
    openings[::3] = -50
    rest, floor = rest_motion(opened(openings), np.arange(300) % 3 != 0)
    assert min(lift(rest[None])[0], floor) > -1.1
