"""The report as one picture: frames with the face box and the framing guide, optionally with the findings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.face.track import FaceTrack
from engine.findings import Severity
from engine.media import read_frames
from engine.quality.evidence import HEAD_TO_FACE
from engine.quality.report import QualityReport
from engine.watch import Watch

Colour = tuple[int, int, int]

COLOURS: dict[Severity, Colour] = {
    Severity.OK: (74, 199, 122),
    Severity.WARN: (245, 178, 61),
    Severity.FAIL: (240, 84, 79),
}
PAPER, CARD, INK, FAINT = (20, 22, 28), (32, 35, 44), (236, 238, 243), (150, 156, 170)

TILES = 6
COLUMNS = 3
TILE_AREA_PX = 300 * 300
MARGIN, GAP, CAPTION, PANEL, LINE = 28, 16, 46, 540, 38
TOP = 96
GUIDE_WIDTH = 0.56
"""Width of the oval for a well framed head, over the shorter side of the picture."""


def draw_report(
    report: QualityReport, source: Path | np.ndarray, track: FaceTrack, *, words: bool = True, watch: Watch
) -> np.ndarray:
    """Draw the report, BGR uint8 (H, W, 3).

    ``source``: the normalised video, or the photo as BGR uint8 (H, W, 3). ``words``: name the findings, in English; else draw
    only the frames with their overlays. Raises what ``read_frames`` raises.
    """
    chosen = _chosen(report, track, source)
    columns = min(COLUMNS, len(chosen))
    size = _tile_size(track.size, columns)
    tiles = [_tile(_frame(source, number, watch), number, size, report, track, words) for number in chosen]
    rows = -(-len(tiles) // columns)
    top = TOP if words else MARGIN
    width, height = columns * (size[0] + GAP) - GAP, rows * (size[1] + CAPTION + GAP) - GAP
    if words:
        width, height = width + GAP + PANEL, max(height, (len(report.problems) + 1) * LINE)
    sheet = Image.new("RGB", (MARGIN + width + MARGIN, top + height + MARGIN), PAPER)
    for place, tile in enumerate(tiles):
        row, column = divmod(place, columns)
        sheet.paste(tile, (MARGIN + column * (size[0] + GAP), top + row * (size[1] + CAPTION + GAP)))
    if words:
        _headline(sheet, report)
        _panel(sheet, report)
    return np.ascontiguousarray(np.asarray(sheet)[..., ::-1])


def _chosen(report: QualityReport, track: FaceTrack, source: Path | np.ndarray) -> list[int]:
    """Return the frames that show the problems, worst first, plus frames spread over the base path; in order of time."""
    if isinstance(source, np.ndarray):
        return [0]
    first, last = report.span
    telling = [finding.frame for finding in report.problems if finding.frame is not None]
    spread = [int(first + (last - first) * part) for part in (0.5, 0.1, 0.9, 0.3, 0.7, 0.6)]
    apart = int(track.fps) // 3  # two tiles of the same moment add nothing
    chosen: list[int] = []
    for number in [*telling[: TILES - 2], *spread]:
        if len(chosen) < TILES and all(abs(number - other) > apart for other in chosen):
            chosen.append(min(number, len(track) - 1))
    return sorted(chosen)


def _frame(source: Path | np.ndarray, number: int, watch: Watch) -> np.ndarray:
    if isinstance(source, np.ndarray):
        return source
    return next(read_frames(source, start=number, count=1, watch=watch))


def _tile(
    bgr: np.ndarray, number: int, size: tuple[int, int], report: QualityReport, track: FaceTrack, words: bool
) -> Image.Image:
    """Return one frame with guide, face box and a caption: its time and its problem."""
    picture = Image.fromarray(np.ascontiguousarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)[..., ::-1]))
    shown = [finding for finding in report.problems if finding.frame == number]
    # A green frame next to tiles with findings would look like approval.
    calm = COLOURS[Severity.OK] if report.verdict is Severity.OK else FAINT
    colour = COLOURS[shown[0].severity] if shown else calm
    overlay = Image.new("RGBA", (2 * size[0], 2 * size[1]))  # drawn at twice the size, as Pillow's lines are jagged
    pen = ImageDraw.Draw(overlay)
    _guide(pen, overlay.size)
    if track.found[number]:
        _face_box(pen, track, number, 2 * size[0] / track.size[0], colour)
    smooth = overlay.resize(size, Image.Resampling.LANCZOS)
    picture.paste(smooth, mask=smooth)
    tile = Image.new("RGB", (size[0], size[1] + CAPTION), CARD)
    tile.paste(picture)
    text = ImageDraw.Draw(tile)
    text.rectangle((0, size[1], size[0], size[1] + 3), fill=colour)
    text.text((10, size[1] + 16), f"{float(number / track.fps):.1f} s", font=_font(15), fill=FAINT)
    if words:
        text.text((66, size[1] + 15), ", ".join(_words(f.code) for f in shown[:3]), font=_font(16), fill=INK)
    return tile


def _guide(pen: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    """Draw the dashed oval for the head."""
    wide = GUIDE_WIDTH * min(size)
    high, (x, y) = wide / 0.74, (size[0] / 2, size[1] * 0.47)
    box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    for start in range(0, 360, 12):
        pen.arc(box, start, start + 6, fill=(255, 255, 255, 170), width=4)


def _face_box(pen: ImageDraw.ImageDraw, track: FaceTrack, number: int, scale: float, colour: Colour) -> None:
    """Draw a box from forehead to chin, ears included: only its corners, so that the face stays visible."""
    (left, top), (right, bottom) = track.landmarks[number].min(0) * scale, track.landmarks[number].max(0) * scale
    ear, forehead = (right - left) * (HEAD_TO_FACE - 1) / 2, (bottom - top) * 0.25
    left, right, top = left - ear, right + ear, top - forehead
    arm = (right - left) * 0.22
    for x, inward in ((left, arm), (right, -arm)):
        for y, down in ((top, arm), (bottom, -arm)):
            pen.line([(x + inward, y), (x, y), (x, y + down)], fill=(*colour, 255), width=7, joint="curve")


def _headline(sheet: Image.Image, report: QualityReport) -> None:
    pen = ImageDraw.Draw(sheet)
    colour = COLOURS[report.verdict]
    fails = sum(finding.severity is Severity.FAIL for finding in report.findings)
    warnings = len(report.problems) - fails
    chip = report.verdict.value.upper()
    reach = MARGIN + pen.textlength(chip, font=_font(26)) + 36
    pen.rounded_rectangle((MARGIN, 26, reach, 72), radius=23, fill=colour)
    pen.text((MARGIN + 18, 48), chip, font=_font(26), fill=PAPER, anchor="lm")
    counted = [f"{count} {name}" for count, name in ((fails, "failed"), (warnings, "to improve")) if count]
    counted.append(f"{len(report.findings) - fails - warnings} good")
    pen.text((reach + 18, 49), "   ".join(counted), font=_font(20), fill=FAINT, anchor="lm")


def _panel(sheet: Image.Image, report: QualityReport) -> None:
    """Draw the findings, one line each: colour, name, value, recommendation; good ones if there is room."""
    pen = ImageDraw.Draw(sheet)
    right = sheet.width - MARGIN
    left = right - PANEL
    pen.rounded_rectangle((left, TOP, right, sheet.height - MARGIN), radius=14, fill=CARD)
    good = [finding for finding in report.findings if finding.severity is Severity.OK]
    room = (sheet.height - MARGIN - TOP) // LINE - 1
    shown = [*report.problems, *good]
    if len(shown) > room:
        shown = shown[: max(room - 1, len(report.problems))]
        hidden = len(report.findings) - len(shown)
        pen.text(
            (left + 48, TOP + LINE * (len(shown) + 1)),
            f"and {hidden} good ones",
            font=_font(15),
            fill=FAINT,
            anchor="lm",
        )
    for place, finding in enumerate(shown):
        y = TOP + LINE * (place + 1)
        pen.ellipse((left + 20, y - 7, left + 34, y + 7), fill=COLOURS[finding.severity])
        pen.text((left + 48, y), _words(finding.code), font=_font(18), fill=INK, anchor="lm")
        if finding.value is not None:
            pen.text((right - 216, y), finding.measured, font=_font(15), fill=INK, anchor="rm")
        if finding.recommended:
            pen.text((right - 200, y), f"should be {finding.recommended}", font=_font(15), fill=FAINT, anchor="lm")


def _tile_size(size: tuple[int, int], columns: int) -> tuple[int, int]:
    """Return (width, height) with the same aspect ratio and a fixed area; larger if there is room."""
    scale = (TILE_AREA_PX * COLUMNS / columns / (size[0] * size[1])) ** 0.5
    return round(size[0] * scale), round(size[1] * scale)


def _words(code: str) -> str:
    return code.replace("_", " ")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
