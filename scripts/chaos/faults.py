"""What happens to the server: each fault ends before the next begins, except that a call of Telegram may fail later."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from random import Random

from scripts.chaos.world import World

COMPILER = "gcc"
SLOW_DISK = Path(__file__).with_name("slow_disk.c")

Fault = Callable[[World, Random], Awaitable[None]]


async def server_killed(world: World, _rng: Random) -> None:
    """Kill the server with everything that it started."""
    await world.server.kill()
    await world.server.start()


async def server_restarted(world: World, _rng: Random) -> None:
    """End it as an operator does."""
    await world.server.stop()
    await world.server.start()


async def worker_killed(world: World, rng: Random) -> None:
    """Kill a worker."""
    world.server.signal(signal.SIGKILL, "spawn_main", rng)


async def ffmpeg_killed(world: World, rng: Random) -> None:
    """Kill an ffmpeg, as the kernel does when memory runs out; wait for one if none runs."""
    for _ in range(50):
        if world.server.signal(signal.SIGKILL, "ffmpeg", rng):
            return
        await asyncio.sleep(0.1)


async def inspector_killed(world: World, rng: Random) -> None:
    """Kill the process that opens files, likewise."""
    for _ in range(50):
        if world.server.signal(signal.SIGKILL, "media/inspector", rng):
            return
        await asyncio.sleep(0.1)


async def worker_stopped(world: World, rng: Random) -> None:
    """Stop a worker for some seconds."""
    world.server.signal(signal.SIGSTOP, "spawn_main", rng)
    await asyncio.sleep(rng.uniform(2, 6))
    world.server.signal(signal.SIGCONT, "spawn_main")


async def server_stopped(world: World, rng: Random) -> None:
    """Stop the server for some seconds."""
    world.server.signal(signal.SIGSTOP)
    await asyncio.sleep(rng.uniform(2, 6))
    world.server.signal(signal.SIGCONT)


async def disk_full(world: World, rng: Random) -> None:
    """Take the disk's last byte for some seconds."""
    filler = world.disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))
    await asyncio.sleep(rng.uniform(3, 8))
    filler.unlink()


async def disk_slow(world: World, rng: Random) -> None:
    """Have everything that is written to files wait for some seconds."""
    world.server.slow.touch()
    await asyncio.sleep(rng.uniform(4, 10))
    world.server.slow.unlink()


async def telegram_away(world: World, rng: Random) -> None:
    """Refuse all connections, or answer all with an error, for some seconds."""
    await world.telegram.down(rng.choice([None, 502]))
    await asyncio.sleep(rng.uniform(2, 6))
    await world.telegram.up()


async def telegram_fails(world: World, rng: Random) -> None:
    """Fail the next call of one kind: refused for now, broken, cut off before or after it was carried out."""
    method = rng.choice(["sendVideo", "sendVideo", "sendMessage", "editMessageText", "file", "getFile"])
    status = rng.choice([429, 502, None])
    world.telegram.fail_next(
        method, status, retry_after=2 if status == 429 else None, done_first=status is None and rng.random() < 0.5
    )


async def clock_jumps(world: World, rng: Random) -> None:
    """Set the server's clock ahead or back, by up to two days; then right again."""
    world.server.set_clock(rng.choice([-172_800, -3_600, 600, 90_000, 172_800]))
    await asyncio.sleep(rng.uniform(3, 8))
    world.server.set_clock(0)


FAULTS: dict[str, tuple[int, Fault]] = {
    "server killed": (3, server_killed),
    "server ended and started": (1, server_restarted),
    "worker killed": (3, worker_killed),
    "ffmpeg killed": (2, ffmpeg_killed),
    "inspector killed": (1, inspector_killed),
    "worker stopped": (1, worker_stopped),
    "server stopped": (1, server_stopped),
    "disk full": (2, disk_full),
    "disk slow": (2, disk_slow),
    "Telegram away": (2, telegram_away),
    "Telegram fails a call": (4, telegram_fails),
    "clock jumps": (2, clock_jumps),
}
"""Each with how often it is drawn."""


def impossible() -> dict[str, str]:
    """Return the faults that this machine cannot have, with the reason."""
    found = {}
    if sys.platform != "linux" or shutil.which(COMPILER) is None:
        found["disk slow"] = f"needs Linux and {COMPILER}"
    if os.geteuid() != 0 or shutil.which("mount") is None:
        found["disk full"] = "only root can mount a small disk"
    return found


def slow_disk(folder: Path) -> Path:
    """Return the library that slows down what writes to files, compiled into ``folder``."""
    library = folder / "slow_disk.so"
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", library, SLOW_DISK, "-ldl"], check=True)
    return library


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Mount a small file system in memory at ``folder``."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
