from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.face import FaceTrack, TrackDamaged, load_track, save_track


@pytest.fixture
def track() -> FaceTrack:
    random = np.random.default_rng(0)
    return FaceTrack(
        engine="fan",
        fps=Fraction(30000, 1001),
        size=(1080, 1920),
        landmarks=random.normal(size=(7, 68, 2)).astype(np.float32),
        lips=random.normal(size=(7, 40, 2)).astype(np.float32),
        pose=random.normal(size=(7, 3)).astype(np.float32),
        found=np.array([1, 1, 0, 1, 0, 0, 1], bool),
        filled=np.array([0, 0, 1, 0, 0, 0, 0], bool),
        rivals=random.random(7).astype(np.float32),
        cuts=np.array([4], np.int64),
    )


def test_a_track_comes_back_as_it_was(track: FaceTrack, tmp_path: Path) -> None:
    save_track(track, tmp_path / "track.npz")
    loaded = load_track(tmp_path / "track.npz")
    for field in fields(FaceTrack):
        was, now = getattr(track, field.name), getattr(loaded, field.name)
        assert type(now) is type(was)
        np.testing.assert_array_equal(now, was)
        if isinstance(was, np.ndarray):
            assert now.dtype == was.dtype


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _something_else(path: Path) -> None:
    path.write_text("no archive")


def _one_array_alone(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def _without_arrays(path: Path) -> None:
    np.savez(path, engine="fan", fps=[25, 1], size=(640, 480))


def _with_objects(path: Path) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **{**arrays, "pose": np.array([None, {}], object)})


def _other_shapes(path: Path) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **{**arrays, "lips": arrays["lips"][:-1]})


def _no_rate(path: Path) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **{**arrays, "fps": [25, 0]})


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        _cut_off,
        _emptied,
        _something_else,
        _one_array_alone,
        _without_arrays,
        _with_objects,
        _other_shapes,
        _no_rate,
    ],
)
def test_a_damaged_track_is_named(damage: Callable[[Path], None], track: FaceTrack, tmp_path: Path) -> None:
    path = tmp_path / "track.npz"
    save_track(track, path)
    damage(path)
    with pytest.raises(TrackDamaged) as caught:
        load_track(path)
    assert caught.value.code == "track_damaged"
    assert caught.value.facts == {"file": "track.npz"}


@pytest.mark.parametrize("name", ["landmarks", "lips", "pose", "found", "filled", "rivals"])
def test_arrays_that_do_not_fit_are_refused_where_they_are_made(name: str, track: FaceTrack) -> None:
    with pytest.raises(ValueError, match=rf"FaceTrack\.{name} has shape .*expected"):
        replace(track, **{name: getattr(track, name)[..., None]})


def test_what_a_track_says_of_itself(track: FaceTrack) -> None:
    assert len(track) == 7
    assert track.usable.tolist() == [True, True, True, True, False, False, True]
    sides = np.zeros_like(track.landmarks)
    sides[:, 16] = (30, 40)
    np.testing.assert_allclose(replace(track, landmarks=sides).face_width_px, 50)
