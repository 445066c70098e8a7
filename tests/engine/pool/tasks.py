"""What the workers of these tests do: small, and as badly behaved as real work can be."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from engine.errors import EngineError
from engine.pool import Place
from engine.watch import Watch

MIB = 2**20


class Refused(EngineError):
    code = "refused"
    advice = "Try another."


def stay(place: Place) -> Place:
    """Open nothing: the tasks get the place."""
    return place


def open_once_there(flag: Path, place: Place) -> Place:
    if not flag.exists():
        raise Refused(f"{flag.name} is missing")
    return place


def echo(value: Any, place: Place, watch: Watch) -> Any:
    return value


def where(place: Place, watch: Watch) -> tuple[int, Place, str]:
    return os.getpid(), place, tempfile.gettempdir()


def stages(place: Place, watch: Watch) -> None:
    for stage in ("track", "draw"):
        for step in range(201):
            watch.report(stage, step / 200)
            time.sleep(0.001)


def polite(flag: Path, place: Place, watch: Watch) -> None:
    """Works until it is stopped, and then clears up."""
    flag.write_text("working")
    try:
        while True:
            watch.report("draw", 0.5)
            time.sleep(0.02)
    finally:
        flag.write_text("cleared up")


def until(flag: Path, place: Place, watch: Watch) -> str:
    while not flag.exists():
        watch.report("wait", 0.0)
        time.sleep(0.02)
    return "done"


def meet(mine: Path, other: Path, place: Place, watch: Watch) -> int:
    """Ends only if both run at once."""
    mine.touch()
    until(other, place, watch)
    return os.getpid()


def sleep(place: Place, watch: Watch) -> None:
    watch.report("sleep", 0.0)
    time.sleep(600)


def spin(place: Place, watch: Watch) -> None:
    watch.report("spin", 0.0)
    while True:
        pass


def chatter(place: Place, watch: Watch) -> None:
    while True:
        watch.progress("chatter", 0.5)
        time.sleep(0.02)


def abort(place: Place, watch: Watch) -> None:
    os.abort()


def kill_itself(place: Place, watch: Watch) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(place: Place, watch: Watch) -> None:
    sys.exit(3)


def hog(place: Place, watch: Watch) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(os.urandom(MIB)) * 16)
        watch.report("hog", 0.5)
        time.sleep(0.02)


def hog_by_a_program(place: Place, watch: Watch) -> None:
    subprocess.run(
        [sys.executable, "-c", f"hoard = b'x' * {400 * MIB}; import time; time.sleep(600)"],
        check=True,
        stdin=subprocess.DEVNULL,
    )


def refuse_to_allocate(place: Place, watch: Watch) -> None:
    bytearray(2**60)


def film(note: Path, then: str, place: Place, watch: Watch) -> None:
    """Starts an ffmpeg that runs for ever, notes (pid, own pid), then ``sleep``s or ``abort``s."""
    ffmpeg = subprocess.Popen(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc", "-f", "null", "-"],
        stdin=subprocess.DEVNULL,
    )
    partial = note.with_suffix(".partial")
    partial.write_text(f"{ffmpeg.pid} {os.getpid()}")
    partial.rename(note)
    {"sleep": sleep, "abort": abort}[then](place, watch)


def refuse(place: Place, watch: Watch) -> None:
    raise Refused("too dark: 12 of 255", level=12, frames=(3, 4))


def fail(place: Place, watch: Watch) -> None:
    raise ValueError("a fault\nin two lines")


def give_what_cannot_travel(place: Place, watch: Watch) -> Any:
    return lambda: None


def refuse_with_what_cannot_travel(place: Place, watch: Watch) -> None:
    raise Refused("odd", key=lambda: None)


def keep_a_file(place: Place, watch: Watch) -> None:
    Path(tempfile.mkdtemp(), "half.mp4").touch()
    os.abort()


def speak(place: Place, watch: Watch) -> None:
    log = logging.getLogger("engine.speaking")
    log.debug("too quiet to be heard")
    log.info("drew %d frames", 25)


def engine_threads(place: Place, watch: Watch) -> tuple[int, int]:
    import cv2
    import torch

    return torch.get_num_threads(), cv2.getNumThreads()
