"""Run the real server under load while everything around it fails, then look whether anything is lost, doubled or orphaned.

    make chaos SECONDS=300             (or: PYTHONPATH=. python -m scripts.chaos --seconds 300 --seed 7)

People send voice notes to a Bot API server for tests, and a script orders clips through the API; meanwhile processes are
killed and stopped, the disk is full or slow, Telegram is away, the clock jumps: by chance, but the same faults in the same
order for the same seed (what they meet depends on the machine's pace). Prints one table; exits with 1 if something is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import secrets
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import soundfile
from PIL import Image

from bot.accounts import web_account
from bot.jobs import work
from bot.records import FaceResult, open_store
from engine import Engine
from engine.demo import VOICE, write_face
from engine.watch import Watch
from scripts.chaos.audit import Line, audit
from scripts.chaos.faults import FAULTS, impossible, slow_disk, small_disk
from scripts.chaos.world import NeverStarts, Server, World
from tests.bot.known import add_person, add_user
from tests.telegram import BotApiServer

PEOPLE = ("Anna", "Ben", "Cleo")
DISK_MB = 400
VOICE_S, FACE_PX = 1.5, 360
"""Small, so that clips are made quickly."""

PAUSE_S = (4.0, 12.0)
"""Time between two faults."""

SETTLES_S = 900.0
"""Time for what was accepted to end, once nothing fails any more."""


def main() -> int:
    """Run, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--log", type=Path, default=Path("out/chaos.log"), help="where to keep the server's log")
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)  # the Bot API server says that connections break
    say(f"seed {options.seed}, {options.seconds:g} s")
    unable = impossible()
    for name, reason in unable.items():
        say(f"left out: {name}: {reason}")
    with tempfile.TemporaryDirectory(prefix="facenote-chaos-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        voice, face = prepared(folder)
        (disk := folder / "disk").mkdir()
        if "disk full" not in unable:
            stack.enter_context(small_disk(disk, DISK_MB))
        slow = None if "disk slow" in unable else slow_disk(folder)
        try:
            lines = asyncio.run(run(disk, slow, voice, face, Random(options.seed), options.seconds, set(unable)))
        finally:
            options.log.parent.mkdir(parents=True, exist_ok=True)
            if (log := disk / "server.log").exists():
                options.log.write_bytes(log.read_bytes())
    for line in lines:
        say(str(line))
    return 1 if any(line.is_right is False for line in lines) else 0


def prepared(folder: Path) -> tuple[bytes, tuple[Path, FaceResult]]:
    """Return a short voice, and the folder and result of the job of a face."""
    samples, rate_hz = soundfile.read(VOICE)
    soundfile.write(folder / "voice.ogg", samples[: int(VOICE_S * rate_hz)], rate_hz, format="OGG", subtype="OPUS")
    (made := folder / "face").mkdir()
    with Image.open(write_face(folder / "large.png")) as large:
        large.resize((FACE_PX, FACE_PX)).save(folder / "face.png")
    result = work.make_face(folder / "face.png", made, Engine(), Watch())
    return (folder / "voice.ogg").read_bytes(), (made, result)


async def run(
    disk: Path,
    slow: Path | None,
    voice: bytes,
    face: tuple[Path, FaceResult],
    rng: Random,
    seconds: float,
    unable: set[str],
) -> list[Line]:
    """Let the world run for that long with faults, then until all is done without; return what the audit found."""
    async with contextlib.AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(BotApiServer.running())
        server = Server(disk, telegram, slow)
        async with open_store(server.data) as store:
            for number, name in enumerate(PEOPLE, 11):
                await add_person(store, number, name, *face)
            await add_user(store, web_account("ada"), "ada", *face)
        seats = [telegram.person(number, name).private() for number, name in enumerate(PEOPLE, 11)]
        for seat in seats:
            seat.chat.bot_is = "member"
        world = World(server, telegram, disk, voice, seats)
        stack.push_async_callback(server.kill)
        drawn: Counter[str] = Counter()
        people: list[asyncio.Task[None]] = []
        with contextlib.suppress(NeverStarts):  # the audit then says so
            await server.start()
            people += [asyncio.create_task(world.sends_voices(seat, Random(rng.random()))) for seat in seats]
            people.append(asyncio.create_task(world.uses_the_api(Random(rng.random()))))
            await faults(world, people, rng, seconds, [name for name in FAULTS if name not in unable], drawn)
            await stopped(people)
            with contextlib.suppress(TimeoutError):  # the audit then says what has not ended
                await settle(world)
        await stopped(people)
        await server.stop()
        listed = ", ".join(f"{name} {count}" for name, count in sorted(drawn.items()))
        return [Line("faults", listed), *audit(world)]


async def stopped(people: Sequence[asyncio.Task[None]]) -> None:
    """Let nobody send anything any more."""
    for task in people:
        task.cancel()
    await asyncio.gather(*people, return_exceptions=True)


async def faults(
    world: World,
    people: Sequence[asyncio.Task[None]],
    rng: Random,
    seconds: float,
    names: Sequence[str],
    drawn: Counter[str],
) -> None:
    """Draw one fault after the other for that long; count in ``drawn`` how often each was. Raises NeverStarts."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        await asyncio.sleep(rng.uniform(*PAUSE_S))
        (name,) = rng.choices(names, [FAULTS[name][0] for name in names])
        drawn[name] += 1
        say(f"{time.monotonic() - began:5.0f} s: {name}")
        await FAULTS[name][1](world, Random(rng.random()))  # how often a fault draws depends on the processes it finds
        for task in people:
            if task.done():
                task.result()  # raises what went wrong in this program


async def settle(world: World) -> None:
    """Wait until every job has ended and every update was handled."""
    async with asyncio.timeout(SETTLES_S):
        while world.telegram.world.updates.waiting or unfinished(world):
            for seat in world.seats:
                world.answers(seat)
            await asyncio.sleep(1.0)


def unfinished(world: World) -> int:
    """Return the number of jobs that have not ended."""
    database = sqlite3.connect(f"file:{world.server.data}/facenote.db?mode=ro", uri=True)
    with contextlib.closing(database):
        (count,) = database.execute(
            "SELECT COUNT(*) FROM jobs WHERE state NOT IN ('delivered', 'failed', 'cancelled')"
        ).fetchone()
    return int(count)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
