"""Subtitles as files: SubRip (.srt) and WebVTT (.vtt, https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import html
import re
from pathlib import Path

from engine.media.files import replacing
from engine.subtitles.errors import SubtitlesInvalid
from engine.subtitles.lines import SubtitleLine, Subtitles

MAX_BYTES = 1_000_000
KINDS = (".srt", ".vtt")

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_MARKUP = re.compile(r"<(?=[a-zA-Z/])|\{(?=\\)")
"""Before what players read as a style goes a word joiner, which has no width."""
_SRT_STYLE = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^{}]*\}")
_VTT_STYLE = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>")
"""With the times of single words, as in karaoke."""


def to_srt(subtitles: Subtitles) -> str:
    """Return the text of an .srt file."""
    return "".join(
        f"{number}\n{_time(line.start_s, ',')} --> {_time(line.end_s, ',')}\n{_inert(line.text)}\n\n"
        for number, line in enumerate(subtitles.lines, 1)
    )


def to_vtt(subtitles: Subtitles) -> str:
    """Return the text of a .vtt file."""
    cues = (
        f"{_time(line.start_s, '.')} --> {_time(line.end_s, '.')}\n{html.escape(line.text, quote=False)}\n\n"
        for line in subtitles.lines
    )
    return "WEBVTT\n\n" + "".join(cues)


def write_subtitles(subtitles: Subtitles, path: Path) -> None:
    """Write ``path`` in the form of its suffix. Raises SubtitlesInvalid for another one, OSError."""
    if path.suffix.lower() not in KINDS:
        raise SubtitlesInvalid(f"{path.name} is neither .srt nor .vtt", name=path.name)
    text = to_srt(subtitles) if path.suffix.lower() == ".srt" else to_vtt(subtitles)
    with replacing(path) as temporary:
        temporary.write_text(text, "utf-8", newline="\n")


def read_subtitles(path: Path) -> Subtitles:
    """Read an .srt or .vtt file: times and text, without styles, comments and names of voices.

    Raises SubtitlesInvalid; OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SubtitlesInvalid(f"{path.name} has more than {MAX_BYTES} bytes", name=path.name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = SubtitlesInvalid(f"{path.name} is not UTF-8", name=path.name)
        wrong.advice = "Save it as UTF-8."
        raise wrong from error
    escaped = text.startswith("WEBVTT")
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = tuple(line for block in blocks if (line := _line(block, escaped=escaped)))
    if not lines:
        raise SubtitlesInvalid(f"{path.name} has no line with times", name=path.name)
    return Subtitles(lines)


def _line(block: str, *, escaped: bool) -> SubtitleLine | None:
    """Return the line of a block of rows; None for comments, styles, and lines without text."""
    rows = block.split("\n")
    for at, row in enumerate(rows[:3]):
        if times := _TIMES.fullmatch(row):
            text = _plain("\n".join(rows[at + 1 :]), escaped=escaped)
            line = SubtitleLine.of(_seconds(*times.groups()[:4]), _seconds(*times.groups()[4:]), text)
            return line if line.text else None
    return None


def _plain(text: str, *, escaped: bool) -> str:
    """Return text without styles; ``escaped``: it is of a .vtt file."""
    return html.unescape(_VTT_STYLE.sub("", text)) if escaped else _SRT_STYLE.sub("", text)


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _time(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    return (
        f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}:{thousandths // 1000 % 60:02}"
        f"{point}{thousandths % 1000:03}"
    )


def _inert(text: str) -> str:
    """Return text that no player takes for times or for a style: the form has no way to escape."""
    return _MARKUP.sub("\\g<0>\u2060", text.replace("-->", "\u2192"))
