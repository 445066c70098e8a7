from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.face import FaceTrack
from engine.pipeline.base_footage import FADE_FRAMES, BaseFootage, JoinFinder
from engine.pipeline.errors import TemplateDamaged

FRAMES, PERIOD, SIDE = 300, 90, 128
LAYOUT = np.random.default_rng(0).uniform(0.3, 0.7, (68, 2)).astype(np.float32) * SIDE


def swaying(number: int) -> np.ndarray:
    """A head that sways once in 90 frames, I420."""
    frame = np.full((SIDE * 3 // 2, SIDE), 128, np.uint8)
    frame[:SIDE] = np.linspace(40, 90, SIDE, dtype=np.uint8)
    x = SIDE / 2 + 25 * np.sin(2 * np.pi * number / PERIOD)
    cv2.circle(frame[:SIDE], (round(x * 16), 35 * 16), 20 * 16, 220, -1, cv2.LINE_AA, 4)
    return frame


def still_track(count: int) -> FaceTrack:
    """A face that stands still, eyes open."""
    landmarks = np.repeat(LAYOUT[None], count, axis=0)
    for upper, lower in ((37, 41), (38, 40), (43, 47), (44, 46)):
        landmarks[:, upper] = landmarks[:, lower] - [0, 4]
    nothing, everything = np.zeros(count, bool), np.ones(count, bool)
    return FaceTrack(
        "mesh", Fraction(25), (SIDE, SIDE), landmarks, np.zeros((count, 40, 2), np.float32),
        np.zeros((count, 3), np.float32), everything, nothing, np.zeros(count, np.float32), np.zeros(0, int),
    )  # fmt: skip


def find(
    track: FaceTrack, span: tuple[int, int], lift: np.ndarray | None = None, cut: int | None = None
) -> BaseFootage:
    finder = JoinFinder(track, span)
    for number in range(len(track)):
        finder.add(number, swaying(number) if cut is None or number < cut else 255 - swaying(number))
    return finder.find(np.zeros(len(track)) if lift is None else lift, None)


@pytest.fixture(scope="module")
def footage() -> BaseFootage:
    return find(still_track(FRAMES), (10, FRAMES - 11))


def test_joins_lie_where_frames_look_and_move_alike(footage: BaseFootage) -> None:
    best = np.array([footage.change[footage.sources == i].argmin() for i in np.unique(footage.sources)])
    targets = np.array(
        [footage.targets[footage.sources == i][k] for i, k in zip(np.unique(footage.sources), best, strict=True)]
    )
    phase = (targets - np.unique(footage.sources) - 1) % PERIOD
    assert np.median(np.minimum(phase, PERIOD - phase)) == 0, "not where the head passes the same place the other way"
    assert np.median(footage.change) < 20
    assert footage.change.min() < 1


def test_joins_leave_room_for_their_morphs(footage: BaseFootage) -> None:
    assert len(footage) == FRAMES - 20
    assert footage.first == 10
    assert footage.sources.max() + FADE_FRAMES // 2 < len(footage)
    assert footage.targets.min() >= FADE_FRAMES // 2
    assert np.abs(footage.targets - footage.sources - 1).min() > 25, "and never show the same second twice"


def test_no_join_lies_near_a_jump_of_the_footage_itself() -> None:
    footage = find(still_track(FRAMES), (0, FRAMES - 1), cut=150)
    assert footage.step.argmax() == 150
    assert footage.step[150] > 10
    assert len(footage.sources)
    for ends in (footage.sources, footage.targets - 1):
        assert (np.abs(ends - 150) > FADE_FRAMES // 2).all()


def test_a_mouth_that_moves_talks_where_no_sound_tells() -> None:
    lift = np.where(np.arange(FRAMES) < 150, np.sin(np.arange(FRAMES) * 1.1), 0.0)
    talking = find(still_track(FRAMES), (0, FRAMES - 1), lift).talking
    assert talking[15:135].all()
    assert not talking[165:].any()


def test_blinks_are_seen() -> None:
    track = still_track(FRAMES)
    for upper, lower in ((37, 41), (38, 40), (43, 47), (44, 46)):
        track.landmarks[100:104, upper] = track.landmarks[100:104, lower] - [0, 1]
    blinking = np.flatnonzero(find(track, (0, FRAMES - 1)).blinking)
    assert blinking.tolist() == list(range(97, 107))


@pytest.mark.parametrize("count", [1, 2, 5, 20, 45])
def test_short_footage_has_no_joins_or_good_ones(count: int) -> None:
    footage = find(still_track(count), (0, count - 1))
    assert len(footage) == count
    assert len(footage.sources) == 0 or footage.targets.max() < count


def test_survives_the_disk(footage: BaseFootage, tmp_path: Path) -> None:
    footage.save(tmp_path / "footage.npz")
    again = BaseFootage.load(tmp_path / "footage.npz")
    for field in fields(BaseFootage):
        np.testing.assert_array_equal(getattr(again, field.name), getattr(footage, field.name))


def test_what_does_not_fit_together_is_refused(footage: BaseFootage, tmp_path: Path) -> None:
    path = tmp_path / "footage.npz"
    for damaged in (
        replace(footage, targets=footage.targets + 10_000),
        replace(footage, lift=footage.lift[:-1]),
        replace(footage, change=footage.change[:-1]),
        replace(footage, turned=footage.turned[:-1]),
    ):
        damaged.save(path)
        with pytest.raises(TemplateDamaged):
            BaseFootage.load(path)
    path.write_bytes(b"not an archive")
    with pytest.raises(TemplateDamaged):
        BaseFootage.load(path)
