"""Speed: stage by stage, against real time, and against ffmpeg alone encoding the same clip in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from engine.bench.material import long_voice, speed_face
from engine.media import transcode
from engine.pipeline import Engine, PrepareOptions, RenderOptions
from engine.watch import Progress, Watch

T = TypeVar("T")

HEIGHTS_PX = (720, 1080)
VOICE_S = 30.0


@dataclass(frozen=True)
class Speed:
    """Wall times of one face, seconds.

    Attributes:
        name: name of the face.
        renderer: the renderer used.
        clip_s: length of the clip.
        prepare_stages_s, render_stages_s: each stage's time.
        prepare_s, render_s: the sums.
        transcode_s: ffmpeg decoding and encoding the finished clip with the same settings.
    """

    name: str
    renderer: str
    clip_s: float
    prepare_stages_s: dict[str, float]
    render_stages_s: dict[str, float]
    prepare_s: float
    render_s: float
    transcode_s: float

    @property
    def times_real_time(self) -> float:
        """Seconds of clip rendered per second."""
        return self.clip_s / self.render_s

    @property
    def over_transcode(self) -> float:
        """Time of rendering over that of the transcode."""
        return self.render_s / self.transcode_s


def measure_speed(engine: Engine, media: Path | None, folder: Path, watch: Watch) -> Iterator[Speed]:
    """Yield one measurement per picture height; without source videos, one of the demo's photo."""
    voice = long_voice(media, VOICE_S, folder, watch)
    faces = dict.fromkeys(speed_face(media, height, folder, watch) for height in HEIGHTS_PX)
    for face in faces:
        yield _measure(engine, face, voice, folder, watch)


def _measure(engine: Engine, face: Path, voice: Path, folder: Path, watch: Watch) -> Speed:
    stages = StageClock(watch.progress)
    options = PrepareOptions(accept_findings=True)
    template, prepare_s = _timed(
        lambda: engine.prepare(
            face, folder / f"{face.stem}_template", options=options, watch=replace(watch, progress=stages)
        )
    )
    prepare_stages = stages.seconds()
    clip, settings = folder / f"{face.stem}_clip.mp4", RenderOptions()
    report, render_s = _timed(lambda: engine.render(template, voice, clip, options=settings, watch=watch))
    _, transcode_s = _timed(lambda: transcode(clip, folder / "transcoded.mp4", settings.encode, watch=watch))
    width, height = report.size
    return Speed(
        name=f"{width}x{height}",
        renderer=report.renderer,
        clip_s=report.duration_s,
        prepare_stages_s=prepare_stages,
        render_stages_s=report.stages_s,
        prepare_s=prepare_s,
        render_s=render_s,
        transcode_s=transcode_s,
    )


class StageClock:
    """Progress callback that adds up the time between reports by stage."""

    def __init__(self, further: Progress) -> None:
        self._further, self._last, self._seconds = further, time.perf_counter(), dict[str, float]()

    def __call__(self, stage: str, fraction: float) -> None:
        now = time.perf_counter()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._last
        self._last = now
        self._further(stage, fraction)

    def seconds(self) -> dict[str, float]:
        """Seconds by stage, in the order of their start."""
        return {stage: round(seconds, 2) for stage, seconds in self._seconds.items()}


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start
