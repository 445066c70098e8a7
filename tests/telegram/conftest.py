"""Fixtures: a server, python-telegram-bot's own Bot on it, a person to talk to, and small real media."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from telegram import Bot
from telegram.request import HTTPXRequest

from engine.media import VideoWriter
from engine.watch import Watch
from tests.conftest import SAMPLE_RATE_HZ, syllables
from tests.telegram import BotApiServer, Person, Seat
from tests.telegram.chats import PATIENCE_S


@pytest.fixture(autouse=True)
def durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enable future behaviour of python-telegram-bot, which otherwise warns of it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer.running() as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    patient = HTTPXRequest(read_timeout=PATIENCE_S, connect_timeout=PATIENCE_S, pool_timeout=PATIENCE_S)
    async with Bot(server.token, server.base_url, server.base_file_url, request=patient) as bot:
        yield bot


@pytest.fixture
def anna(server: BotApiServer) -> Person:
    return server.person(11, "Anna", "de")


@pytest.fixture
def chat(anna: Person) -> Seat:
    """Return Anna's private chat, after /start."""
    seat = anna.private()
    seat.sends_text("/start")
    return seat


@pytest.fixture(scope="session")
def make_video(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that makes videos of one grey: ``make_video(width, height, seconds)``."""
    folder = tmp_path_factory.mktemp("videos")

    def make(width: int, height: int, seconds: int = 1) -> Path:
        path = folder / f"{width}x{height}x{seconds}.mp4"
        if not path.exists():
            with VideoWriter(path, (width, height), pixels="bgr24", watch=Watch()) as writer:
                for _ in range(25 * seconds):
                    writer.write(np.full((height, width, 3), 90, np.uint8))
        return path

    return make


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two seconds of Opus in Ogg."""
    path = tmp_path_factory.mktemp("voice") / "voice.oga"
    soundfile.write(path, syllables(2.0), SAMPLE_RATE_HZ, format="OGG", subtype="OPUS")
    return path
