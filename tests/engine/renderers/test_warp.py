from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.landmarks import INNER_TOP
from engine.renderers.planes import bgr, planes
from tests.engine.renderers.faces import REST, SCALE, Photo, opened, tracked_opening

GAPS = np.array([0.0, 1.0, 2.0, 3.0, 4.0])


def test_a_smile_closes_over_its_teeth(smiling: Photo) -> None:
    [shut] = smiling.speak(REST[None])
    assert tracked_opening(smiling.frame) > 0.06, "the photo shows teeth"
    assert tracked_opening(shut) < 0.03


def test_the_mouth_opens_as_far_as_it_is_told(smiling: Photo) -> None:
    found = np.array([tracked_opening(frame) for frame in smiling.speak(opened(GAPS))])
    assert (np.diff(found) > 0.01).all()
    wanted = GAPS * smiling.space.scale
    assert np.polyfit(wanted, found, 1)[0] == pytest.approx(1.1, abs=0.3)


def test_a_small_face_opens_its_lips_too(smiling: Photo) -> None:
    unit = 1 / np.hypot(*canonical_transforms(smiling.track.landmarks)[0, 0, :2])
    small = Photo.of(cv2.resize(bgr(smiling.frame), None, fx=36 / unit, fy=36 / unit, interpolation=cv2.INTER_AREA))
    shut, wide = (tracked_opening(frame) for frame in small.speak(opened(np.array([0.0, 4.0]))))
    assert wide - shut == pytest.approx(4 * SCALE, rel=0.35)


def test_closed_lips_of_footage_open_and_close(mouth_shut: Photo) -> None:
    gaps = np.array([0, 1, 3, 2, 4, 0, 2, 0], float)
    found = np.array([tracked_opening(frame) for frame in mouth_shut.speak(opened(gaps))])
    assert np.corrcoef(gaps, found)[0, 1] > 0.95
    assert found[gaps == 0].max() < 0.25 * found.max()
    assert found.max() == pytest.approx(4 * SCALE, rel=0.35)


def test_lips_at_rest_leave_the_footage_alone(mouth_shut: Photo) -> None:
    [still] = mouth_shut.speak(REST[None])
    height = mouth_shut.track.size[1]
    change = np.abs(still[:height].astype(int) - mouth_shut.frame[:height])
    assert change.mean() < 0.2
    assert np.percentile(change, 99.9) < 20


def test_above_the_nose_nothing_changes(smiling: Photo) -> None:
    *_, wide = smiling.speak(opened(GAPS))
    bridge = int(smiling.track.landmarks[0, 28, 1]) // 2 * 2
    for now, before in zip(planes(wide), planes(smiling.frame), strict=True):
        rows = bridge * now.shape[0] // planes(wide).y.shape[0]
        assert np.array_equal(now[:rows], before[:rows])


def test_the_chin_drops_with_the_jaw(smiling: Photo) -> None:
    shut, wide = smiling.speak(opened(np.array([0.0, 4.0])))
    change = np.abs(planes(wide).y.astype(int) - planes(shut).y)
    x, y = smiling.track.landmarks[0, 8].astype(int)
    assert change[y - 12 : y + 6, x - 20 : x + 20].mean() > 2
    unit = 1 / np.hypot(*canonical_transforms(smiling.track.landmarks)[0, 0, :2])
    assert change[int(y + 0.6 * unit) :].max(initial=0) == 0, "the collar stays"


def test_upper_teeth_stay_with_the_skull(smiling: Photo) -> None:
    frames = smiling.speak(opened(np.array([2.0, 4.0])))
    to_pixels = invert(canonical_transforms(smiling.track.landmarks)[0])
    x, y = apply(to_pixels, smiling.space.mean)[INNER_TOP].astype(int)
    row = (slice(y - 4, y + 4), slice(x - 14, x + 14))
    half, wide = (planes(frame).y[row].astype(int) for frame in frames)
    assert half.mean() > 90, "teeth are seen there"
    assert np.abs(half - wide).mean() < 25, "and stay when the jaw drops further"


@pytest.mark.parametrize("away", [(0, 140), (0, 240), (0, 400), (-300, 0), (900, 900)])
def test_a_mouth_that_leaves_the_picture_is_no_trouble(smiling: Photo, away: tuple[float, float]) -> None:
    [frame] = smiling.speak(opened(np.array([3.0])), away)
    assert frame.shape == smiling.frame.shape
