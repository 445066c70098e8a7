from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import Cancelled
from engine.face import FaceTrack, NoFaceFound, find_orientation, track_face, track_photo
from engine.media import read_frames
from engine.watch import Watch
from tests.conftest import LIPS_XY
from tests.engine.face.conftest import WriteVideo, scene

SIDE = 200


@pytest.fixture(scope="module")
def somebody_else(face_picture: np.ndarray) -> np.ndarray:
    """The portrait with another skin, another collar and its other side: whom the tracker must not take for her."""
    return cv2.cvtColor(face_picture[:, ::-1], cv2.COLOR_BGR2RGB)


def _covered(picture: np.ndarray) -> np.ndarray:
    """The scene blurred until nobody is to be seen."""
    return cv2.GaussianBlur(picture, (0, 0), 30)


def _centres(track: FaceTrack) -> np.ndarray:
    return track.landmarks.mean(1)


def test_a_frame_belongs_to_the_shot_between_its_cuts(talking_track: FaceTrack) -> None:
    cut = replace(talking_track, cuts=np.array([30, 70]))
    assert [cut.shot(number) for number in (0, 29, 30, 99)] == [
        slice(0, 30),
        slice(0, 30),
        slice(30, 70),
        slice(70, 100),
    ]
    assert talking_track.shot(50) == slice(0, 100)


def test_a_whole_video_is_tracked(talking_track: FaceTrack) -> None:
    assert (talking_track.engine, talking_track.fps, talking_track.size) == ("mesh", Fraction(25), (480, 480))
    assert len(talking_track) == 100
    assert talking_track.found.all()
    assert not talking_track.filled.any()
    assert not talking_track.rivals.any()
    assert not len(talking_track.cuts)
    np.testing.assert_allclose(talking_track.lips[:, 30:].mean((0, 1)), LIPS_XY, atol=15)


def test_progress_only_grows_and_ends_whole(talking_video: Path) -> None:
    told: list[tuple[str, float]] = []
    track_face(talking_video, watch=Watch(progress=lambda stage, fraction: told.append((stage, fraction))))
    assert {stage for stage, _ in told} == {"track"}
    assert told[-1][1] == 1
    assert all(later >= earlier for (_, earlier), (_, later) in pairwise(told))


def test_cancelling_stops_it(talking_video: Path) -> None:
    told: list[float] = []
    watch = Watch(progress=lambda _, fraction: told.append(fraction), cancelled=lambda: len(told) >= 10)
    with pytest.raises(Cancelled):
        track_face(talking_video, watch=watch)
    assert len(told) == 10


def test_a_short_gap_is_bridged(face_picture: np.ndarray, write_video: WriteVideo) -> None:
    scenes = [scene((face_picture, SIDE, (150 + 2 * t, 60))) for t in range(40)]
    scenes[14:26] = [_covered(picture) for picture in scenes[14:26]]
    track = track_face(write_video(scenes))
    assert track.usable.all()
    assert track.filled.any()
    assert set(np.flatnonzero(track.filled)) <= set(range(14, 26))
    np.testing.assert_allclose(np.diff(_centres(track)[:, 0]), 2, atol=1.2)  # it walks on at the same pace


def test_a_long_gap_stays_one(face_picture: np.ndarray, write_video: WriteVideo) -> None:
    picture = scene((face_picture, SIDE, (200, 60)))
    track = track_face(write_video([picture] * 8 + [_covered(picture)] * 40 + [picture] * 8))
    assert not track.usable[20:46].any()
    assert not track.filled.any()
    assert track.usable[:8].all()
    assert track.usable[-8:].all()
    np.testing.assert_allclose(
        _centres(track), _centres(track)[:1].repeat(56, 0), atol=3
    )  # as in the nearest found frame


def test_no_face_at_all(write_video: WriteVideo) -> None:
    with pytest.raises(NoFaceFound) as caught:
        track_face(write_video([scene()] * 5))
    assert (caught.value.code, caught.value.detail) == ("no_face_found", "no face in 5 frames")
    assert caught.value.facts == {"frames": 5}
    with pytest.raises(NoFaceFound, match=r"^no face found in the photo$"):
        track_photo(scene())


def test_the_largest_face_is_the_one_and_the_other_is_measured(
    face_picture: np.ndarray, somebody_else: np.ndarray, write_video: WriteVideo
) -> None:
    picture = scene((somebody_else, 150, (20, 100)), (face_picture, 250, (330, 60)))
    track = track_face(write_video([picture] * 3))
    assert (_centres(track)[:, 0] > 330).all()
    np.testing.assert_allclose(track.rivals, 150 / 250, atol=0.12)


def test_who_comes_nearer_later_does_not_take_over(
    face_picture: np.ndarray, somebody_else: np.ndarray, write_video: WriteVideo
) -> None:
    scenes = [scene((somebody_else, 120 + 6 * t, (10, 10)), (face_picture, SIDE, (410, 120))) for t in range(36)]
    track = track_face(write_video(scenes))
    assert (_centres(track)[:, 0] > 410).all()
    assert track.rivals[0] < 0.8
    assert track.rivals[-1] > 1.2


def test_after_a_cut_the_same_person_is_found_again(
    face_picture: np.ndarray, somebody_else: np.ndarray, write_video: WriteVideo
) -> None:
    first = scene((face_picture, SIDE, (60, 80)))
    second = 255 - scene()  # another room
    second[80:280, 420:620] = cv2.resize(face_picture, (SIDE, SIDE))
    second[40:300, 40:300] = cv2.resize(somebody_else, (260, 260))
    track = track_face(write_video([first] * 15 + [second] * 15))
    assert track.cuts.tolist() == [15]
    assert (_centres(track)[:15, 0] < 260).all()
    assert (_centres(track)[15:, 0] > 420).all()


def test_a_cut_to_the_same_picture_zoomed_is_a_cut(face_picture: np.ndarray, write_video: WriteVideo) -> None:
    picture = scene((face_picture, SIDE, (220, 80)))
    zoomed = cv2.resize(picture, None, fx=1.2, fy=1.2, interpolation=cv2.INTER_CUBIC)[36:396, 64:704]
    track = track_face(write_video([picture] * 12 + [zoomed] * 12))
    assert track.found.all()
    assert track.cuts.tolist() == [12]


def test_a_face_that_somebody_else_replaces_is_lost(
    face_picture: np.ndarray, somebody_else: np.ndarray, write_video: WriteVideo
) -> None:
    second = 255 - scene()
    second[40:300, 40:300] = cv2.resize(somebody_else, (260, 260))
    track = track_face(write_video([scene((face_picture, SIDE, (60, 80)))] * 15 + [second] * 15))
    assert track.found[:15].all()
    assert not track.usable[15:].any()


def test_a_small_face_in_a_large_picture(face_picture: np.ndarray) -> None:
    room = np.full((1080, 1080, 3), 120, np.uint8)
    room[400:580, 500:680] = cv2.resize(face_picture, (180, 180), interpolation=cv2.INTER_AREA)
    track = track_photo(room)
    assert track.size == (1080, 1080)
    assert track.found.all()
    centre = _centres(track)[0]
    assert 500 < centre[0] < 680
    assert 400 < centre[1] < 580
    assert 80 < track.face_width_px[0] < 140


def test_a_photo_is_a_track_of_one_frame(still: FaceTrack, face_picture: np.ndarray) -> None:
    assert len(still) == 1
    assert still.found.all()
    assert still.size == (480, 480)
    assert still.rivals.tolist() == [0]
    np.testing.assert_allclose(still.lips[0].mean(0), LIPS_XY, atol=15)
    np.testing.assert_array_equal(track_photo(face_picture).landmarks, still.landmarks)


@pytest.mark.parametrize(
    ("turn", "back"),
    [(None, 0), (cv2.ROTATE_90_CLOCKWISE, 270), (cv2.ROTATE_180, 180), (cv2.ROTATE_90_COUNTERCLOCKWISE, 90)],
)
def test_the_turn_that_stands_a_face_upright(
    turn: int | None, back: int, face_picture: np.ndarray, write_video: WriteVideo
) -> None:
    picture = scene((face_picture, 300, (170, 30)))
    lying = picture if turn is None else cv2.rotate(picture, turn)
    assert find_orientation(write_video([lying] * 6)) == back


def test_without_a_face_nothing_is_turned(write_video: WriteVideo) -> None:
    assert find_orientation(write_video([scene()] * 6)) == 0


def test_real_people_side_by_side(media: Path, write_video: WriteVideo) -> None:
    frames = read_frames(media / "bad" / "french_cnn2__two-faces.mp4", count=25, watch=Watch())
    track = track_face(write_video(list(frames)))
    assert track.found.mean() > 0.9
    assert np.median(track.rivals) > 0.6
    steps = np.linalg.norm(np.diff(_centres(track), axis=0), axis=1)
    assert steps.max() < 0.2 * track.face_width_px.mean(), "it never jumps to the other one"


def test_a_real_video_lying_on_its_side(media: Path) -> None:
    assert find_orientation(media / "bad" / "french__rotated90.mp4") in (90, 270)
    assert find_orientation(media / "speech" / "glasses_524_5s.mp4") == 0


def test_a_real_face_that_leaves(media: Path) -> None:
    track = track_face(media / "bad" / "french__face-leaves-frame.mp4")
    assert 0 < track.found.mean() < 1
    assert not (track.found & track.filled).any()
