from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.face.picture import Frame, Photo, Picture
from engine.media import FPS, VideoWriter, read_frames
from engine.watch import Watch


@pytest.fixture(scope="module")
def coloured(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, np.ndarray]:
    """(BGR (96, 160, 3), the same as I420 (144, 160)): smooth colours, converted by ffmpeg."""
    down, across = np.mgrid[0:96, 0:160]
    bgr = np.stack([across * 1.5, down * 2.6, 255 - across * 0.7 - down], axis=-1).clip(0, 255).astype(np.uint8)
    path = tmp_path_factory.mktemp("coloured") / "coloured.mp4"
    with VideoWriter(path, (160, 96), FPS, pixels="bgr24", watch=Watch()) as writer:
        for _ in range(3):
            writer.write(bgr)
    return bgr, list(read_frames(path, pixels="yuv420p", watch=Watch()))[-1]


def _pictures(coloured: tuple[np.ndarray, np.ndarray]) -> tuple[Picture, Picture]:
    return Photo(coloured[0]), Frame(coloured[1])


def test_a_frame_and_a_photo_of_the_same_scene_look_the_same(coloured: tuple[np.ndarray, np.ndarray]) -> None:
    photo, frame = _pictures(coloured)
    assert photo.size == frame.size == (160, 96)
    everything = (0, 0, 160, 96)
    np.testing.assert_array_equal(photo.part(*everything), coloured[0][..., ::-1])
    difference = frame.part(*everything).astype(int) - photo.part(*everything)
    assert np.abs(difference).mean() < 3
    assert np.abs(difference.mean(axis=(0, 1))).max() < 1.5


@pytest.mark.parametrize("box", [(0, 0, 40, 30), (32, 18, 128, 90), (120, 60, 160, 96)])
def test_a_part_is_that_rectangle_of_the_whole(
    coloured: tuple[np.ndarray, np.ndarray], box: tuple[int, int, int, int]
) -> None:
    x0, y0, x1, y1 = box
    for picture in _pictures(coloured):
        part, whole = picture.part(*box), picture.part(0, 0, *picture.size)
        assert part.shape == (y1 - y0, x1 - x0, 3)
        assert part.dtype == np.uint8
        inside = (slice(2, -2), slice(2, -2))  # at its rim a part does not know its neighbours' chroma
        np.testing.assert_array_equal(part[inside], whole[y0:y1, x0:x1][inside])


def test_small_is_all_of_it_with_its_long_side_brought_down(coloured: tuple[np.ndarray, np.ndarray]) -> None:
    for picture in _pictures(coloured):
        small = picture.small(80)
        assert small.shape == (48, 80, 3)
        whole = cv2.resize(picture.part(0, 0, 160, 96), (80, 48), interpolation=cv2.INTER_AREA)
        assert np.abs(small.astype(int) - whole).max() <= 6
        assert picture.small(500).shape == (96, 160, 3), "never enlarged"


def test_black_white_and_grey_are_exact() -> None:
    for luma, level in ((16, 0), (235, 255), (126, 128)):
        frame = np.full((6, 4), 128, np.uint8)
        frame[:4] = luma
        np.testing.assert_allclose(Frame(frame).part(0, 0, 4, 4), level, atol=1)
