"""The real server, in front of a Bot API server for tests, and the people who use both at once."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from scripts.chaos.clocked import CLOCK_FILE
from tests.bot.test_serve import all_end, command, processes_of
from tests.bot.web.conftest import ADA
from tests.telegram import BotApiServer, Message, Seat

READY_S = 120.0
STARTS_TRIED = 5
PAUSES_S = (1.0, 4.0)
"""Time between two voices of one person."""

MOST_AT_ONCE = 3
"""Voices of one person that wait for their clips, and unfinished jobs of the script."""

ENDED = ("delivered", "failed", "cancelled")
"""States of a job that has ended."""


REFUSALS = ("😕", "🔧", "📡")
"""Each message that refuses a voice has one of these while the server or Telegram fails, see ``locales``."""


class NeverStarts(Exception):
    """The server has failed to start several times in a row."""


class Server:
    """Runs the server on one data folder, again and again, on one port. ``slow_disk``: the library by which the file ``slow``
    slows down its disk.
    """

    def __init__(self, folder: Path, telegram: BotApiServer, slow_disk: Path | None = None) -> None:
        self._folder = folder
        self.data, self.log = folder / "data", folder / "server.log"
        self._clock, self.slow, temporary = folder / "clock", folder / "slow", folder / "tmp"
        temporary.mkdir()
        self.log.touch()
        self.set_clock(0)
        self._settings = {
            "FACENOTE_TELEGRAM_TOKEN": telegram.token,
            "FACENOTE_TELEGRAM_API_URL": telegram.url,
            "FACENOTE_WEB_TOKENS": f"ada:{ADA}",
            "FACENOTE_MIN_FREE_MB": "8",
            "FACENOTE_GPUS": "0",
            "FACENOTE_WEB_DEMO": "false",
            "FACENOTE_DRAIN_S": "5",
            "TMPDIR": str(temporary),
            CLOCK_FILE: str(self._clock),
        }
        if slow_disk:
            self._settings |= {"LD_PRELOAD": str(slow_disk), "CHAOS_SLOW_FILE": str(self.slow)}
        self._process: asyncio.subprocess.Process | None = None
        self.starts, self.failed_starts, self.port = 0, 0, free_port()

    async def start(self) -> None:
        """Start it; return once it answers. Raises NeverStarts."""
        with self.log.open("ab") as log:
            for _ in range(STARTS_TRIED):
                (python, *_), env = command(self._folder, **self._settings, FACENOTE_PORT=str(self.port))
                self._process = await asyncio.create_subprocess_exec(
                    python,
                    "-m",
                    "scripts.chaos.clocked",
                    cwd=self._folder,
                    env=env,
                    stderr=log,
                    start_new_session=True,
                    stdin=subprocess.DEVNULL,
                )
                self.starts += 1
                if await self._answers():
                    return
                self.failed_starts += 1
                await self.kill()
                await asyncio.sleep(1.0)
        raise NeverStarts

    async def kill(self) -> None:
        """Kill it as a machine that loses power, with all that it started."""
        for pid in processes_of(self.data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await self._ended()

    async def stop(self) -> None:
        """End it in an orderly way."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        await self._ended()

    def signal(self, number: signal.Signals, having: str = "", rng: Random | None = None) -> bool:
        """Send a signal to one of its processes (with ``rng``), else all, whose command line has this text."""
        found = []
        for pid in processes_of(self.data):
            with contextlib.suppress(OSError):
                if having.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
        if rng and found:
            found = [rng.choice(found)]
        for pid in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        return bool(found)

    def set_clock(self, ahead_s: int) -> None:
        """Show it another time from now on."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(ahead_s))
        new.rename(self._clock)

    @property
    def url(self) -> str:
        """Return the studio's address."""
        return f"http://127.0.0.1:{self.port}"

    async def _answers(self) -> bool:
        assert self._process is not None
        with contextlib.suppress(TimeoutError):
            async with httpx.AsyncClient(timeout=5.0) as client, asyncio.timeout(READY_S):
                while self._process.returncode is None:
                    with contextlib.suppress(httpx.HTTPError):
                        if (await client.get(f"{self.url}/healthz")).status_code == 200:
                            return True
                    await asyncio.sleep(0.2)
        return False

    async def _ended(self) -> None:
        assert self._process is not None
        await self._process.wait()
        await all_end(self.data)


def free_port() -> int:
    """Return a port that nobody uses now, and that the system gives to no outgoing connection later."""
    for port in Random().sample(range(20_000, 30_000), 100):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no port is free")


@dataclass
class World:
    """Everything together; what people sent, and what was accepted."""

    server: Server
    telegram: BotApiServer
    disk: Path
    voice: bytes
    seats: list[Seat]
    voices: list[tuple[Seat, Message]] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    refused: int = 0

    async def sends_voices(self, seat: Seat, rng: Random) -> None:
        """Send voice notes, one after the other, and answer the bot's questions, until cancelled."""
        number = 0
        while True:
            number += 1
            said = self.voice + f"{seat.person.id}/{number}".encode()
            self.voices.append((seat, seat.sends_voice(said)))
            await asyncio.sleep(rng.uniform(*PAUSES_S))
            while self._waits_for(seat) >= MOST_AT_ONCE:
                self.answers(seat)
                await asyncio.sleep(1.0)

    def _waits_for(self, seat: Seat) -> int:
        """Return the number of voices that a person has seen no answer to."""
        answered = [message.reply_to for message in seat.chat.history if message.media or is_refusal(message)]
        return sum(whose is seat and voice not in answered for whose, voice in self.voices)

    def answers(self, seat: Seat) -> None:
        """Say of each clip in doubt whether it is there."""
        for message in seat.messages:
            if "Did it arrive?" in message.shown and message.buttons:
                arrived = bool(clips_for(seat, message.reply_to))
                with contextlib.suppress(LookupError):
                    seat.presses(message, "It arrived" if arrived else "Send it")

    async def uses_the_api(self, rng: Random) -> None:
        """Order clips as a script does, until cancelled; a request that fails is not repeated."""
        headers = {"Authorization": f"Bearer {ADA}", "Tus-Resumable": "1.0.0"}
        async with httpx.AsyncClient(base_url=self.server.url, headers=headers, timeout=20.0) as ada:
            number = 0
            while True:
                number += 1
                try:
                    if await self._unfinished(ada) < MOST_AT_ONCE:
                        await self._orders(ada, self.voice + f"ada/{number}".encode())
                except (httpx.HTTPError, KeyError, IndexError, ValueError):
                    self.refused += 1
                await asyncio.sleep(rng.uniform(*PAUSES_S))

    async def _unfinished(self, ada: httpx.AsyncClient) -> int:
        """Return the number of the script's last jobs that have not ended."""
        last = self.accepted[-2 * MOST_AT_ONCE :]
        states = [(await ada.get(f"/api/jobs/{job}")).json()["state"] for job in last]
        return sum(state not in ENDED for state in states)

    async def _orders(self, ada: httpx.AsyncClient, said: bytes) -> None:
        name = f"filename {base64.b64encode(b'voice.ogg').decode()}"
        begun = await ada.post("/api/uploads", headers={"Upload-Length": str(len(said)), "Upload-Metadata": name})
        place = begun.headers["Location"]
        patch = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        await ada.patch(place, content=said, headers=patch)
        voice = (await ada.post("/api/voices", json={"upload": place.rpartition("/")[2]})).json()["id"]
        self.accepted.append(voice)
        face = (await ada.get("/api/faces")).json()["faces"][0]["id"]
        clip = (await ada.post("/api/clips", json={"face": face, "voice": voice})).json()["id"]
        self.accepted.append(clip)


def is_refusal(message: Message) -> bool:
    """Return whether the bot says in it that it does not take a voice, or has failed."""
    return message.sender.is_bot and any(sign in message.shown for sign in REFUSALS)


def clips_for(seat: Seat, voice: Message | None) -> list[Message]:
    """Return the clips that reply to a voice."""
    return [one for one in seat.messages if one.media and one.media.kind == "video" and one.reply_to is voice]
