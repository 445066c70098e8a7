"""Memory: the peak of a process that renders a short voice, and of one that renders a long one."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from engine.bench.material import long_voice, speed_face
from engine.pipeline import PrepareOptions, prepare, render
from engine.watch import Watch

VOICES_S = (60.0, 600.0)
HEIGHT_PX = 720


@dataclass(frozen=True)
class Memory:
    """Peak resident memory, MB: of the engine's process, and of the largest ffmpeg it ran."""

    voice_s: float
    engine_mb: float
    ffmpeg_mb: float


def measure_memory(media: Path | None, folder: Path, watch: Watch) -> Iterator[Memory]:
    """One measurement a voice length, each in a fresh process: the peak of a process never falls."""
    face = speed_face(media, HEIGHT_PX, folder, watch)
    template = prepare(
        face,
        folder / "memory_template",
        options=PrepareOptions(accept_findings=True),
        progress=watch.progress,
        cancel=watch.cancelled,
    )
    for done, seconds in enumerate(VOICES_S, 1):
        voice = long_voice(media, seconds, folder, watch)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            yield process.submit(_peak, template.folder, voice, folder / "memory.mp4", seconds).result()
        watch.report("memory", done / len(VOICES_S))


def _peak(template: Path, voice: Path, clip: Path, seconds: float) -> Memory:
    render(template, voice, clip)
    engine, ffmpeg = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Memory(seconds, engine, ffmpeg)
