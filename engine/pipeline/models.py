"""Loader of the engine's networks."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import torch

from engine import models
from engine.articulation.model import Articulation, load_generic
from engine.device import find_device
from engine.face import FaceNetworks
from engine.renderers.gfpgan_net import Gfpgan
from engine.renderers.wav2lip_net import Wav2Lip
from engine.subtitles.hearing import Transcriber
from engine.voice.whisper import SpeechEncoder


class Models:
    """Networks, each verified and loaded on first use, then kept.

    Attributes:
        folder: the operator's own model files; None selects the default folder.
    """

    def __init__(self, folder: Path | None = None, device: str = "auto") -> None:
        self.folder = folder
        self._device_name = device

    @cached_property
    def device(self) -> torch.device:
        """The device for computation. Raises DeviceMissing."""
        return find_device(self._device_name)

    @cached_property
    def faces(self) -> FaceNetworks:
        """Detector and landmark engines, each loaded on first use."""
        return FaceNetworks(self.folder, self.device)

    @cached_property
    def speech_encoder(self) -> SpeechEncoder:
        """The speech encoder. Raises ModelMissing, ModelUnknown, SpeechModelDamaged."""
        return SpeechEncoder.load(models.require(models.WHISPER, self.folder), self.device)

    @cached_property
    def articulation(self) -> Articulation:
        """The generic articulation. Raises ArticulationDamaged."""
        return load_generic()

    @cached_property
    def wav2lip(self) -> Wav2Lip:
        """The operator's own network. Raises ModelMissing, ModelUnknown, Wav2LipDamaged."""
        return Wav2Lip.load(models.require(models.WAV2LIP, self.folder), self.device)

    @cached_property
    def gfpgan(self) -> Gfpgan:
        """The operator's own network. Raises ModelMissing, ModelUnknown, GfpganDamaged."""
        return Gfpgan.load(models.require(models.GFPGAN, self.folder), self.device)

    @cached_property
    def transcriber(self) -> Transcriber:
        """The model that writes down speech, on the CPU.

        Raises SubtitlesExtraMissing, SubtitlesModelMissing, SubtitlesDamaged, ModelMissing, ModelUnknown.
        """
        return Transcriber.load(self.folder, torch.get_num_threads())
