"""A voice note on a warm worker: a person's waiting time, from ``submit`` to the finished file."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine.bench.material import long_voice, speed_face
from engine.choices import EngineOptions
from engine.pipeline import Engine, PrepareOptions, RenderOptions
from engine.pool import Pool, PoolOptions, Request, tasks
from engine.watch import Watch

VOICE_S = 5.0
HEIGHT_PX = 720
PAIRS = 5


@dataclass(frozen=True)
class Note:
    """Median wall times in one worker, alternating, seconds.

    Attributes:
        voice_s: length of the voice.
        warm_s: with the worker's engine, which has its models and the template.
        cold_s: with an engine opened for the job, which loads the models and verifies and reads the template.
    """

    voice_s: float
    warm_s: float
    cold_s: float

    @property
    def ratio(self) -> float:
        """Warm over cold."""
        return self.warm_s / self.cold_s


def measure_note(engine: Engine, media: Path | None, folder: Path, watch: Watch) -> Note:
    """Submit the same note to a worker, alternately with its warm engine and with a new one."""
    face, voice = speed_face(media, HEIGHT_PX, folder, watch), long_voice(media, VOICE_S, folder, watch)
    options = PrepareOptions(accept_findings=True)
    template = engine.prepare(face, folder / "note_template", options=options, watch=watch)
    arguments = template.folder, voice, folder / "note.mp4", RenderOptions()
    warm, cold = asyncio.run(
        _in_turn(engine.options, partial(tasks.render_clip, *arguments), partial(render_cold, *arguments), watch)
    )
    return Note(VOICE_S, warm, cold)


def render_cold(template: Path, voice: Path, out: Path, options: RenderOptions, engine: Engine, watch: Watch) -> None:
    """Render with an engine that has loaded nothing yet."""
    Engine(engine.options).render(template, voice, out, options=options, watch=watch)


async def _in_turn(
    options: EngineOptions,
    warm: Callable[[Engine, Watch], object],
    cold: Callable[[Engine, Watch], object],
    watch: Watch,
) -> tuple[float, float]:
    """Return the median seconds of the two tasks; each runs once before the measurement."""
    seconds: dict[str, list[float]] = {"warm": [], "cold": []}
    async with Pool(PoolOptions(open=partial(tasks.open_engine, options))) as pool:
        for number in range(PAIRS + 1):
            for name, task in (("warm", warm), ("cold", cold)):
                start = time.perf_counter()
                await pool.submit(Request(f"{name}-{number}", task)).result()
                if number:
                    seconds[name].append(time.perf_counter() - start)
            watch.report("note", number / PAIRS)
    return statistics.median(seconds["warm"]), statistics.median(seconds["cold"])
