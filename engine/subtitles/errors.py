"""Errors of subtitles."""

from __future__ import annotations

from engine.errors import EngineError


class SubtitlesExtraMissing(EngineError):
    """The program that writes down speech, CTranslate2, is not installed."""

    code = "subtitles_extra_missing"
    advice = "Install it on the machine of the server: pip install 'facenote[subtitles]'."


class SubtitlesModelMissing(EngineError):
    """No model that writes down speech is on this machine."""

    code = "subtitles_model_missing"
    advice = "Add one with: facenote models add model.bin; `facenote models` names them and their source."


class SubtitlesDamaged(EngineError):
    """The model that writes down speech cannot be loaded."""

    code = "subtitles_model_damaged"
    advice = "Add its files again with: facenote models add model.bin."


class SubtitlesInvalid(EngineError):
    """The lines are no subtitles: out of order, too long, too many, or not in the form of a subtitles file."""

    code = "subtitles_invalid"
    advice = "Each line needs text and an end after its start, and begins no earlier than the line before it ends."


class SubtitlesFontMissing(EngineError):
    """No font on this machine has the letters of the subtitles, so they cannot be drawn into the picture."""

    code = "subtitles_font_missing"
    advice = (
        "Take the subtitles as a file, or install fonts: fonts-noto-core, fonts-noto-cjk and libfribidi0 on Debian."
    )
