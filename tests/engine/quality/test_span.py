"""Tests of the choice of frames for the clip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.quality.span import base_path, mouth_hidden, mouth_outside
from tests.engine.quality.drawn import draw_face, make_looks, make_track

TRACK = make_track(draw_face(), frames=500)
NOTHING = np.zeros(500, bool)


def frames(first: int, last: int) -> np.ndarray:
    return (np.arange(500) >= first) & (np.arange(500) <= last)


def test_whole_video_without_faults() -> None:
    assert base_path(TRACK, NOTHING) == (0, 499)


def test_longest_part_between_cuts() -> None:
    assert base_path(replace(TRACK, cuts=np.array([100, 350])), NOTHING) == (100, 349)


def test_part_with_the_face_mouth_bare_and_turned_to_us() -> None:
    pose = np.zeros((500, 3), np.float32)
    pose[300:320, 0] = 40
    assert base_path(replace(TRACK, pose=pose), frames(100, 109)) == (110, 299)
    gone = replace(TRACK, pose=pose, found=~frames(150, 160))
    assert base_path(gone, NOTHING) == (320, 499)


def test_interpolated_frames_are_good() -> None:
    assert base_path(replace(TRACK, found=~frames(150, 160), filled=frames(150, 160)), NOTHING) == (0, 499)


def test_demands_fall_rather_than_leaving_no_path() -> None:
    profile = replace(TRACK, pose=np.full((500, 3), 45, np.float32))
    assert base_path(profile, frames(0, 99)) == (100, 499)
    assert base_path(profile, ~NOTHING) == (0, 499)
    assert base_path(replace(TRACK, found=NOTHING), NOTHING) == (0, 499)


def test_hidden_frames_lie_between_hidden_samples() -> None:
    looks = make_looks(160, step=3)
    visible = looks.mouth_visible.copy()
    visible[20:30] = False
    hidden = mouth_hidden(replace(looks, mouth_visible=visible), 500)
    assert hidden[60:88].all()
    assert not hidden[:58].any()
    assert not hidden[90:].any()


def test_single_sample_is_a_slip() -> None:
    looks = make_looks()
    visible = looks.mouth_visible.copy()
    visible[20] = False
    assert not mouth_hidden(replace(looks, mouth_visible=visible), 500).any()


def test_no_samples_no_hidden_mouth() -> None:
    assert not mouth_hidden(make_looks(0), 500).any()


def test_mouth_outside_the_picture() -> None:
    way = np.where(np.arange(500) < 300, 0, TRACK.size[0] / 2)[:, None, None]
    leaving = replace(TRACK, landmarks=TRACK.landmarks + way, lips=TRACK.lips + way)
    assert (mouth_outside(leaving) == (np.arange(500) >= 300)).all()
