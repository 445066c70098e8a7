from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.face.landmarks import mouth_points
from engine.renderers.compositing import Region, composite, lay_over, mouth_region
from engine.renderers.library import MouthCrop
from engine.renderers.planes import Planes, planes
from tests.engine.renderers.footage import Footage

COLOUR_LIMIT = 18
"""Luma levels by which a mouth may at most be made brighter or darker."""


@pytest.fixture(scope="module")
def extremes(talking: Footage) -> tuple[int, int]:
    """The frames with the mouth shut and wide open."""
    height = talking.motion[:, 25, 1] - talking.motion[:, 35, 1]
    return int(height.argmin()), int(height.argmax())


def wanted_of(talking: Footage, number: int) -> np.ndarray:
    return mouth_points(talking.track.landmarks[[number]], talking.track.lips[[number]])[0]


def put(talking: Footage, number: int, crop: MouthCrop, wanted: np.ndarray) -> np.ndarray:
    """A copy of the frame with its mouth replaced."""
    frame = talking.frames[number].copy()
    composite(frame, talking.track.landmarks[number], talking.geometry.transforms[number], wanted, crop)
    return frame


def region_of(talking: Footage, number: int, wanted: np.ndarray) -> Region:
    face = talking.geometry
    region = mouth_region(talking.frames[number], face.landmarks[number], face.transforms[number], wanted)
    assert region is not None
    return region


def whole_mask(region: Region, shape: tuple[int, ...]) -> np.ndarray:
    mask = np.zeros(shape, np.float32)
    mask[region.box.y0 : region.box.y1, region.box.x0 : region.box.x1] = region.mask
    return mask


def brighter(crop: MouthCrop, levels: int) -> MouthCrop:
    luma = np.clip(crop.picture.y.astype(int) + levels, 0, 255).astype(np.uint8)
    return replace(crop, picture=Planes(luma, crop.picture.u, crop.picture.v))


def test_outside_the_mask_every_pixel_stays(talking: Footage, extremes: tuple[int, int]) -> None:
    shut, wide = extremes
    wanted = wanted_of(talking, wide)
    frame = put(talking, shut, brighter(talking.crop(wide), 60), wanted)
    mask = whole_mask(region_of(talking, shut, wanted), planes(frame).y.shape)
    before = talking.frames[shut]
    touched = planes(frame).y != planes(before).y
    assert not touched[mask == 0].any()
    assert touched[mask > 0.99].mean() > 0.9
    in_chroma = mask.reshape(mask.shape[0] // 2, 2, mask.shape[1] // 2, 2).max((1, 3)) > 0
    for now, then in zip(planes(frame)[1:], planes(before)[1:], strict=True):
        assert np.array_equal(now[~in_chroma], then[~in_chroma])


def test_the_mask_holds_the_mouth_and_leaves_the_nose(talking: Footage, extremes: tuple[int, int]) -> None:
    shut, wide = extremes
    wanted = wanted_of(talking, wide)
    mask = whole_mask(region_of(talking, shut, wanted), planes(talking.frames[shut]).y.shape)
    assert mask.min() == 0
    assert mask.max() == pytest.approx(1, abs=1e-6)
    for points in (talking.track.lips[shut], wanted[:40]):
        x, y = points.astype(int).T
        assert (mask[y, x] > 0.65).all(), "all of the lips"
        assert (mask[y, x][20:] > 0.85).all(), "above all what they show"
    x, y = talking.track.landmarks[shut, 27:31].astype(int).T
    assert (mask[y, x] == 0).all(), "the bridge of the nose"


def test_the_mask_has_faded_before_it_ends(talking: Footage, extremes: tuple[int, int]) -> None:
    mask = region_of(talking, extremes[0], wanted_of(talking, extremes[1])).mask
    assert not np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).any(), "no edge at the rim of the box"
    steps = max(np.abs(np.diff(mask, axis=axis)).max() for axis in (0, 1))
    assert steps < 0.2, "no edge inside"


def test_a_mouth_put_back_where_it_was_is_not_seen(talking: Footage, extremes: tuple[int, int]) -> None:
    for number in extremes:
        frame = put(talking, number, talking.crop(number), wanted_of(talking, number))
        region = region_of(talking, number, wanted_of(talking, number))
        change = np.abs(frame.astype(int) - talking.frames[number])
        inside = whole_mask(region, planes(frame).y.shape) > 0
        assert change[: inside.shape[0]][inside].mean() < 2


@pytest.mark.parametrize("levels", [-10, 10])
def test_another_light_is_made_the_frame_s(talking: Footage, extremes: tuple[int, int], levels: int) -> None:
    number, _ = extremes
    wanted = wanted_of(talking, number)
    plain, lit = (
        put(talking, number, crop, wanted) for crop in (talking.crop(number), brighter(talking.crop(number), levels))
    )
    inside = whole_mask(region_of(talking, number, wanted), planes(plain).y.shape) > 0.99
    left = (planes(lit).y.astype(int) - planes(plain).y)[inside].mean()
    assert abs(left) < 0.4 * abs(levels)


@pytest.mark.parametrize("scene", [30, 95, 125, 155, 235])
def test_the_correction_is_bounded(talking: Footage, scene: int) -> None:
    """A mouth of one grey in a scene of another."""
    region = region_of(talking, 0, wanted_of(talking, 0))
    frame = np.full_like(talking.frames[0], scene)
    drawn = Planes(*(np.full_like(plane, 125) for plane in region.box.cut(planes(frame))))
    lay_over(frame, region, drawn)
    inside = region.box.cut(planes(frame)).y[region.mask > 1 - 1e-6].astype(int)
    assert np.abs(inside - 125).max() <= COLOUR_LIMIT
    if abs(scene - 125) == 30:
        assert np.abs(inside - 125).max() == COLOUR_LIMIT, "what is not another surface is corrected as far as allowed"


@pytest.mark.parametrize("away", [(0, 400), (900, 0), (-900, 0), (0, -900)])
def test_a_mouth_outside_the_picture_changes_nothing(talking: Footage, away: tuple[float, float]) -> None:
    shift = np.array(away, np.float32)
    frame, face = talking.frames[0].copy(), talking.geometry
    transform = face.transforms[0].copy()
    transform[:, 2] -= transform[:, :2] @ shift
    composite(frame, face.landmarks[0] + shift, transform, wanted_of(talking, 0) + shift, talking.crop(0))
    assert np.array_equal(frame, talking.frames[0])


@pytest.mark.parametrize("away", [(0, 120), (220, 0), (-220, 0)])
def test_a_mouth_at_the_border_is_cut_off_there(talking: Footage, away: tuple[float, float]) -> None:
    shift = np.array(away, np.float32)
    frame, face = talking.frames[0].copy(), talking.geometry
    transform = face.transforms[0].copy()
    transform[:, 2] -= transform[:, :2] @ shift
    composite(frame, face.landmarks[0] + shift, transform, wanted_of(talking, 0) + shift, talking.crop(0))
    changed = frame != talking.frames[0]
    assert 0 < changed.mean() < 0.3
