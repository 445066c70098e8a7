"""A running bot, with a Bot API server on one side and a worker that does next to nothing on the other."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.jobs.service import JobOptions, JobService
from bot.settings import Settings
from bot.telegram import status
from bot.telegram.app import TelegramApp
from bot.telegram.front import TelegramFront
from bot.texts import Texts
from storage import Store
from tests.bot import threads
from tests.bot.telegram.bot_api import BotApi, Phone

Start = Callable[[], contextlib.AbstractAsyncContextManager[TelegramApp]]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    server = BotApi()
    async with server.running():
        yield server


@pytest.fixture
def settings(api: BotApi) -> Settings:
    """What the operator set; tests may set something else."""
    return Settings(_env_file=None, telegram_token=SecretStr("1:token"), telegram_api_url=api.url, min_free_mb=0)


@pytest.fixture
def open_pool() -> Callable[[], contextlib.AbstractAsyncContextManager[Any]]:
    """Who does the work; of itself a thread."""
    return threads.open_pool


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Status messages change at once: nobody reads along."""
    for kind in ("PRIVATE", "GROUP"):
        monkeypatch.setattr(status, kind, status.Pace(show_s=0.05, action_s=0.5))


@pytest.fixture
def start(
    settings: Settings,
    open_pool: Callable[[], contextlib.AbstractAsyncContextManager[Any]],
    pace: None,
    tmp_path: Path,
) -> Start:
    """Starts the bot; to be used again for what is left after a stop."""

    @contextlib.asynccontextmanager
    async def running() -> AsyncIterator[TelegramApp]:
        async with contextlib.AsyncExitStack() as stack:
            store = await stack.enter_async_context(Store.open(tmp_path / "store"))
            pool = await stack.enter_async_context(open_pool())
            texts = Texts()
            front = TelegramFront(settings, store, texts)
            jobs = JobService(store, pool, {"telegram": front}, JobOptions(drain_s=1.0))
            await stack.enter_async_context(jobs)
            yield await stack.enter_async_context(TelegramApp(settings, store, jobs, texts, front))

    return running


@pytest.fixture
async def bot(start: Start) -> AsyncIterator[TelegramApp]:
    async with start() as app:
        yield app


@pytest.fixture
def ada(api: BotApi) -> Phone:
    return Phone(api)


@pytest.fixture
async def ada_with_face(bot: TelegramApp, ada: Phone, small_video: bytes) -> Phone:
    """Ada, who has gone all the way to a face."""
    await register(ada, small_video)
    return ada


async def register(phone: Phone, video: bytes) -> None:
    """From the first contact to a face."""
    phone.send("/setface")
    await phone.sees("This is my face")
    phone.press("I confirm")
    await phone.sees("Now send me")
    phone.send_file("video", video)
    await phone.sees(method="sendPhoto")
    phone.press("Use it")
    await phone.sees("is ready")
