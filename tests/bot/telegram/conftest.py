"""Fixtures for a running bot, with the strict Bot API server and a worker that does almost nothing.

Anna has a face, Ben is new. Nothing is delayed here; :mod:`tests.bot.telegram.sessions` tests the bot at its real pace.
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

from bot.accounts import telegram_account
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
from storage import users
from tests.bot import stand_ins, threads
from tests.bot.known import add_person
from tests.bot.said import TEXTS
from tests.telegram import BotApiServer, Chat, FloodLimits, Message, Seat, is_media
from tests.telegram.chats import PATIENCE_S

Start = Callable[[], contextlib.AbstractAsyncContextManager[TelegramApp]]

ANNA, BEN = 11, 12
SLOW, SPEECHLESS = VOICE.read_bytes() + stand_ins.SLOW, VOICE.read_bytes() + stand_ins.SPEECHLESS
"""Voices whose jobs take until they are cancelled, or that have no speech."""

LATE_EDIT = "message to edit not found"
"""Refusal of an edit that was under way when its message was deleted."""

MANY = 10_000


@pytest.fixture
def limits() -> FloodLimits:
    """Return limits that no test reaches."""
    return FloodLimits(private_burst=MANY, group_per_min=MANY, overall_per_s=MANY)


@pytest.fixture
async def telegram(limits: FloodLimits) -> AsyncIterator[BotApiServer]:
    """Run the server; any request that Telegram would refuse fails the test."""
    async with BotApiServer.running(limits=limits) as server:
        yield server
    assert not server.refusals()


@pytest.fixture
def settings(telegram: BotApiServer, request: pytest.FixtureRequest) -> Settings:
    """Return the operator's settings; the parameter holds a test's additional ones."""
    more = getattr(request, "param", {})
    return Settings(
        _env_file=None, telegram_token=SecretStr(telegram.token), telegram_api_url=telegram.url, min_free_mb=0, **more
    )


@pytest.fixture
def open_pool() -> Callable[[], contextlib.AbstractAsyncContextManager[Any]]:
    """Open the pool, by default a thread."""
    return threads.open_pool


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Return a pace without pauses."""
    hurry(monkeypatch)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot send everything at once."""
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
    """Return a function that starts the bot; it may be called again after a stop."""

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
    """Return a person in the private chat who already has a face."""
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
    """Return a new person in the private chat."""
    return telegram.person(BEN, "Ben").private()


async def shows_face(chat: Seat, video: bytes) -> None:
    """Register a face; agree to the consent text the first time."""
    answer = await chat.wait_for("", after=chat.sends_text("/setface"))
    if answer.buttons:
        chat.presses(answer, "It is my face")
        await chat.wait_for("Now send me", after=answer)
    report = await chat.wait_for(is_media("photo"), after=chat.sends_video(video))
    chat.presses(report, "Use it")
    await chat.wait_for("is ready", after=report)


async def forges(chat: Seat, data: str) -> Message:
    """Press a forged button with these data; return the bot's reply."""
    menu = await chat.wait_for("", after=chat.sends_text("/settings"))
    menu.markup["inline_keyboard"].append([{"text": "forged", "callback_data": data}])
    chat.presses(menu, "forged")
    return await chat.wait_for("", after=menu)


async def is_known(folder: Path, telegram_id: int) -> bool:
    """Return whether the bot keeps anything of this person."""
    async with open_store(folder / "store") as store, store.read() as tx:
        return await users.find(tx, telegram_account(telegram_id)) is not None


async def is_served(chat: Seat) -> None:
    """Wait until the bot reports no running work: a delivery is recorded a moment after the clip is seen."""
    async with asyncio.timeout(PATIENCE_S):
        while (await chat.wait_for("", after=chat.sends_text("/queue"))).buttons:
            await asyncio.sleep(0.05)


async def is_silent(chat: Chat) -> None:
    """Wait until no status message is left."""
    await chat.wait_until(lambda: not any(map(_is_status, chat.messages)) or None)


def _is_status(message: Message) -> bool:
    return "Sending" in message.shown or any("Cancel" in button.text for button in message.buttons)
