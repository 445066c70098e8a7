from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.media import FPS, VideoWriter, read_frames
from engine.renderers.planes import Box, bgr, i420, planes, remap
from engine.watch import Watch


def test_planes_are_views() -> None:
    frame = np.zeros((6, 4), np.uint8)
    y, u, v = planes(frame)
    y[:], u[:], v[:] = 1, 2, 3
    assert frame.ravel().tolist() == [1] * 16 + [2] * 4 + [3] * 4


@pytest.mark.parametrize(
    ("colour", "yuv"),
    [((0, 0, 0), (16, 128, 128)), ((255, 255, 255), (235, 128, 128)), ((0, 0, 255), (63, 102, 240))],
)
def test_colours_are_those_of_bt709(colour: tuple[int, ...], yuv: tuple[int, ...]) -> None:
    picture = np.full((4, 4, 3), colour, np.uint8)
    frame = i420(picture)
    assert [int(plane[0, 0]) for plane in planes(frame)] == pytest.approx(yuv, abs=1)
    assert np.abs(bgr(frame).astype(int) - picture).max() <= 3


def test_colours_survive_the_media_part(face_picture: np.ndarray, tmp_path: Path) -> None:
    smooth = cv2.GaussianBlur(face_picture, (0, 0), 4)
    with VideoWriter(tmp_path / "face.mp4", (480, 480), FPS, watch=Watch()) as writer:
        for _ in range(2):
            writer.write(i420(smooth))
    [seen] = read_frames(tmp_path / "face.mp4", count=1, watch=Watch())
    assert np.abs(seen.astype(int) - smooth).mean() < 3


def test_a_map_that_stays_changes_nothing() -> None:
    picture = planes(np.random.default_rng(0).integers(0, 256, (24, 16), np.uint8))
    field = np.stack(np.meshgrid(np.arange(16), np.arange(16)), -1).astype(np.float32)
    for now, before in zip(remap(picture, field), picture, strict=True):
        assert np.array_equal(now, before)


def test_boxes_are_even_and_stay_inside() -> None:
    box = Box.around(np.array([[-5, 3.5], [9.2, 40]]), 1.0, (20, 30))
    assert (box.x0, box.y0, box.x1, box.y1) == (0, 2, 12, 30)
