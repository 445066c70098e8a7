from __future__ import annotations

import numpy as np
import pytest

from engine.choices import Form
from engine.pipeline.form import NOTE_SIDE_PX, shape_for
from engine.renderers.planes import planes


def _face(x: float, y: float, width: float, frames: int = 5) -> np.ndarray:
    """Landmarks (frames, 68, 2) of a face as wide as that, its nose at x, y."""
    landmarks = np.full((frames, 68, 2), (x, y), np.float32)
    landmarks[:, 0, 0] -= width / 2
    landmarks[:, 16, 0] += width / 2
    return landmarks


def _where(size: tuple[int, int]) -> np.ndarray:
    """An I420 frame whose luma grows to the right, its chroma downwards."""
    width, height = size
    frame = np.empty((height * 3 // 2, width), np.uint8)
    y, u, v = planes(frame)
    y[:] = np.linspace(16, 235, width)
    u[:] = v[:] = np.linspace(16, 240, height // 2)[:, None]
    return frame


def test_a_video_keeps_every_pixel() -> None:
    size, shape = shape_for(Form.VIDEO, (1280, 720), _face(640, 300, 250))
    frame = _where((1280, 720))
    assert size == (1280, 720)
    assert shape(frame) is frame


@pytest.mark.parametrize(
    ("size", "face", "side"),
    [
        ((1280, 720), (640, 300, 500), NOTE_SIDE_PX),  # the whole height, brought down
        ((1280, 720), (640, 300, 200), 440),  # as much around it as suits a face
        ((360, 288), (180, 144, 100), 220),
        ((480, 480), (240, 240, 300), 480),
        ((1080, 1920), (500, 500, 230), 504),
    ],
)
def test_a_note_is_square_and_never_enlarged(size: tuple[int, int], face: tuple[int, int, int], side: int) -> None:
    note, shape = shape_for(Form.NOTE, size, _face(*face))
    assert note == (side, side)
    assert side <= NOTE_SIDE_PX
    assert side % 2 == 0
    cut = shape(_where(size))
    assert cut.shape == (side * 3 // 2, side)
    assert cut.dtype == np.uint8


@pytest.mark.parametrize(
    ("form", "size", "limit", "target"),
    [
        (Form.VIDEO, (1920, 1080), 720, (1280, 720)),
        (Form.VIDEO, (1080, 1920), 480, (480, 854)),
        (Form.PORTRAIT, (1280, 720), 480, (404, 720)),  # its short side is small enough
        (Form.SQUARE, (1280, 720), 480, (480, 480)),
        (Form.NOTE, (1280, 720), 480, (480, 480)),
        (Form.NOTE, (1280, 720), 720, (NOTE_SIDE_PX, NOTE_SIDE_PX)),
        (Form.VIDEO, (360, 288), 480, (360, 288)),
    ],
)
def test_a_clip_is_brought_down_to_the_chosen_size_and_never_enlarged(
    form: Form, size: tuple[int, int], limit: int, target: tuple[int, int]
) -> None:
    clip, shape = shape_for(form, size, _face(size[0] / 2, size[1] / 2, 500), limit)
    assert clip == target
    frame = _where(size)
    small, whole = planes(shape(frame)), planes(frame)
    assert small.y.shape == (target[1], target[0])
    assert small.y.mean() == pytest.approx(whole.y.mean(), abs=2), "the middle of the picture stays the middle"
    assert small.u.mean() == pytest.approx(whole.u.mean(), abs=2)


@pytest.mark.parametrize("x", [0, 300, 640, 1000, 1280])
@pytest.mark.parametrize("y", [0, 360, 720])
def test_a_note_is_centred_on_the_face_as_far_as_the_picture_goes(x: int, y: int) -> None:
    (side, _), shape = shape_for(Form.NOTE, (1280, 720), _face(x, y, 200))
    cut = planes(shape(_where((1280, 720))))
    luma, chroma = cut.y[side // 2, side // 2], cut.u[side // 4, side // 4]
    wanted_x, wanted_y = np.clip(x, side / 2, 1280 - side / 2), np.clip(y, side / 2, 720 - side / 2)
    assert luma == pytest.approx(16 + 219 * wanted_x / 1280, abs=2)
    assert chroma == pytest.approx(16 + 224 * wanted_y / 720, abs=2)


def test_a_face_that_glances_aside_does_not_move_the_note() -> None:
    landmarks = np.concatenate([_face(640, 360, 200, 20), _face(100, 100, 90, 5)])
    frame = _where((1280, 720))
    np.testing.assert_array_equal(
        shape_for(Form.NOTE, (1280, 720), landmarks)[1](frame),
        shape_for(Form.NOTE, (1280, 720), _face(640, 360, 200))[1](frame),
    )


@pytest.mark.parametrize(
    ("form", "size", "part"),
    [
        (Form.PORTRAIT, (1280, 720), (404, 720)),
        (Form.SQUARE, (1280, 720), (720, 720)),
        (Form.LANDSCAPE, (1280, 720), (1280, 720)),
        (Form.PORTRAIT, (720, 1280), (720, 1280)),
        (Form.LANDSCAPE, (720, 1280), (720, 404)),
        (Form.LANDSCAPE, (360, 288), (360, 202)),
    ],
)
@pytest.mark.parametrize("at", [(0.1, 0.1), (0.4, 0.45), (1.0, 1.0)])
def test_a_crop_is_a_part_of_the_picture_around_the_face(
    form: Form, size: tuple[int, int], part: tuple[int, int], at: tuple[float, float]
) -> None:
    x, y = at[0] * size[0], at[1] * size[1]
    cropped, shape = shape_for(form, size, _face(x, y, 100))
    assert cropped == part
    frame = _where(size)
    cut, whole = planes(shape(frame)), planes(frame)
    left, top = (
        int(np.clip(middle - side / 2, 0, room - side)) // 2 * 2
        for middle, side, room in zip((x, y), part, size, strict=True)
    )
    np.testing.assert_allclose(cut.y[0], whole.y[0, left : left + part[0]], atol=2)
    np.testing.assert_allclose(cut.u[:, 0], whole.u[top // 2 : (top + part[1]) // 2, 0], atol=2)
