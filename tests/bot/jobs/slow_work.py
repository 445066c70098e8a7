"""Work for the pool that is over in a moment, or never: what the voice file says."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from engine.errors import EngineError
from engine.pool import Place, PoolOptions
from engine.watch import Watch


def no_models(place: Place) -> None:
    """Nothing to warm up."""


POOL = PoolOptions(warm=no_models, cores=2, workers=1, grace_s=0.3, drain_s=0.5)


class Unwanted(EngineError):
    """Raised on request."""

    code = "unwanted"


def make_clip(
    template: Path, voice: Path, folder: Path, form: str, denoise: str, place: Place, watch: Watch
) -> dict[str, Any]:
    """Do as the voice file says: {"steps": 3, "then": "finish" | "fail" | "bug" | "die" | "die once"}."""
    says = json.loads(voice.read_text())
    for step in range(says["steps"]):
        watch.report("draw", step / says["steps"])
        time.sleep(0.05)
    match says["then"]:
        case "fail":
            raise Unwanted("as asked", value=1)
        case "bug":
            raise KeyError("as asked")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die once" if not Path(says["mark"]).exists():
            Path(says["mark"]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    (folder / "clip.mp4").write_bytes(b"clip")
    return {"form": form}
