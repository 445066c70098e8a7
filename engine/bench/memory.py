"""Memory: the peak of a process that renders a short voice, and of one that renders a long one."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from engine.bench.material import long_voice, speed_face
from engine.errors import EngineError
from engine.pipeline import Engine, PrepareOptions
from engine.pool.memory import resident_mib
from engine.watch import Watch
from facenote.units import MIB

VOICES_S = (60.0, 600.0)
HEIGHT_PX = 720


class BenchProcessDied(EngineError):
    """The measured process ended without a result."""

    code = "bench_process_died"
    advice = "Check the system log for the out-of-memory killer, and free some memory."


@dataclass(frozen=True)
class Memory:
    """Peak resident memory, MiB: of the engine's process, and, sampled five times a second, of it and its ffmpeg together."""

    voice_s: float
    engine_mib: float
    together_mib: float


def measure_memory(engine: Engine, media: Path | None, folder: Path, watch: Watch) -> Iterator[Memory]:
    """Yield one measurement per voice length, each in a new process: the peak of a process never falls."""
    face = speed_face(media, HEIGHT_PX, folder, watch)
    options = PrepareOptions(accept_findings=True)
    template = engine.prepare(face, folder / "memory_template", options=options, watch=watch)
    for done, seconds in enumerate(VOICES_S, 1):
        voice = long_voice(media, seconds, folder, watch)
        yield _peak_of_a_process(template.folder, voice, seconds, watch)
        watch.report("memory", done / len(VOICES_S))


def _peak_of_a_process(template: Path, voice: Path, seconds: float, watch: Watch) -> Memory:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=_render, args=(template, voice, stop, sender))
    process.start()
    sender.close()  # otherwise the end of the process would not close the pipe
    together = 0
    try:
        while not receiver.poll(0.2):
            watch.check()
            together = max(together, resident_mib()[process.pid or 0])
        outcome: float | EngineError = receiver.recv()
    except EOFError as error:
        raise BenchProcessDied(f"exit code {process.exitcode}", voice_s=seconds) from error
    finally:
        stop.set()
        process.join()
    if isinstance(outcome, EngineError):
        raise outcome
    return Memory(seconds, outcome, max(together, outcome))


def _render(template: Path, voice: Path, stop: Event, sender: Connection) -> None:
    """Render in a separate process group; send the peak of this process, MiB, or the error."""
    os.setpgrp()
    try:
        Engine().render(template, voice, voice.with_suffix(".mp4"), watch=Watch(cancelled=stop.is_set))
    except EngineError as error:
        sender.send(error)
    else:
        unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB on Linux: getrusage(2)
        sender.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB)
