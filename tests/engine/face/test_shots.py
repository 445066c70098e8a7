from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import pytest

from engine.face import FaceTrack
from engine.face.picture import Photo
from engine.face.shots import CutFinder, zoom_cuts


def _room(seed: int) -> np.ndarray:
    """A furnished room, uint8 BGR (240, 320, 3): a wall and a floor, thirty boxes and lamps, and a camera's noise."""
    random = np.random.default_rng(seed)
    wall, floor, *colours = random.integers(20, 236, (32, 3)).tolist()
    picture = np.full((240, 320, 3), wall, np.uint8)
    cv2.rectangle(picture, (0, 170), (320, 240), floor, cv2.FILLED)
    for colour in colours:
        x, y, width, height = random.integers((0, 0, 8, 8), (320, 240, 70, 60)).tolist()
        if random.random() < 0.7:
            cv2.rectangle(picture, (x, y), (x + width, y + height), colour, cv2.FILLED)
        else:
            cv2.circle(picture, (x, y), width // 3, colour, cv2.FILLED)
    return np.clip(picture + random.normal(0, 3, picture.shape), 0, 255).astype(np.uint8)


_ROOMS = [_room(1), _room(2)]


def _cuts(pictures: Iterable[np.ndarray]) -> list[int]:
    finder = CutFinder()
    for picture in pictures:
        finder.add(Photo(picture))
    return finder.cuts().tolist()


def _moved(picture: np.ndarray, x: float, y: float) -> np.ndarray:
    shift = np.array([[1, 0, x], [0, 1, y]], np.float32)
    return cv2.warpAffine(picture, shift, picture.shape[1::-1], borderMode=cv2.BORDER_REFLECT)


def test_cuts_are_the_first_frames_of_new_shots() -> None:
    first, second = _ROOMS
    assert _cuts([first] * 12 + [second] * 9 + [first] * 14) == [12, 21]


def test_a_cut_is_suspected_as_it_happens() -> None:
    finder = CutFinder()
    suspected = []
    for picture in [_ROOMS[0]] * 5 + [_ROOMS[1]] * 5:
        finder.add(Photo(picture))
        suspected.append(finder.suspects())
    assert suspected == [False] * 5 + [True] + [False] * 4


@pytest.mark.parametrize("length", [0, 1, 2])
def test_nothing_is_cut_in_a_moment(length: int) -> None:
    assert _cuts([_ROOMS[0]] * length) == []


def test_a_jerk_of_the_camera_is_no_cut() -> None:
    assert _cuts([_moved(_ROOMS[0], 60 * (t >= 10), 25 * (t >= 10)) for t in range(20)]) == []


def test_a_shaking_and_panning_camera_is_no_cut() -> None:
    random = np.random.default_rng(0)
    assert _cuts([_moved(_ROOMS[0], 2 * t + x, y) for t, (x, y) in enumerate(random.normal(0, 8, (40, 2)))]) == []


def test_a_fade_is_no_cut() -> None:
    first, second = _ROOMS
    assert _cuts([cv2.addWeighted(first, 1 - share, second, share, 0) for share in np.linspace(0, 1, 30)]) == []


def _face(sizes: np.ndarray, track: FaceTrack) -> np.ndarray:
    """Landmarks of the portrait at ``sizes`` ``(n,)`` times its size, with a tracker's noise."""
    noise = np.random.default_rng(0).normal(0, 0.5, (len(sizes), 68, 2))
    return track.landmarks[0] * sizes[:, None, None] + noise


def test_a_face_that_comes_nearer_is_no_cut(still: FaceTrack) -> None:
    for sizes in (np.linspace(1, 1.5, 20), 1 + 0.1 * (np.arange(20) == 10)):
        assert zoom_cuts(_face(sizes, still), np.ones(20, bool)).tolist() == []


def test_a_zoom_is_found_beside_frames_without_a_face(still: FaceTrack) -> None:
    landmarks, found = _face(np.where(np.arange(20) < 10, 1, 0.8), still), np.arange(20) != 5
    landmarks[5] = 0
    assert zoom_cuts(landmarks, found).tolist() == [10]
