"""The clip on which drawing is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from engine.bench.material import long_voice, speed_face, widened
from engine.bench.speed import StageClock
from engine.choices import EngineOptions, MouthSize
from engine.demo import VOICE, write_face
from engine.pipeline import Engine, PrepareOptions
from engine.pipeline.loaded import LoadedTemplate, Templates
from engine.pipeline.models import Models
from engine.pipeline.rendering import drawn_frames, mouth_motion
from engine.voice import Voice
from engine.watch import Watch
from scripts.gpu_check.report import Report, Row


@dataclass(frozen=True)
class Clip:
    """A prepared face video, a voice, and the mouth motion that the voice asks for; ``folder`` is for results."""

    face: LoadedTemplate
    voice_file: Path
    voice: Voice
    motion: np.ndarray
    folder: Path

    @classmethod
    def make(
        cls, height: int, seconds: float, models: Models, media: Path | None, folder: Path, report: Report
    ) -> Clip:
        """Prepare the face on the device of ``models``, in a picture of ``height`` pixels, and listen to the voice."""
        engine = Engine(EngineOptions(device=str(models.device)))
        video = (
            speed_face(media, height, folder, Watch())
            if media
            else widened(_talking(engine, folder), height, folder, Watch())
        )
        stages = StageClock(lambda _, __: None)
        options = PrepareOptions(accept_findings=True)
        template = engine.prepare(video, folder / f"template_{height}", options=options, watch=Watch(progress=stages))
        told = {stage: seconds for stage, seconds in stages.seconds().items() if seconds >= 0.5}
        report.add(
            Row(f"prepare {template.span[1] - template.span[0] + 1} frames", f"{sum(stages.seconds().values()):.1f} s"),
            Row("    of it, s", ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in told.items())),
        )
        face = Templates().load(template)
        voice_file = long_voice(media, seconds, folder, Watch())
        sound = folder / f"sound_{height}"
        sound.mkdir()
        voice = engine.load_voice(voice_file, sound)
        return cls(face, voice_file, voice, mouth_motion(face, voice, MouthSize.NATURAL, models), folder)

    def frames(self, device: torch.device, count: int | None = None) -> Iterator[np.ndarray]:
        """Yield the first ``count`` frames of the clip, or all."""
        return drawn_frames(self.face, self.voice, self.motion[:count], device)


def _talking(engine: Engine, folder: Path) -> Path:
    """Return the demo's portrait, saying the demo's sentence: a face video for want of real footage."""
    video = folder / "talking.mp4"
    if not video.exists():
        photo = engine.prepare(
            write_face(folder / "face.png"), folder / "photo", options=PrepareOptions(accept_findings=True)
        )
        engine.render(photo, VOICE, video)
    return video
