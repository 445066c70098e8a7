"""A running bot, with the strict Bot API server on one side and a worker that does next to nothing on the other.

Anna has a face, Ben is new. Nobody waits for anything here: the bot at its own pace is in :mod:`tests.bot.telegram.sessions`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram.ext import AIORateLimiter

from bot.jobs import running
from bot.jobs.service import JobOptions, JobService
from bot.records import open_store
from bot.serve import assemble
from bot.settings import Settings
from bot.telegram.app import TelegramApp
from bot.telegram.delivery import connection
from bot.telegram.status import scheduler
from engine.demo import VOICE
from engine.watch import Watch
from tests.bot import stand_ins, threads
from tests.bot.known import add_person
from tests.bot.said import TEXTS
from tests.telegram import BotApiServer, Chat, FloodLimits, Message, Seat, is_media
from tests.telegram.chats import PATIENCE_S

Start = Callable[[], contextlib.AbstractAsyncContextManager[TelegramApp]]

ANNA, BEN = 11, 12
SLOW, SPEECHLESS = VOICE.read_bytes() + stand_ins.SLOW, VOICE.read_bytes() + stand_ins.SPEECHLESS
"""Voices that take until they are cancelled, or have no speech."""

MANY = 10_000


@pytest.fixture
def limits() -> FloodLimits:
    """So wide that nobody meets them."""
    return FloodLimits(private_burst=MANY, group_per_min=MANY, overall_per_s=MANY)


@pytest.fixture
async def telegram(limits: FloodLimits) -> AsyncIterator[BotApiServer]:
    """Whatever the bot did that Telegram does not take fails the test."""
    async with BotApiServer.running(limits=limits) as server:
        yield server
    assert not server.refusals()


@pytest.fixture
def settings(telegram: BotApiServer, request: pytest.FixtureRequest) -> Settings:
    """What the operator set; as its parameter, what a test wants beside."""
    more = getattr(request, "param", {})
    return Settings(
        _env_file=None, telegram_token=SecretStr(telegram.token), telegram_api_url=telegram.url, min_free_mb=0, **more
    )


@pytest.fixture
def open_pool() -> Callable[[], contextlib.AbstractAsyncContextManager[Any]]:
    """Who does the work; of itself a thread."""
    return threads.open_pool


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads along."""
    hurry(monkeypatch)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot say everything at once."""
    for kind in ("PRIVATE", "GROUP"):
        monkeypatch.setattr(scheduler, kind, scheduler.Pace(show_s=0.05, action_s=0.5))
    monkeypatch.setattr(running, "REPORT_S", 0.05)
    unlimited = partial(AIORateLimiter, overall_max_rate=0, group_max_rate=0)
    monkeypatch.setattr(connection, "AIORateLimiter", unlimited)


@pytest.fixture
def start(
    settings: Settings,
    open_pool: Callable[[], contextlib.AbstractAsyncContextManager[Any]],
    pace: None,  # noqa: ARG001
    tmp_path: Path,
) -> Start:
    """Starts the bot; to be used again for what is left after a stop."""

    @contextlib.asynccontextmanager
    async def bot() -> AsyncIterator[TelegramApp]:
        async with contextlib.AsyncExitStack() as stack:
            store = await stack.enter_async_context(open_store(tmp_path / "store"))
            pool = await stack.enter_async_context(open_pool())
            jobs = JobService(store, pool, {}, JobOptions(drain_s=0.1))
            _, app = assemble(settings, store, jobs, TEXTS)
            assert app is not None
            await stack.enter_async_context(jobs)
            yield await stack.enter_async_context(app)

    return bot


@pytest.fixture
async def bot(start: Start, anna: Seat) -> AsyncIterator[TelegramApp]:  # noqa: ARG001
    async with start() as app:
        yield app


@pytest.fixture
async def anna(telegram: BotApiServer, small_video: bytes, tmp_path: Path) -> Seat:
    """Somebody who has a face already, in the private chat."""
    (source := tmp_path / "face.mp4").write_bytes(small_video)
    (made := tmp_path / "made").mkdir()
    facts = stand_ins.make_face(source, made, None, Watch())
    async with open_store(tmp_path / "store") as store:
        await add_person(store, ANNA, "Anna", made, facts)
    chat = telegram.person(ANNA, "Anna").private()
    chat.chat.bot_is = "member"
    return chat


@pytest.fixture
def ben(telegram: BotApiServer) -> Seat:
    """Somebody new, in the private chat."""
    return telegram.person(BEN, "Ben").private()


async def shows_face(chat: Seat, video: bytes) -> None:
    """Register a face; the first time one has to agree."""
    answer = await chat.wait_for("", after=chat.sends_text("/setface"))
    if answer.buttons:
        chat.presses(answer, "I confirm")
        await chat.wait_for("Now send me", after=answer)
    report = await chat.wait_for(is_media("photo"), after=chat.sends_video(video))
    chat.presses(report, "Use it")
    await chat.wait_for("is ready", after=report)


async def forges(chat: Seat, data: str) -> Message:
    """Press a button of one's own making, whose data is that; return what the bot says to it."""
    menu = await chat.wait_for("", after=chat.sends_text("/settings"))
    menu.markup["inline_keyboard"].append([{"text": "forged", "callback_data": data}])
    chat.presses(menu, "forged")
    return await chat.wait_for("", after=menu)


async def is_served(chat: Seat) -> None:
    """Wait until the bot says that nothing is under way: that a clip was seen is written down a moment later."""
    async with asyncio.timeout(PATIENCE_S):
        while (await chat.wait_for("", after=chat.sends_text("/queue"))).buttons:
            await asyncio.sleep(0.05)


async def is_silent(chat: Chat) -> None:
    """Wait until no message tells how work stands."""
    await chat.wait_until(lambda: not any(map(_is_status, chat.messages)) or None)


def _is_status(message: Message) -> bool:
    return "Sending" in message.shown or any("Cancel" in button.text for button in message.buttons)
