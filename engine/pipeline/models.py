"""The networks of the engine, loaded."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from engine import models
from engine.articulation.model import Articulation, load_generic
from engine.renderers.wav2lip_net import Wav2Lip, best_device
from engine.voice.whisper import SpeechEncoder


class Models:
    """Each is verified and loaded when it is first needed, and then kept.

    Attributes:
        folder: where the operator's own model files lie; None: the usual place.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    @cached_property
    def speech_encoder(self) -> SpeechEncoder:
        """Raises ModelMissing, ModelUnknown, SpeechModelDamaged."""
        return SpeechEncoder.load(models.require(models.WHISPER, self.folder))

    @cached_property
    def articulation(self) -> Articulation:
        """The generic articulation. Raises ArticulationDamaged."""
        return load_generic()

    @cached_property
    def wav2lip(self) -> Wav2Lip:
        """The operator's own network. Raises ModelMissing, ModelUnknown, Wav2LipDamaged."""
        return Wav2Lip.load(models.require(models.WAV2LIP, self.folder), best_device())
