"""Subtitles drawn into the frames of a clip: white letters on a dark plate, at the bottom, in the safe title area.

Not with ffmpeg's filters: they are not in every build of ffmpeg that an operator may choose, and draw a box for a letter that no
font has without a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont, features

from engine.choices import Form
from engine.renderers.planes import Box, Planes, planes
from engine.subtitles.fonts import font_for
from engine.subtitles.layout import wrapped
from engine.subtitles.lines import SubtitleLine, Subtitles, columns

_LETTERS, _LEAST_LETTERS, _LEAST_PX = (
    0.058,
    0.036,
    12,
)  # height of the letters over the shorter side; the smallest; pixels
_SMALLER = 0.92
_ROWS = 3  # letters shrink before a fourth row begins
_EVEN = 1.12  # width of rows of similar length over their mean
_SAFE = 0.05  # of each side, as for the badge
_NOTE_WIDTH, _NOTE_BOTTOM = 0.66, 0.13  # inside the circle that round notes are cut to
_ROW, _PAD_X, _PAD_Y = 1.3, 0.45, 0.22  # in letter heights
_PLATE = 0.62  # opacity
_BLACK, _WHITE, _GREY = 16, 235, 128  # levels of luma, of luma and of chroma in BT.709

Draw = Callable[[np.ndarray, float], None]
"""Draws into an I420 frame, in place, what is said at that moment, seconds."""


@dataclass(frozen=True)
class _Layer:
    """What is added to the part ``box`` of a frame, and the share of the frame that remains there."""

    box: Box
    colours: Planes
    rests: Planes

    def blend(self, frame: np.ndarray) -> None:
        for old, colour, rest in zip(self.box.cut(planes(frame)), self.colours, self.rests, strict=True):
            old[:] = np.rint(colour + rest * old)


def check_fonts(subtitles: Subtitles) -> None:
    """Raise SubtitlesFontMissing if a line cannot be drawn on this machine."""
    for line in subtitles.lines:
        font_for(line.text)


def subtitles_for(form: Form, size: tuple[int, int], subtitles: Subtitles) -> Draw:
    """Return the function that draws the lines into I420 frames of ``size``. Raises SubtitlesFontMissing."""
    check_fonts(subtitles)

    @lru_cache(maxsize=1)
    def layer(number: int) -> _Layer:
        return _layer(form, size, subtitles.lines[number])

    starts = np.array([line.start_s for line in subtitles.lines])

    def draw(frame: np.ndarray, moment_s: float) -> None:
        number = int(np.searchsorted(starts, moment_s, side="right")) - 1
        if number >= 0 and moment_s < subtitles.lines[number].end_s:
            layer(number).blend(frame)

    return draw


def _layer(form: Form, size: tuple[int, int], line: SubtitleLine) -> _Layer:
    room = (_NOTE_WIDTH if form is Form.NOTE else 1 - 2 * _SAFE) * size[0]
    font, rows = _set(line.text, min(size), room)
    letters = font.size
    box = _box(form, size, max(_length(font, row) for row in rows) + 2 * _PAD_X * letters, len(rows), letters)
    plate, drawn = _pictures(box, font, rows, letters, direction_of(line.text))
    alpha = np.maximum(_PLATE * plate, drawn)
    luma = _BLACK + (_WHITE - _BLACK) * np.divide(drawn, alpha, out=np.zeros_like(drawn), where=alpha > 0)
    half = cv2.resize(alpha, (box.size[0] // 2, box.size[1] // 2), interpolation=cv2.INTER_AREA)
    return _Layer(box, Planes(luma * alpha, _GREY * half, _GREY * half), Planes(1 - alpha, 1 - half, 1 - half))


def _set(text: str, short_side: int, room: float) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which the text takes at most three rows, and the rows."""
    path = font_for(text)
    letters, least = max(_LETTERS * short_side, _LEAST_PX), max(_LEAST_LETTERS * short_side, _LEAST_PX)
    while True:
        font = _font(path, round(letters))
        rows = _rows(text, font, room - 2 * _PAD_X * letters)
        if len(rows) <= _ROWS or letters <= least:
            return font, rows
        letters *= _SMALLER


@lru_cache(maxsize=16)
def _font(path: Path, letters: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, letters)


def _rows(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Return the text as rows that fit: its own ones if they are few, or two of similar length, or as many as it takes."""
    whole = _one_row(text)
    two = wrapped(whole, max(1, ceil(columns(whole) * 0.6))).split("\n")
    for rows in (text.split("\n"), two):
        if len(rows) <= _ROWS and all(_length(font, row) <= room for row in rows):
            return rows
    filled = _filled(whole, font, room)
    even = _filled(whole, font, min(room, _EVEN * _length(font, whole) / len(filled)))
    return even if len(even) == len(filled) else filled


def _one_row(text: str) -> str:
    first, *others = text.split("\n")
    for row in others:
        first += row if columns(first[-1]) == 2 else f" {row}"
    return first


def _filled(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Return the text as full rows, broken between words, and within words that are too long."""
    rows, rest = [], text
    while rest:
        fits = _fitting(rest, font, room)
        space = rest.rfind(" ", 0, fits + 1) if fits < len(rest) else -1
        cut = space if space > 0 else fits
        rows.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return rows


def _fitting(text: str, font: ImageFont.FreeTypeFont, room: float) -> int:
    """Return how many letters fit into a row, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _length(font, text[:middle]) <= room else (low, middle - 1)
    return low


def _length(font: ImageFont.FreeTypeFont, row: str) -> float:
    return font.getlength(row)


def direction_of(text: str) -> str | None:
    """Return the direction in which all rows of a text run, by its first letter: Pillow takes each row for a text of its own.
    None without a letter, and where Pillow cannot set a direction.
    """
    strong = (unicodedata.bidirectional(char) for char in text)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), None)
    if first is None or not features.check("raqm"):
        return None
    return "ltr" if first == "L" else "rtl"


def _box(form: Form, size: tuple[int, int], wide: float, rows: int, letters: float) -> Box:
    width, height = size
    bottom = (1 - (_NOTE_BOTTOM if form is Form.NOTE else _SAFE)) * height
    tall = (rows * _ROW + 2 * _PAD_Y) * letters
    return Box.over(((width - wide) / 2, bottom - tall), ((width + wide) / 2, bottom), size)


def _pictures(
    box: Box, font: ImageFont.FreeTypeFont, rows: Sequence[str], letters: float, direction: str | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return how much of each pixel the plate covers, and how much the letters; float32 ``(h, w)``, 0 to 1."""
    plate, drawn = (Image.new("L", box.size) for _ in range(2))
    corners = (0, 0, box.size[0] - 1, box.size[1] - 1)
    ImageDraw.Draw(plate).rounded_rectangle(corners, radius=round(0.25 * letters), fill=255)
    pen = ImageDraw.Draw(drawn)
    for number, row in enumerate(rows):
        middle = (_PAD_Y + (number + 0.5) * _ROW) * letters
        pen.text((box.size[0] / 2, middle + 0.36 * letters), row, fill=255, font=font, anchor="ms", direction=direction)
    cover, text = (np.asarray(picture, np.float32) / 255 for picture in (plate, drawn))
    return cover, text
