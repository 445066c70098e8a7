"""Small media of every kind, made with ffmpeg itself."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from engine.media import VideoWriter, bundled_ffmpeg
from engine.watch import Watch

STAMPED_FRAMES = 90
STAMPED_SIZE = (320, 160)
BITS = 8

Make = Callable[..., None]


def run_ffmpeg(*arguments: str | Path) -> None:
    """Run ffmpeg to make test media."""
    subprocess.run(
        [bundled_ffmpeg(), "-v", "error", "-y", *map(str, arguments)],
        check=True,
        timeout=600,
        stdin=subprocess.DEVNULL,
    )


def lavfi(*sources: str) -> list[str]:
    """Return arguments that open generated inputs."""
    return [part for source in sources for part in ("-f", "lavfi", "-i", source)]


def stamp(number: int, size: tuple[int, int] = STAMPED_SIZE) -> np.ndarray:
    """Return I420 (H * 3 // 2, W) with the number as eight vertical bars, black or white."""
    width, height = size
    frame = np.full((height * 3 // 2, width), 128, np.uint8)
    bars = np.unpackbits(np.uint8(number)).repeat(width // BITS)
    frame[:height] = np.where(bars, 235, 16)
    return frame


def stamped_number(luma: np.ndarray) -> int:
    """Return the number in a stamped picture, (H, W) luma or grey."""
    width = luma.shape[1] // BITS
    middles = luma[luma.shape[0] // 2, width // 2 :: width][:BITS]
    return int(np.packbits(middles > 128)[0])


@pytest.fixture(scope="session")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return ninety frames at 25 a second, each stamped with its number."""
    path = tmp_path_factory.mktemp("stamped") / "stamped.mp4"
    with VideoWriter(path, STAMPED_SIZE, watch=Watch()) as writer:
        for number in range(STAMPED_FRAMES):
            writer.write(stamp(number))
    return path


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one second of moving picture, 160x120 at 25 a second, with a tone; H.264 and AAC in mp4 with its index first."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    run_ffmpeg(
        *lavfi("testsrc2=s=160x120:r=25:d=1", "sine=d=1"), "-pix_fmt", "yuv420p", "-movflags", "+faststart", path
    )
    return path


def children() -> set[str]:
    """Return the ids of this process's children, including zombies, without multiprocessing's own."""
    pids: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            pids.update((task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            return children()  # a thread has just ended, and its children may have moved to one already read
    own = b"multiprocessing.resource_tracker", b"multiprocessing.forkserver"
    return {pid for pid in pids if not any(name in _command_line(pid) for name in own)}


def _command_line(pid: str) -> bytes:
    """Return the command line; it is empty for a zombie or an ended process."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""
