"""Timed lines of text, and their limits."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from engine.subtitles.errors import SubtitlesInvalid

MAX_LINES = 2_000
MAX_LINE_CHARS = 200
MAX_CHARS = 40_000
"""Limits of one voice: half an hour of speech, the longest, has about 25,000 letters in 600 lines. So many do not fit
into a worker's request.
"""

MAX_S = 36_000.0
"""Latest end of a line, ten hours."""

_NO_TEXT = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS_AND_MARKS = "\u200c\u200d\u200e\u200f\u061c"
"""Format characters that text needs: joiners (Persian, Indic scripts, emoji), and marks of direction."""


@dataclass(frozen=True)
class SubtitleLine:
    """Text shown from ``start_s`` until ``end_s``; a line feed in ``text`` begins its second row."""

    start_s: float
    end_s: float
    text: str

    @classmethod
    def of(cls, start_s: float, end_s: float, text: str) -> Self:
        """Return a line with times in milliseconds, and text without characters that nobody sees."""
        return cls(round(start_s, 3), round(end_s, 3), clean(text))


@dataclass(frozen=True)
class Subtitles:
    """Lines of one voice, in order, and the ``language`` that was heard (ISO 639-1); None where nobody listened.

    Raises SubtitlesInvalid if they break a rule.
    """

    lines: tuple[SubtitleLine, ...] = ()
    language: str | None = None

    def __post_init__(self) -> None:
        if len(self.lines) > MAX_LINES:
            raise SubtitlesInvalid(f"{len(self.lines)} lines, at most {MAX_LINES}", lines=len(self.lines))
        for number, line in enumerate(self.lines, 1):
            _judge(line, number)
        for number, (first, second) in enumerate(pairwise(self.lines), 2):
            if second.start_s < first.end_s:
                raise SubtitlesInvalid(f"line {number} begins before line {number - 1} ends", line=number)
        if (chars := sum(len(line.text) for line in self.lines)) > MAX_CHARS:
            raise SubtitlesInvalid(f"{chars} characters, at most {MAX_CHARS}", chars=chars)

    def to_json(self) -> dict[str, Any]:
        """Return plain values: each line is [start_s, end_s, text]."""
        return {
            "lines": [[line.start_s, line.end_s, line.text] for line in self.lines],
            **({"language": self.language} if self.language else {}),
        }

    def within(self, duration_s: float) -> Subtitles:
        """Return the lines that begin before ``duration_s``, none of them longer."""
        kept = (line for line in self.lines if line.start_s < duration_s)
        cut = (SubtitleLine(line.start_s, min(line.end_s, round(duration_s, 3)), line.text) for line in kept)
        return Subtitles(tuple(line for line in cut if line.end_s > line.start_s), self.language)


def clean(text: str) -> str:
    """Return ``text`` in composed form, without empty rows and without characters that are no text."""
    rows = (_clean_row(row) for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(filter(None, rows))


def columns(text: str) -> int:
    """Return how wide text is, in columns of a terminal: East Asian letters take two, accents none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _clean_row(row: str) -> str:
    return " ".join(unicodedata.normalize("NFC", "".join(map(_visible, row))).split())


def _visible(char: str) -> str:
    """Return the character; a space for a control character, nothing for one without width."""
    category = unicodedata.category(char)
    if category == "Cf":
        return char if char in _JOINERS_AND_MARKS else ""
    return " " if category in _NO_TEXT else char


def _judge(line: SubtitleLine, number: int) -> None:
    if not (math.isfinite(line.start_s) and math.isfinite(line.end_s) and 0 <= line.start_s < line.end_s <= MAX_S):
        raise SubtitlesInvalid(f"line {number} lasts from {line.start_s} s to {line.end_s} s", line=number)
    if not line.text or line.text != clean(line.text):
        raise SubtitlesInvalid(f"line {number} has no text, or characters that are none", line=number)
    if len(line.text) > MAX_LINE_CHARS:
        raise SubtitlesInvalid(f"line {number} has {len(line.text)} characters, at most {MAX_LINE_CHARS}", line=number)
