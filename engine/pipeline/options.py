"""Options of callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from engine.choices import ClipSize, Form, MouthSize, Restoration, SubtitleUse
from engine.media import EncodeOptions
from engine.subtitles import Subtitles
from engine.voice import VoiceOptions


@dataclass(frozen=True)
class PrepareOptions:
    """Options of preparation. ``accept_findings``: continue despite overridable findings; ``landmark_engine``: ``mesh`` or
    ``fan``; ``words``: name the findings in their picture, in English; ``sentence``: the face must be seen saying something,
    for as long as a sentence that the person was shown."""

    accept_findings: bool = False
    words: bool = True
    landmark_engine: str = "mesh"
    sentence: bool = False


class RendererChoice(StrEnum):
    """Choice of renderer. ``template``: the one that suits the face; ``wav2lip``: the operator's own network."""

    TEMPLATE = "template"
    WAV2LIP = "wav2lip"


@dataclass(frozen=True)
class RenderOptions:
    """Options of a render. ``restoration``: what is done to the drawn mouth, after any renderer; ``mouth_size``: how wide the
    mouth opens; ``badge``: draw the letters AI into a corner of the picture; ``size``: the largest short side; ``max_bytes``: the
    largest file, in which the quality is lowered as far as necessary; ``poster``: also write a still beside the clip:
    ``clip.poster.jpg`` for ``clip.mp4``; ``subtitles``: whether the clip has any, and how; ``lines``: the corrected ones, None
    writes down what the voice says."""

    renderer: RendererChoice = RendererChoice.TEMPLATE
    restoration: Restoration = Restoration.DETAIL
    form: Form = Form.VIDEO
    size: ClipSize = ClipSize.SOURCE
    max_bytes: int | None = None
    mouth_size: MouthSize = MouthSize.NATURAL
    badge: bool = False
    subtitles: SubtitleUse = SubtitleUse.OFF
    lines: Subtitles | None = None
    voice: VoiceOptions = field(default_factory=VoiceOptions)
    encode: EncodeOptions = EncodeOptions(crf=13, preset="veryfast")
    poster: bool = True
