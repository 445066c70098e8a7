from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.face import FaceTrack, track_photo
from engine.face.pose import head_pose
from engine.media import read_frames
from engine.watch import Watch

_HEAD = {
    # Centimetres: x to the right of the picture, y down, z away from the camera; outer and inner corners of the eyes, bridge
    # and base of the nose, sides of the face of an average head.
    36: (-4.5, 0, 0),
    39: (-1.8, 0.1, -0.6),
    42: (1.8, 0.1, -0.6),
    45: (4.5, 0, 0),
    27: (0, -0.6, -2.0),
    28: (0, 0.3, -2.6),
    29: (0, 1.6, -3.5),
    30: (0, 2.4, -4.0),
    33: (0, 4.8, -2.8),
    0: (-7.6, 2.0, 5.5),
    16: (7.6, 2.0, 5.5),
}


def _seen(yaw: float = 0, pitch: float = 0, roll: float = 0) -> np.ndarray:
    """Landmarks (1, 68, 2), pixels, of a far camera, of the head turned to the left of the picture, down, clockwise."""
    y, p, r = np.radians([yaw, pitch, roll])
    turn = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    nod = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    tilt = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    points = np.zeros((68, 2))
    for index, point in _HEAD.items():
        points[index] = (tilt @ nod @ turn @ np.array(point))[:2]
    return (points * 20 + 300)[None]


def test_the_helper_turns_as_it_says() -> None:
    assert _seen(yaw=20)[0, 30, 0] < _seen()[0, 30, 0]  # the tip of the nose goes left,
    assert _seen(pitch=20)[0, 30, 1] > _seen()[0, 30, 1]  # down,
    right_of_centre = _seen(roll=20)[0, 45] - _seen(roll=20)[0, 36]
    assert right_of_centre[1] > 0  # and clockwise brings the eye at the right of the picture down


@pytest.mark.parametrize("degrees", [-25, -10, 10, 25])
def test_signs_and_sizes(degrees: float) -> None:
    frontal = head_pose(_seen())[0]
    yaw = head_pose(_seen(yaw=degrees))[0] - frontal
    pitch = head_pose(_seen(pitch=degrees))[0] - frontal
    roll = head_pose(_seen(roll=degrees))[0] - frontal
    assert 0.9 < yaw[0] / degrees < 1.6  # networks draw turned faces too frontal, which the gain makes up for
    assert pitch[1] == pytest.approx(degrees, abs=4)
    assert roll[2] == pytest.approx(degrees, abs=2)
    assert np.abs(np.concatenate([yaw[1:], pitch[[0, 2]], roll[:2]])).max() < 5


def test_pose_does_not_depend_on_place_and_size(still: FaceTrack) -> None:
    np.testing.assert_allclose(head_pose(still.landmarks * 0.3 + 500), still.pose, atol=0.05)


def test_a_mirrored_portrait_looks_and_leans_the_other_way(face_picture: np.ndarray, still: FaceTrack) -> None:
    mirrored = track_photo(face_picture[:, ::-1].copy())
    np.testing.assert_allclose(mirrored.pose[0] * (-1, 1, -1), still.pose[0], atol=4)


def test_a_turned_portrait_is_rolled_by_as_much(face_picture: np.ndarray, still: FaceTrack) -> None:
    clockwise = cv2.getRotationMatrix2D((240, 240), -15, 1)
    turned = track_photo(cv2.warpAffine(face_picture, clockwise, (480, 480), borderMode=cv2.BORDER_REPLICATE))
    assert turned.pose[0, 2] - still.pose[0, 2] == pytest.approx(15, abs=3)


def test_people_turned_by_some_twenty_degrees_and_frontal(media: Path) -> None:
    def yaw(name: str) -> float:
        picture = next(read_frames(media / "speech" / name, start=25, count=1, watch=Watch()))
        return float(track_photo(picture).pose[0, 0])

    assert 15 < abs(yaw("suit_vfr22_yaw22_6s.mp4")) < 32
    assert abs(yaw("natural_french_50s.mp4")) < 10
