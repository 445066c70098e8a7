"""Subtitles: what a voice says, as timed lines; files of them, and their drawing into a clip."""

from engine.subtitles.errors import (
    SubtitlesDamaged,
    SubtitlesExtraMissing,
    SubtitlesFontMissing,
    SubtitlesInvalid,
    SubtitlesModelMissing,
)
from engine.subtitles.files import read_subtitles, to_srt, to_vtt
from engine.subtitles.lines import SubtitleLine, Subtitles

__all__ = [
    "SubtitleLine",
    "Subtitles",
    "SubtitlesDamaged",
    "SubtitlesExtraMissing",
    "SubtitlesFontMissing",
    "SubtitlesInvalid",
    "SubtitlesModelMissing",
    "read_subtitles",
    "to_srt",
    "to_vtt",
]
