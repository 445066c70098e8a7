from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.face.canonical import apply, canonical_transforms, invert
from engine.renderers.errors import MouthLibraryDamaged
from engine.renderers.inner_mouth import PATCH_SIZE, InnerMouth, fill, rest_place
from engine.renderers.planes import planes
from tests.engine.renderers.faces import REST, Photo


@pytest.fixture(scope="module")
def inner(smiling: Photo) -> InnerMouth:
    return smiling.inner


def middle(layer: np.ndarray) -> np.ndarray:
    """The patch column of the midline."""
    return layer[:, PATCH_SIZE[0] // 2]


def test_teeth_are_bright_but_not_white(inner: InnerMouth, smiling: Photo) -> None:
    column = middle(inner.upper)
    teeth = column[column[:, 3] > 200]
    assert inner.dark[0] < 60 < 100 < teeth[:, 0].max()
    assert teeth[:, 0].max() < 225
    assert teeth[:, 0].max() <= planes(smiling.frame).y.max()


def test_upper_teeth_end_above_the_lower_lip(inner: InnerMouth) -> None:
    assert middle(inner.upper)[20, 3] > 200
    assert middle(inner.upper)[-20, 3] == 0


def test_a_mouth_is_modelled_where_none_is_seen(mouth_shut: Photo) -> None:
    inner = mouth_shut.inner
    left, right = inner.upper[:, 20:144, 0], inner.upper[:, 145:269, 0]
    assert np.abs(left - right[:, ::-1]).mean() < 3, "the model is symmetric"
    assert inner.dark[2] > 128, "the throat is reddish"


def test_survives_the_disk(inner: InnerMouth, tmp_path: Path) -> None:
    inner.save(tmp_path / "mouth.npz")
    again = InnerMouth.load(tmp_path / "mouth.npz")
    for name in ("upper", "lower", "dark", "rest"):
        assert np.allclose(getattr(again, name), np.clip(getattr(inner, name), 0, 255), atol=0.51)


@pytest.mark.parametrize("content", [b"", b"not an archive"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mouth.npz"
    path.write_bytes(content)
    with pytest.raises(MouthLibraryDamaged):
        InnerMouth.load(path)


def test_a_bare_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mouth.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(MouthLibraryDamaged):
        InnerMouth.load(path)


def test_a_file_of_other_shapes_is_refused(tmp_path: Path) -> None:
    layer = np.zeros((4, 4, 4), np.uint8)
    np.savez(tmp_path / "mouth.npz", upper=layer, lower=layer, dark=np.zeros(3), rest=REST)
    with pytest.raises(MouthLibraryDamaged, match="shapes"):
        InnerMouth.load(tmp_path / "mouth.npz")


def test_only_the_opening_is_drawn(inner: InnerMouth, smiling: Photo) -> None:
    to_pixels = invert(canonical_transforms(smiling.track.landmarks)[0])
    place = rest_place(apply(to_pixels, smiling.space.mean))
    frame = smiling.frame.copy()
    contour = smiling.track.lips[0, 20:]
    inner.draw(frame, contour, place, np.zeros(2))
    width, height = smiling.track.size
    outside = fill(contour, (width, height), 3.0) == 0
    assert np.array_equal(frame[:height][outside], smiling.frame[:height][outside])
    assert not np.array_equal(frame, smiling.frame)


def test_lips_that_touch_show_nothing(inner: InnerMouth, smiling: Photo) -> None:
    upper = smiling.track.lips[0, [20, *range(39, 29, -1)]]
    frame = smiling.frame.copy()
    inner.draw(frame, np.concatenate([upper, upper[::-1]]), np.eye(2, 3) * 200, np.zeros(2))
    change = np.abs(frame.astype(int) - smiling.frame)
    assert change.max() < 45
    assert change.mean() < 0.05
