from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.face.landmarks import INNER_BOTTOM, MOUTH_POINTS
from engine.renderers.errors import MouthLibraryDamaged
from engine.renderers.library import MAX_CROPS, MouthLibrary, pick_frames
from engine.renderers.planes import planes
from tests.engine.renderers.footage import Footage

NUMBERS = np.array([3, 4, 5, 20, 40, 41, 60])


@pytest.fixture(scope="module")
def library(talking: Footage) -> MouthLibrary:
    return talking.library(NUMBERS)


def lifted(openings: np.ndarray) -> np.ndarray:
    """Motion of mouths that open by ``openings`` ``(n,)``, ``(n, 49, 2)``."""
    motion = np.zeros((len(openings), MOUTH_POINTS, 2), np.float32)
    motion[:, INNER_BOTTOM, 1] = openings
    return motion


def straight(count: int) -> np.ndarray:
    """Poses of a head that looks into the camera."""
    return np.zeros((count, 3), np.float32)


@settings(deadline=None)
@given(st.integers(1, 150), st.integers(5, 50), st.floats(0, 1), st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_as_many_of_the_allowed_frames_as_there_is_room_for(
    count: int, most: int, share: float, shapes: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    allowed = random.random(count) < share
    picked = pick_frames(lifted(random.integers(0, shapes + 1, count)), straight(count), allowed, most)
    room = min(allowed.sum(), most)
    assert room - 5 < len(picked) <= room, "but for the rest that makes no run"
    assert allowed[picked].all()
    assert (np.diff(picked) > 0).all(), "ascending, none twice"


def test_at_most_400_crops() -> None:
    random = np.random.default_rng(0)
    picked = pick_frames(lifted(random.normal(size=7500)), straight(7500), np.ones(7500, bool))
    assert len(picked) == MAX_CROPS == 400


def test_a_rare_wide_mouth_is_not_missed() -> None:
    openings = np.zeros(5000)
    openings[3210:3215] = 4
    picked = pick_frames(lifted(openings), straight(5000), np.ones(5000, bool))
    assert set(range(3210, 3215)) <= set(picked.tolist())


def test_a_rare_turn_of_the_head_is_not_missed() -> None:
    pose = straight(5000)
    pose[1200:1205, 0] = 20
    picked = pick_frames(lifted(np.zeros(5000)), pose, np.ones(5000, bool))
    assert set(range(1200, 1205)) <= set(picked.tolist())


def test_speech_can_run_through_what_is_picked() -> None:
    random = np.random.default_rng(0)
    picked = pick_frames(lifted(random.normal(size=3000)), straight(3000), np.ones(3000, bool))
    runs = np.split(picked, np.flatnonzero(np.diff(picked) > 1) + 1)
    assert min(map(len, runs)) >= 5


def test_crops_hold_the_footage_where_it_was(library: MouthLibrary, talking: Footage) -> None:
    for row, number in enumerate(NUMBERS):
        crop = library.crop(row)
        x, y = crop.origin
        height, width = crop.picture.y.shape
        assert (crop.landmarks[[4, 8, 12]] >= crop.origin).all(), "the jaw is inside"
        assert (crop.lips < crop.origin + (width, height)).all(), "the lips too"
        frame = planes(talking.frames[number])
        for part, whole in zip(crop.picture, frame, strict=True):
            left, top = (v * whole.shape[0] // frame.y.shape[0] for v in (x, y))
            there = whole[top : top + part.shape[0], left : left + part.shape[1]]
            assert np.abs(part.astype(int) - there).mean() < 1.5, "what JPEG loses"


def test_change_is_what_the_eye_sees(library: MouthLibrary) -> None:
    change = library.change
    assert (np.diag(change) == 0).all()
    assert change[0, 1] == change[1, 2] == change[4, 5] == 0, "the next frame of the footage is no jump"
    assert change[1, 0] > 0, "but the one before is"
    openings = library.motion[:, INNER_BOTTOM, 1]
    widest, narrowest = openings.argmax(), openings.argmin()
    assert change[widest, narrowest] > 10


def test_survives_the_disk(library: MouthLibrary, tmp_path: Path) -> None:
    library.save(tmp_path / "mouths.npz")
    again = MouthLibrary.load(tmp_path / "mouths.npz")
    assert again.pictures == library.pictures
    for field in fields(MouthLibrary)[:-1]:
        there, here = getattr(again, field.name), getattr(library, field.name)
        assert there.dtype == here.dtype
        assert np.array_equal(there, here)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _data: b"", id="empty"),
        pytest.param(lambda _data: b"not an archive", id="foreign"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data[:2000] + bytes(200) + data[2200:], id="overwritten"),
    ],
)
def test_a_damaged_file_is_refused(library: MouthLibrary, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "mouths.npz"
    library.save(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(MouthLibraryDamaged):
        MouthLibrary.load(path)


def test_a_bare_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mouths.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(MouthLibraryDamaged):
        MouthLibrary.load(path)


@pytest.mark.parametrize("part", ["frames", "motion", "lengths", "blob"])
def test_parts_that_do_not_fit_together_are_refused(library: MouthLibrary, tmp_path: Path, part: str) -> None:
    path = tmp_path / "mouths.npz"
    library.save(path)
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **{**arrays, part: arrays[part][:-1]})
    with pytest.raises(MouthLibraryDamaged):
        MouthLibrary.load(path)
    np.savez(path, **{name: array for name, array in arrays.items() if name != part})
    with pytest.raises(MouthLibraryDamaged):
        MouthLibrary.load(path)
