from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.face import FaceTrack
from engine.renderers.blink import Eyelid, blinks
from engine.renderers.life import FRAME_RATE, animate_photo
from engine.renderers.planes import planes
from tests.engine.renderers.faces import Photo

SECONDS = 6.0


@pytest.fixture(scope="module")
def living(smiling: Photo, face_picture: np.ndarray) -> tuple[FaceTrack, list[np.ndarray]]:
    track, frames = animate_photo(face_picture, smiling.track, SECONDS)
    return track, list(frames)


def test_every_frame_has_its_landmarks(living: tuple[FaceTrack, list[np.ndarray]], smiling: Photo) -> None:
    track, frames = living
    assert len(track) == len(frames) == SECONDS * FRAME_RATE
    assert track.size == smiling.track.size
    assert track.usable.all()
    assert all(frame.shape == smiling.frame.shape for frame in frames)


def test_the_head_moves_a_little_and_smoothly(living: tuple[FaceTrack, list[np.ndarray]]) -> None:
    nose = living[0].landmarks[:, 30]
    step = np.linalg.norm(np.diff(nose, axis=0), axis=1)
    eyes = np.linalg.norm(living[0].landmarks[0, 45] - living[0].landmarks[0, 36])
    assert 0.01 < np.ptp(nose[:, 0]) / eyes < 0.08
    assert step.max() < 0.01 * eyes
    assert max(step[0], step[-1]) < 0.1 * step.max(), "still at both ends"


def test_landmarks_go_where_the_pixels_go(smiling: Photo) -> None:
    places = smiling.track.landmarks[0, [30, 8, 19]] + np.array([0, -6], np.float32)
    picture = np.full((*smiling.track.size[::-1], 3), 90, np.uint8)
    rows, columns = np.indices(picture.shape[:2])
    for x, y in places:
        picture += (120 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / 18)).astype(np.uint8)[..., None]
    lips = smiling.track.lips.copy()
    lips[0, :3] = places
    track, frames = animate_photo(picture, replace(smiling.track, lips=lips), SECONDS)
    for number, frame in enumerate(frames):
        if number % 25:
            continue
        light = np.clip(planes(frame).y.astype(float) - 100, 0, None)
        for x, y in track.lips[number, :3]:
            near = (columns - x) ** 2 + (rows - y) ** 2 < 100
            found = np.array([(light * near * axis).sum() for axis in (columns, rows)]) / (light * near).sum()
            assert np.abs(found - [x, y]).max() < 0.4


def test_the_border_never_moves(living: tuple[FaceTrack, list[np.ndarray]], smiling: Photo) -> None:
    for frame in living[1]:
        for now, before in zip(planes(frame), planes(smiling.frame), strict=True):
            assert np.array_equal(now[:2], before[:2])
            assert np.array_equal(now[:, :2], before[:, :2])
            assert np.array_equal(now[-2:], before[-2:])
            assert np.array_equal(now[:, -2:], before[:, -2:])


def test_eyes_that_do_not_blink_stay_as_they_are(smiling: Photo, face_picture: np.ndarray) -> None:
    track, _ = animate_photo(face_picture, smiling.track, SECONDS, blinking=False)
    gaps = np.linalg.norm(track.landmarks[:, [37, 38, 43, 44]] - track.landmarks[:, [41, 40, 47, 46]], axis=-1)
    assert np.ptp(gaps, axis=0).max() < 0.05 * gaps.min()


def test_the_seed_decides(smiling: Photo, face_picture: np.ndarray) -> None:
    first, again, other = (animate_photo(face_picture, smiling.track, 2.0, seed)[0].landmarks for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other, atol=0.5)


def test_large_photos_shrink_and_sides_become_even(smiling: Photo, face_picture: np.ndarray) -> None:
    large = cv2.resize(face_picture, (2881, 2881))
    scale = np.float32(2881 / 480)
    still = replace(
        smiling.track, size=(2881, 2881), landmarks=smiling.track.landmarks * scale, lips=smiling.track.lips * scale
    )
    track, frames = animate_photo(large, still, 1.0)
    assert track.size == (1080, 1080)
    assert next(frames).shape == (1620, 1080)
    assert np.allclose(track.landmarks[0] / 1080, smiling.track.landmarks[0] / 480, atol=0.02)
    odd, frames = animate_photo(face_picture[:479, :477], smiling.track, 1.0)
    assert odd.size == (476, 478)
    assert next(frames).shape == (717, 476)


def test_blinks_come_every_few_seconds_and_last_a_quarter_of_one() -> None:
    shut = blinks(60 * 25, FRAME_RATE, np.random.default_rng(0))
    starts = np.flatnonzero(np.diff((shut > 0).astype(int)) == 1)
    gaps = np.diff(starts) / 25
    assert gaps.min() >= 2
    assert gaps.max() <= 6.1
    assert 0.2 <= (shut > 0).sum() / len(starts) / 25 <= 0.3
    assert shut.max() == pytest.approx(1)
    assert not shut[:25].any()
    assert not shut[-20:].any()


def test_a_shut_eye_shows_skin(smiling: Photo) -> None:
    frame = smiling.frame.copy()
    landmarks = smiling.track.landmarks[0]
    for eyelid in (Eyelid.right(landmarks), Eyelid.left(landmarks)):
        eyelid.close(frame, 1.0)
        mask = np.zeros(planes(frame).y.shape, np.uint8)
        cv2.fillPoly(mask, [np.rint(landmarks[eyelid.points]).astype(int)], 1)
        mask = cv2.erode(mask, np.ones((3, 3), np.uint8)) > 0
        before, after = planes(smiling.frame).y[mask], planes(frame).y[mask]
        assert after.std() < 0.7 * before.std()
        assert after.min() > before.min() + 20, "the pupil is gone"
    moved = Eyelid.right(landmarks).moved(np.array([0.0, 1.0]))
    assert np.allclose(moved[0], landmarks[36:42], atol=1e-3)
    assert np.abs(moved[1, [1, 2]] - moved[1, [5, 4]])[:, 1].max() < 3, "the lids meet"
