"""Tests of subtitles in the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.choices import Form
from engine.renderers.planes import planes
from engine.subtitles import SubtitleLine, Subtitles, SubtitlesFontMissing, fonts
from engine.subtitles.drawing import check_fonts, subtitles_for

SIZES = [
    (Form.VIDEO, (360, 288)),
    (Form.PORTRAIT, (360, 640)),
    (Form.SQUARE, (512, 512)),
    (Form.LANDSCAPE, (1280, 720)),
    (Form.NOTE, (640, 640)),
]
TEXTS = [
    "Hello, world",
    "The left argues that it is just fine and\ndandy to listen",
    "Привет, мир",
    "مرحبا بالعالم (2026)",
    "word " * 39 + "words",
    "\n".join(["word"] * 10),
]


def grey(size: tuple[int, int]) -> np.ndarray:
    return np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)


def changed(size: tuple[int, int], form: Form, text: str) -> np.ndarray:
    """Return the luma after drawing, and where it changed."""
    frame = grey(size)
    subtitles_for(form, size, Subtitles((SubtitleLine(1.0, 2.0, text),)))(frame, 1.5)
    return planes(frame).y


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("form", "size"), SIZES, ids=lambda value: str(value))
def test_text_is_light_on_dark_at_the_bottom_inside_the_picture(form: Form, size: tuple[int, int], text: str) -> None:
    luma = changed(size, form, text)
    rows, columns = np.nonzero(luma != 128)
    width, height = size
    assert rows.min() > height * 0.4
    assert rows.max() < height * 0.96
    assert columns.min() >= width * 0.04
    assert columns.max() <= width * 0.96
    assert abs((columns.min() + columns.max()) / 2 - width / 2) < 3
    assert luma.max() > 225
    assert luma.min() < 70
    if form is Form.NOTE:
        corners = np.hypot(np.abs(columns - width / 2), np.abs(rows - height / 2))
        assert corners.max() < width / 2


def test_a_line_is_shown_from_its_start_until_its_end() -> None:
    draw = subtitles_for(
        Form.VIDEO, (320, 240), Subtitles((SubtitleLine(1.0, 2.0, "one"), SubtitleLine(3.0, 4.0, "two")))
    )
    shown = {}
    for moment in (0.0, 0.99, 1.0, 1.99, 2.0, 2.5, 3.5, 4.0, 9.0):
        frame = grey((320, 240))
        draw(frame, moment)
        shown[moment] = bool((frame != 128).any())
    assert [moment for moment, there in shown.items() if there] == [1.0, 1.99, 3.5]


def test_arabic_letters_are_joined_and_run_from_the_right() -> None:
    """Joined letters take less room than single ones; the first letter of a word stands at its right."""
    joined = np.ptp(np.nonzero(changed((640, 360), Form.VIDEO, "سسسس") != 128)[1])
    single = np.ptp(np.nonzero(changed((640, 360), Form.VIDEO, "س\u200cس\u200cس\u200cس") != 128)[1])
    assert joined < single
    luma = changed((640, 360), Form.VIDEO, "ا" + "ـ" * 6)  # noqa: RUF001  a tall letter, then strokes along the line
    tall = np.nonzero((luma > 200).any(0))[0][np.argmax((luma > 200).sum(0)[(luma > 200).any(0)])]
    assert tall > 320


def test_a_row_without_letters_runs_as_the_others_do() -> None:
    """The full stop of a right-to-left text stands at the left, even in a row that has only numbers."""
    luma = changed((640, 360), Form.VIDEO, "سلام\n2026 .")
    last = np.nonzero((luma > 200).any(1))[0].max()
    columns = np.nonzero((luma[last - 18 : last + 1] > 200).any(0))[0]
    stop = columns[: int(np.argmax(np.diff(columns) > 3)) + 1]
    assert len(stop) < 8  # narrow: the stop is the leftmost


def test_letters_that_no_font_has_are_refused() -> None:
    with pytest.raises(SubtitlesFontMissing) as refused:
        check_fonts(
            Subtitles((SubtitleLine(0.0, 1.0, "Hello \U0001e900"), SubtitleLine(1.0, 2.0, "\U00012000\U000e0100")))
        )
    assert refused.value.facts["letters"]


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf\0\1\0\0\0\0\0\1"])
def test_a_damaged_font_is_passed_over(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "damaged.ttc"
    damaged.write_bytes(content)
    good = fonts.font_for("Hello")
    monkeypatch.setattr(fonts, "_fonts", lambda: (damaged, good))
    assert fonts.font_for("Hello") == good


def test_no_lines_draw_nothing() -> None:
    frame = grey((320, 240))
    subtitles_for(Form.VIDEO, (320, 240), Subtitles())(frame, 0.5)
    assert (frame == 128).all()
