"""Facenote's engine: from a face video or a photo and a voice to a talking video.

:class:`Engine` is the whole interface; ``docs/engine.md`` shows its use. Names are imported on first use, so that
``import engine`` takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.choices import ClipSize, Denoise, EngineOptions, Form, MouthSize, Restoration, SubtitleUse
    from engine.errors import Cancelled, EngineError
    from engine.findings import FaceRefused, Finding, Severity
    from engine.media import EncodeOptions
    from engine.pipeline import Engine, PrepareOptions, RendererChoice, RenderOptions, RenderReport, Template
    from engine.quality import QualityReport
    from engine.subtitles import SubtitleLine, Subtitles
    from engine.voice import Voice, VoiceOptions
    from engine.watch import Watch

__all__ = [
    "Cancelled",
    "ClipSize",
    "Denoise",
    "EncodeOptions",
    "Engine",
    "EngineError",
    "EngineOptions",
    "FaceRefused",
    "Finding",
    "Form",
    "MouthSize",
    "PrepareOptions",
    "QualityReport",
    "RenderOptions",
    "RenderReport",
    "RendererChoice",
    "Restoration",
    "Severity",
    "SubtitleLine",
    "SubtitleUse",
    "Subtitles",
    "Template",
    "Voice",
    "VoiceOptions",
    "Watch",
]

_HOMES = {
    "engine.choices": ("ClipSize", "Denoise", "EngineOptions", "Form", "MouthSize", "Restoration", "SubtitleUse"),
    "engine.errors": ("Cancelled", "EngineError"),
    "engine.findings": ("FaceRefused", "Finding", "Severity"),
    "engine.media": ("EncodeOptions",),
    "engine.pipeline": ("Engine", "PrepareOptions", "RenderOptions", "RenderReport", "RendererChoice", "Template"),
    "engine.quality": ("QualityReport",),
    "engine.subtitles": ("SubtitleLine", "Subtitles"),
    "engine.voice": ("Voice", "VoiceOptions"),
    "engine.watch": ("Watch",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
