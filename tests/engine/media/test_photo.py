"""Tests of photos: read upright, written completely."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

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
    assert info.is_photo
    assert info.video is not None
    assert info.audio is None
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
    assert video is not None
    assert (video.width, video.height) == (60, 40)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_broken_exif_changes_nothing(ending: str, picture: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / f"photo.{ending}"
    Image.fromarray(picture).save(path, exif=b"Exif\0\0nothing that could be read", dpi=(72, 72))
    assert probe(path).is_photo
    assert read_photo(path).shape == picture.shape


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1"])
def test_every_mode_gives_three_channels(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("photo.jpg" if mode == "CMYK" else "photo.png")
    Image.new("RGB", (32, 20), "white").convert(mode).save(path)
    photo = read_photo(path)
    assert photo.shape == (20, 32, 3)
    assert photo.dtype == np.uint8
    assert photo.min() > 250


def test_a_jpeg_followed_by_other_pictures_is_a_jpeg(picture: np.ndarray, tmp_path: Path) -> None:
    path, image = tmp_path / "photo.jpg", Image.fromarray(picture)
    image.save(path, format="MPO", save_all=True, append_images=[image])
    assert probe(path).container == "jpeg"


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


def halves(size: tuple[int, int] = (64, 48), left: str = "red", right: str = "blue") -> Image.Image:
    """A picture of two colours, the upper quarter white."""
    image = Image.new("RGB", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    image.paste("white", (0, 0, size[0], size[1] // 4))
    return image


def is_halves(bgr: np.ndarray) -> bool:
    """Whether this is :func:`halves`, upright."""
    height, width = bgr.shape[:2]
    spots = [bgr[height // 8, width // 4], bgr[height * 3 // 4, width // 4], bgr[height * 3 // 4, width * 3 // 4]]
    wanted = [(255, 255, 255), (0, 0, 255), (255, 0, 0)]
    return bool(np.abs(np.array(spots, int) - wanted).max() < 40)


@pytest.mark.parametrize("orientation", [1, 3, 5, 6, 8])
@pytest.mark.parametrize("ending", ["heic", "avif"])
def test_the_photos_of_phones_are_photos(ending: str, orientation: int, tmp_path: Path) -> None:
    """Both formats keep the orientation outside of EXIF as well, and may not be turned twice."""
    pillow_heif.register_heif_opener()
    turn = {1: None, 3: Image.Transpose.ROTATE_180, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90}
    back = turn.get(orientation, Image.Transpose.ROTATE_270)
    stored = halves() if back is None else halves().transpose(back)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / f"photo.{ending}", quality=95, exif=exif.tobytes())
    assert is_halves(read_photo(tmp_path / f"photo.{ending}"))
    info = probe(tmp_path / f"photo.{ending}")
    assert info.is_photo
    assert info.video is not None
    assert (info.video.width, info.video.height) == (64, 48)


@pytest.mark.parametrize(("size", "tile"), [((256, 192), 128), ((512, 384), 64)])
def test_a_photo_of_many_tiles_is_whole(size: tuple[int, int], tile: int, tmp_path: Path) -> None:
    """iPhones cut their photos into 48 of them, and turn the whole."""
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = halves(size).transpose(Image.Transpose.ROTATE_90)
    sideways.save(tmp_path / "photo.heic", quality=95, tile_size=tile, exif=exif.tobytes())
    photo = read_photo(tmp_path / "photo.heic")
    assert photo.shape == (size[1], size[0], 3)
    assert is_halves(photo)
    assert probe(tmp_path / "photo.heic").is_photo


@pytest.mark.parametrize("ending", ["webp", "png", "avif"])
def test_of_an_animation_the_first_picture_is_taken(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"moving.{ending}"
    halves().save(path, save_all=True, append_images=[Image.new("RGB", (64, 48), "green")] * 3, duration=100)
    assert probe(path).is_photo
    assert is_halves(read_photo(path))


def test_a_photo_with_a_video_behind_it_is_a_photo(clip: Path, tmp_path: Path) -> None:
    halves((320, 240)).save(tmp_path / "motion.jpg", quality=95)
    with (tmp_path / "motion.jpg").open("ab") as file:
        file.write(clip.read_bytes() + b"\xff\xda" * 1000)
    assert probe(tmp_path / "motion.jpg").is_photo
    assert is_halves(read_photo(tmp_path / "motion.jpg"))


def swapped_profile() -> bytes:
    """sRGB with red and blue exchanged: what it calls red is blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif", "heic"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_those_of_the_profile(ending: str, mode: str, tmp_path: Path) -> None:
    if (ending, mode) == ("jpg", "RGBA"):
        pytest.skip("JPEG has no alpha")
    pillow_heif.register_heif_opener()
    swapped = halves(left="blue", right="red").convert(mode)
    swapped.save(tmp_path / f"photo.{ending}", quality=95, icc_profile=swapped_profile())
    assert is_halves(read_photo(tmp_path / f"photo.{ending}"))


@pytest.mark.parametrize("profile", [b"no profile", swapped_profile()[:200], b""])
def test_a_broken_profile_changes_nothing(profile: bytes, tmp_path: Path) -> None:
    halves().save(tmp_path / "photo.png", icc_profile=profile)
    assert is_halves(read_photo(tmp_path / "photo.png"))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white(mode: str, tmp_path: Path) -> None:
    picture = Image.new("RGBA", (64, 48), (0, 160, 0, 0))
    picture.paste((200, 200, 200, 255), (16, 12, 48, 36))
    picture.convert(mode).save(tmp_path / "cut_out.png")
    photo = read_photo(tmp_path / "cut_out.png")
    assert (photo[:10] == 255).all()
    assert np.abs(photo[20:30, 20:40].astype(int) - 200).max() < 8


def test_sixteen_bits_are_brought_to_eight(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16)
    cv2.imwrite(str(tmp_path / "grey.png"), np.tile(ramp, (48, 1)))
    cv2.imwrite(str(tmp_path / "colour.png"), np.repeat(np.tile(ramp, (48, 1))[..., None], 3, axis=2))
    for name in ("grey.png", "colour.png"):
        assert np.abs(read_photo(tmp_path / name)[24, :, 1].astype(int) - ramp // 256).max() <= 1


def many_segments(path: Path) -> None:
    """A header of a hundred thousand empty segments."""
    halves().save(path, "JPEG")
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xe5\x00\x02" * 100_000 + data[2:])


def many_scans(path: Path) -> None:
    """A progressive JPEG whose last pass is written a thousand times."""
    halves().save(path, "JPEG", progressive=True)
    data = path.read_bytes()
    last = data.rindex(b"\xff\xda")
    path.write_bytes(data[:last] + data[last:-2] * 1000 + b"\xff\xd9")


def many_chunks(path: Path) -> None:
    """Two hundred thousand remarks before the pixels."""
    halves().save(path, "PNG")
    data = path.read_bytes()
    remark = struct.pack(">I", 3) + b"tEXta\0b" + struct.pack(">I", zlib.crc32(b"tEXta\0b"))
    path.write_bytes(data[:33] + remark * 200_000 + data[33:])


@pytest.mark.parametrize("build", [many_segments, many_scans, many_chunks])
def test_a_photo_that_takes_too_much_is_refused(build: Callable[[Path], None], tmp_path: Path) -> None:
    build(tmp_path / "photo")
    for call in (probe, read_photo):
        with pytest.raises(MediaTooLarge, match="too many"):
            call(tmp_path / "photo")


def test_a_photo_may_not_take_more_memory_than_is_given(tmp_path: Path) -> None:
    Image.new("RGB", (4000, 4000)).save(tmp_path / "photo.png")
    assert read_photo(tmp_path / "photo.png").shape == (4000, 4000, 3)
    with pytest.raises(MediaTooLarge, match="memory"):
        read_photo(tmp_path / "photo.png", limits=MediaLimits(memory_bytes=32 << 20))


def test_a_photo_has_a_size_limit_of_its_own(tmp_path: Path) -> None:
    with (tmp_path / "photo.webp").open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", (300 << 20) - 8) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(10))
        file.truncate(300 << 20)
    for call in (probe, read_photo):
        with pytest.raises(MediaTooLarge, match="at most"):
            call(tmp_path / "photo.webp")
