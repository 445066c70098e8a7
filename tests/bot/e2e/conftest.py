"""Fixtures that run the whole server in its own process, with the real engine and the strict Bot API server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import soundfile

from bot.jobs import work
from bot.records import FaceResult, open_store
from engine import Engine
from engine.demo import VOICE
from engine.watch import Watch
from tests.bot.known import add_person
from tests.bot.test_serve import command, processes_of, started
from tests.conftest import MadeOnce
from tests.telegram import BotApiServer, Message, Seat, is_media

RENDERED_S = 300.0
"""Maximum wait for rendered results on a busy machine."""

ANNA = 11


class Server:
    """Runs ``python -m bot`` on a data folder, any number of times."""

    def __init__(self, folder: Path, telegram: BotApiServer) -> None:
        self._folder = folder
        self.data, self.log = folder / "data", folder / "bot.log"
        self.settings = {
            "FACENOTE_TELEGRAM_TOKEN": telegram.token,
            "FACENOTE_TELEGRAM_API_URL": telegram.url,
            "FACENOTE_MIN_FREE_MB": "0",
            "FACENOTE_GPUS": "0",
            "FACENOTE_WEB_DEMO": "false",
        }

    @contextlib.asynccontextmanager
    async def started(self, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Start it; yield the process; kill it at the end of the block if it still runs."""
        args, env = command(self._folder, **self.settings, **settings)
        with self.log.open("wb") as log:
            async with started(self._folder, env, args, log) as process:
                yield process

    def signal_processes(self, number: signal.Signals, having: str = "", but: int | None = None) -> None:
        """Send a signal to those of its processes with this text in their command line, except for one."""
        for pid in processes_of(self.data):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
                if pid != but and having.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, number)

    async def address(self) -> str:
        """Return its address, once it is ready."""
        return await self.wait_until(
            lambda: found[0] if (found := re.search(r"http://[\w.]+:\d+", self._said())) else None
        )

    async def reach(self, wanted: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Wait until the clip jobs, in the order of their requests, are as wanted."""
        await self.wait_until(lambda: wanted(self.clips()))

    def clips(self) -> list[dict[str, Any]]:
        """Return the clip jobs in the database."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/facenote.db?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            rows = database.execute("SELECT * FROM jobs WHERE kind = 'clip' ORDER BY id").fetchall()
        return [{**row, "front": json.loads(row["front"])} for row in map(dict, rows)]

    def states(self) -> list[str]:
        """Return the states of the clip jobs."""
        return [clip["state"] for clip in self.clips()]

    def postpone_nothing(self) -> None:
        """Make postponed deliveries due now; for a server that is not running."""
        with contextlib.closing(sqlite3.connect(self.data / "facenote.db")) as database, database:
            database.execute("UPDATE jobs SET send_after = NULL")

    def _said(self) -> str:
        return self.log.read_text()

    async def wait_until(self, look: Callable[[], Any]) -> Any:
        """Return the function's result once it is truthy.

        Raises:
            AssertionError: the time is over; the text contains the server's log.
        """
        try:
            async with asyncio.timeout(RENDERED_S):
                while not (found := look()):
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(self._said()) from None
        return found


@pytest.fixture
async def telegram(request: pytest.FixtureRequest) -> AsyncIterator[BotApiServer]:
    """Run the public Bot API server, or with the parameter ``local`` the operator's own."""
    async with BotApiServer.running(local=getattr(request, "param", "") == "local") as server:
        yield server


@pytest.fixture
def server(telegram: BotApiServer, tmp_path: Path) -> Server:
    return Server(tmp_path, telegram)


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the first two seconds of the demo's voice, Opus in Ogg."""
    path = tmp_path_factory.mktemp("voice") / "voice.oga"
    samples, rate_hz = soundfile.read(VOICE)
    soundfile.write(path, samples[: 2 * rate_hz], rate_hz, format="OGG", subtype="OPUS")
    return path


@pytest.fixture(scope="session")
def made_face(face_photo: Path, made_once: MadeOnce) -> tuple[Path, FaceResult]:
    """Return the folder and the result of a face job for a photo, which is the fastest."""

    def make(folder: Path) -> None:
        result = work.make_face(face_photo, folder, Engine(), Watch())
        (folder / "result.json").write_text(json.dumps(result.to_json()))

    folder = made_once("photo_face", make)
    return folder, FaceResult.from_json(json.loads((folder / "result.json").read_text()))


@pytest.fixture
async def anna(telegram: BotApiServer, server: Server, made_face: tuple[Path, FaceResult]) -> Seat:
    """Return a person in the private chat who already has a face."""
    async with open_store(server.data) as store:
        await add_person(store, ANNA, "Anna", *made_face)
    return telegram.person(ANNA, "Anna").private()


is_clip = is_media("video")


def clips_for(chat: Seat, voice: Message) -> list[Message]:
    """Return the clips that reply to the voice, without those of later requests."""
    return [message for message in chat.messages if is_clip(message) and message.reply_to is voice]
