"""Tasks for the workers of these tests: small, and as badly behaved as real work can be."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from engine.errors import EngineError
from engine.pool import Placement
from engine.watch import Watch

MIB = 2**20


class Refused(EngineError):
    code = "refused"
    advice = "Try another."


def stay(place: Placement) -> Placement:
    """Open nothing: the tasks get the place."""
    return place


def open_once_there(flag: Path, place: Placement) -> Placement:
    if not flag.exists():
        raise Refused(f"{flag.name} is missing")
    return place


def open_never(_place: Placement) -> None:
    time.sleep(600)


def echo(value: Any, _place: Placement, _watch: Watch) -> Any:
    return value


def where(place: Placement, _watch: Watch) -> tuple[int, Placement, str]:
    return os.getpid(), place, tempfile.gettempdir()


def stages(_place: Placement, watch: Watch) -> None:
    for stage in ("track", "draw"):
        for step in range(201):
            watch.report(stage, step / 200)


def polite(flag: Path, _place: Placement, watch: Watch) -> None:
    """Works until it is stopped, and then clears up."""
    flag.write_text("working")
    try:
        while True:
            watch.report("draw", 0.5)
            time.sleep(0.02)
    finally:
        flag.write_text("cleared up")


def until(flag: Path, _place: Placement, watch: Watch) -> str:
    while not flag.exists():
        watch.report("wait", 0.0)
        time.sleep(0.02)
    return "done"


def meet(mine: Path, other: Path, place: Placement, watch: Watch) -> int:
    """Ends only if both run at once."""
    mine.touch()
    until(other, place, watch)
    return os.getpid()


def hold(note: Path, flag: Path, place: Placement, watch: Watch) -> str:
    """Note the own process, then wait."""
    partial = note.with_suffix(".partial")
    partial.write_text(str(os.getpid()))
    partial.rename(note)
    return until(flag, place, watch)


def copy(folder: Path, out: Path, _place: Placement, _watch: Watch) -> Path:
    """Leave a copy of a folder and an empty file; return the folder that was copied."""
    shutil.copytree(folder, out / "copy")
    (out / "empty").touch()
    return folder


def leave_much(out: Path, _place: Placement, _watch: Watch) -> None:
    (out / "much").write_bytes(bytes(64 * MIB))


def sleep(_place: Placement, watch: Watch) -> None:
    watch.report("sleep", 0.0)
    time.sleep(600)


def spin(_place: Placement, watch: Watch) -> None:
    watch.report("spin", 0.0)
    while True:
        pass


def chatter(_place: Placement, watch: Watch) -> None:
    while True:
        watch.progress("chatter", 0.5)
        time.sleep(0.02)


def abort(_place: Placement, _watch: Watch) -> None:
    os.abort()


def kill_itself(_place: Placement, _watch: Watch) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_place: Placement, _watch: Watch) -> None:
    sys.exit(3)


def hog(_place: Placement, watch: Watch) -> None:
    hoard: list[bytearray] = []
    while True:
        if len(hoard) < 40:  # then it has what is too much, however late somebody looks
            hoard.append(bytearray(os.urandom(MIB)) * 16)
        watch.report("hog", 0.5)
        time.sleep(0.02)


def hog_by_a_program(_place: Placement, _watch: Watch) -> None:
    subprocess.run(
        [sys.executable, "-c", f"hoard = b'x' * {400 * MIB}; import time; time.sleep(600)"],
        check=True,
        stdin=subprocess.DEVNULL,
    )


def refuse_to_allocate(_place: Placement, _watch: Watch) -> None:
    bytearray(2**60)


def film(note: Path, then: str, place: Placement, watch: Watch) -> None:
    """Starts an ffmpeg that runs for ever, notes (pid, own pid), then ``sleep``s or ``abort``s."""
    ffmpeg = subprocess.Popen(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc", "-f", "null", "-"],
        stdin=subprocess.DEVNULL,
    )
    partial = note.with_suffix(".partial")
    partial.write_text(f"{ffmpeg.pid} {os.getpid()}")
    partial.rename(note)
    {"sleep": sleep, "abort": abort}[then](place, watch)


def refuse(_place: Placement, _watch: Watch) -> None:
    raise Refused("too dark: 12 of 255", level=12, frames=(3, 4))


def fail(_place: Placement, _watch: Watch) -> None:
    raise ValueError("a fault\nin two lines")


def give_what_cannot_travel(_place: Placement, _watch: Watch) -> Any:
    return lambda: None


def refuse_with_what_cannot_travel(_place: Placement, _watch: Watch) -> None:
    raise Refused("odd", key=lambda: None)


def keep_a_file(_place: Placement, _watch: Watch) -> None:
    Path(tempfile.mkdtemp(), "half.mp4").touch()
    os.abort()


def speak(_place: Placement, _watch: Watch) -> None:
    log = logging.getLogger("engine.speaking")
    log.debug("too quiet to be heard")
    log.info("drew %d frames", 25)


def engine_threads(_place: Placement, _watch: Watch) -> tuple[int, int]:
    import cv2
    import torch

    return torch.get_num_threads(), cv2.getNumThreads()


def write(path: Path, _place: Placement, _watch: Watch) -> bool:
    """Write a file by a program; return whether that was allowed."""
    return subprocess.run(["touch", path], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
