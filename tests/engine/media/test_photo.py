"""Photos come in upright and go out whole."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.media import MediaLimits, MediaTooLarge, UnsupportedMedia, probe, read_photo, write_image


@pytest.fixture
def picture() -> np.ndarray:
    """BGR (40, 60, 3): left half red, right half blue, upper edge white."""
    picture = np.zeros((40, 60, 3), np.uint8)
    picture[:, :30], picture[:, 30:], picture[:10] = (0, 0, 255), (255, 0, 0), 255
    return picture


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_round_trip(ending: str, picture: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / f"photo.{ending}"
    write_image(path, picture)
    assert np.abs(read_photo(path)[5:-5, 5:25].astype(int) - picture[5:-5, 5:25]).mean() < 6
    info = probe(path)
    assert info.is_photo and info.video is not None and info.audio is None
    assert (info.video.width, info.video.height, info.video.frames) == (60, 40, 1)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("orientation", "turns"), [(1, 0), (3, 2), (6, 1), (8, -1)])
def test_upright_by_its_exif(orientation: int, turns: int, picture: np.ndarray, tmp_path: Path) -> None:
    stored = np.rot90(picture, turns)
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(np.ascontiguousarray(stored[..., ::-1])).save(tmp_path / "photo.png", exif=exif)
    assert (read_photo(tmp_path / "photo.png") == picture).all()
    video = probe(tmp_path / "photo.png").video
    assert video is not None and (video.width, video.height) == (60, 40)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1"])
def test_every_mode_gives_three_channels(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("photo.jpg" if mode == "CMYK" else "photo.png")
    Image.new("RGB", (32, 20), "white").convert(mode).save(path)
    photo = read_photo(path)
    assert photo.shape == (20, 32, 3) and photo.dtype == np.uint8 and photo.min() > 250


def test_limit_is_the_callers(picture: np.ndarray, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "photo.png"), picture)
    with pytest.raises(MediaTooLarge):
        read_photo(tmp_path / "photo.png", limits=MediaLimits(max_pixels=100))


def test_other_formats_are_refused(picture: np.ndarray, tmp_path: Path) -> None:
    for ending in ("gif", "tiff", "bmp"):
        path = tmp_path / f"photo.{ending}"
        Image.fromarray(picture).save(path)
        with pytest.raises(UnsupportedMedia):
            probe(path)
