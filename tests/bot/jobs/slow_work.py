"""Work for the pool that ends at once or never, as the voice file says."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

from bot.jobs import work
from bot.records import ClipOptions, ClipResult
from engine.errors import EngineError
from engine.pool import Placement, PoolOptions
from engine.watch import Watch

FOR_EVER = 10**6


def no_engine(place: Placement) -> None:
    """Open nothing."""


POOL = PoolOptions(open=no_engine, cores=2, workers=1, grace_s=0.3, drain_s=0.5)


class Unwanted(EngineError):
    """Raised on request."""

    code = "unwanted"


def write_voice(folder: Path, then: str = "finish", steps: int = 1) -> Path:
    """Write a voice with instructions for :func:`make_clip`."""
    path = folder / f"voice{len(list(folder.iterdir()))}.json"
    mark, leave = path.with_suffix(".mark"), path.with_suffix(".leave")
    path.write_text(json.dumps({"then": then, "steps": steps, "mark": str(mark), "leave": str(leave)}))
    return path


def let_finish(voice: Path) -> None:
    """End the work of a voice with ``wait``."""
    voice.with_suffix(".leave").touch()


def make_clip(
    template: Path,  # noqa: ARG001
    voice: Path,
    folder: Path,
    asked: ClipOptions,
    engine: object,  # noqa: ARG001
    watch: Watch,
) -> ClipResult:
    """Follow the voice file: ``steps`` of 50 ms each, then the action ``then``; "... once" only the first time, and "wait"
    until :func:`let_finish`.
    """
    says = json.loads(voice.read_text())
    then, once, _ = says["then"].partition(" once")
    steps, mark = says["steps"], Path(says["mark"])
    if once and mark.exists():
        then, steps = "finish", 1
    mark.touch()
    step = 0
    while step < steps or (then == "wait" and not Path(says["leave"]).exists()):
        watch.report("draw", step / (step + 10))
        time.sleep(0.05)
        step += 1
    match then:
        case "fail":
            raise Unwanted("as asked", value=1)
        case "bug":
            raise KeyError("as asked")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(3600)
    (folder / work.CLIP).write_bytes(b"clip")
    return ClipResult((64, 64), 4.0, asked.form)
