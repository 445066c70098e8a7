"""The engine as one object: its options, and the models and most recent templates, each loaded once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import torch

from engine.choices import EngineOptions
from engine.device import is_out_of_memory
from engine.errors import DeviceOutOfMemory, DiskFull
from engine.failure import as_known_error
from engine.media import read_audio, try_ffmpeg
from engine.pipeline.checking import check
from engine.pipeline.loaded import Templates
from engine.pipeline.models import Models
from engine.pipeline.options import PrepareOptions, RenderOptions
from engine.pipeline.preparing import prepare
from engine.pipeline.rendering import RenderReport, render
from engine.pipeline.template import Template
from engine.quality import QualityReport
from engine.subtitles import Subtitles
from engine.voice import Voice, VoiceOptions, load_voice
from engine.voice.whisper import SAMPLE_RATE_HZ
from engine.watch import Watch

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Engine:
    """Engine that judges faces, prepares them and renders clips. One thread may use it at a time.

    Everything is loaded on first use; :meth:`warm_up` loads the models of every clip.
    """

    def __init__(self, options: EngineOptions = EngineOptions()) -> None:
        self.options = options
        self._models = Models(options.models_folder, options.device)
        self._templates = Templates()

    def warm_up(self) -> None:
        """Load the models of every clip, and test the configured ffmpeg.

        Raises DeviceMissing, ModelMissing, ModelUnknown, SpeechModelDamaged, ArticulationDamaged, FfmpegMissing,
        FfmpegUnusable.
        """
        _ = self._ffmpeg
        self._compute(lambda models: (models.speech_encoder, models.articulation))

    def check(
        self,
        video: Path,
        *,
        picture: Path | None = None,
        options: PrepareOptions = PrepareOptions(),
        watch: Watch = Watch(),
    ) -> QualityReport:
        """Judge a face video or a photo by every rule; ``picture``: where to draw the findings.

        A face that breaks rules is reported, not raised.

        Raises:
            UnusableOutput: ``picture`` cannot be written.
            EngineError: the file cannot be read, or shows no face at all; Cancelled.
        """
        bound = self.bound(watch)
        return self._compute(lambda models: check(video, picture, options, models, bound))

    def prepare(
        self,
        source: Path,
        folder: Path,
        *,
        picture: Path | None = None,
        options: PrepareOptions = PrepareOptions(),
        watch: Watch = Watch(),
    ) -> Template:
        """Prepare the template ``folder`` from a face video or photo; an older template there is replaced at the end.

        ``picture``: where to draw the findings, as in :meth:`check`; it is also drawn for a refused face.

        Raises:
            FaceRefused: a broken rule cannot be overridden, or the options do not accept it.
            EngineError: the file cannot be read, shows no face, or the folder holds something else; Cancelled.
        """
        bound = self.bound(watch)
        return self._compute(lambda models: prepare(source, folder, picture, options, models, bound))

    def render(
        self,
        template: Template | Path,
        voice: Path,
        out: Path,
        *,
        options: RenderOptions = RenderOptions(),
        watch: Watch = Watch(),
    ) -> RenderReport:
        """Make the clip ``out`` (mp4) in which the template's face says the words of ``voice``.

        Progress stages: ``read audio``, ``listen``, ``draw``; the report has the seconds of ``voice``, ``listen``, ``draw``
        and ``sign``. On failure or cancellation no file is left. Of all data, only the voice's samples and its mouth motion
        grow with its length; while noise is reduced there are several copies of the samples. Clip and poster are marked as
        generated in their metadata, and signed (:mod:`engine.provenance`) if the engine has credentials; the report states
        whether signing succeeded.

        Raises:
            UnusableOutput: ``out`` is not an mp4 in an existing folder, is in the template's, or is the voice itself.
            EngineError: every subclass of the template, the media and the voice parts; Cancelled.
        """
        threads = options.encode.threads or self.options.threads
        shared = replace(options, encode=replace(options.encode, threads=threads))
        credentials, bound = self.options.credentials, self.bound(watch)
        return self._compute(
            lambda models: render(template, voice, out, shared, models, self._templates, credentials, bound)
        )

    def subtitles(self, voice: Path, *, language: str | None = None, watch: Watch = Watch()) -> Subtitles:
        """Write down what is said in any file with sound, as timed lines; none where nobody speaks.

        ``language``: ISO 639-1; None finds it. Progress stages: ``read audio``, ``write down``.

        Raises:
            SubtitlesExtraMissing: CTranslate2 is not installed. SubtitlesModelMissing: no model for this is here.
            SubtitlesInvalid: the language is unknown.
            EngineError: every subclass of the media and model parts; Cancelled.
        """
        transcriber, bound = self._models.transcriber, self.bound(watch)
        return transcriber.hear(read_audio(voice, SAMPLE_RATE_HZ, watch=bound), language, bound)

    def load_voice(
        self, path: Path, folder: Path, *, options: VoiceOptions = VoiceOptions(), watch: Watch = Watch()
    ) -> Voice:
        """Measure and level a voice; write its sound to ``folder``. Raises EngineError of the media and voice parts."""
        return load_voice(path, folder, options=options, watch=self.bound(watch))

    def bound(self, watch: Watch) -> Watch:
        """Return ``watch`` with this engine's ffmpeg, for calls of :mod:`engine.media`."""
        return replace(watch, ffmpeg=self._ffmpeg)

    def _compute(self, work: Callable[[Models], Result]) -> Result:
        """Return the result of ``work`` on the device, or on the CPU if the device has too little memory."""
        try:
            return work(self._models)
        except Exception as error:
            if not is_out_of_memory(error):
                known = as_known_error(error)
                if isinstance(known, DiskFull) and known is not error:
                    raise known from error
                raise
            log.warning("%s: computed on the CPU instead", DeviceOutOfMemory.code, exc_info=True)
        torch.cuda.empty_cache()
        return work(self._models_on_cpu)

    @cached_property
    def _models_on_cpu(self) -> Models:
        return Models(self.options.models_folder, "cpu")

    @cached_property
    def _ffmpeg(self) -> Path | None:
        """Return the configured ffmpeg, after testing it once."""
        if self.options.ffmpeg is not None:
            try_ffmpeg(self.options.ffmpeg)
        return self.options.ffmpeg
