"""Tests of the delivery of updates to the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
    Conflict,
)

from tests.telegram import BotApiServer, Seat
from tests.telegram.chats import PATIENCE_S
from tests.telegram.samples import updates


async def test_polling_waits_and_two_pollers_conflict(bot: Bot, chat: Seat, server: BotApiServer) -> None:
    await updates(bot, server)
    async with Bot(server.token, server.base_url) as other:
        before = len(server.calls("getUpdates"))
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await server.wait_for_calls("getUpdates", before + 1)
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
            await first
        chat.sends_text("hello")
        assert [update.message.text for update in await second if update.message] == ["hello"]
    assert await bot.get_updates(offset=-1)


@pytest.mark.usefixtures("server")
async def test_unwanted_updates_do_not_come(bot: Bot, chat: Seat) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    chat.sends_text("unheard")
    assert "unheard" not in [update.message.text for update in await bot.get_updates() if update.message]
    chat.reacts(chat.messages[0], "👍")
    await bot.get_updates(allowed_updates=["message_reaction"])
    chat.reacts(chat.messages[0], None)
    assert [bool(update.message_reaction) for update in await bot.get_updates(offset=-1)] == [True]
    with pytest.raises(BadRequest, match="Unknown update types"):
        await bot.get_updates(allowed_updates=["post"])


@pytest.fixture
async def hook(server: BotApiServer) -> AsyncIterator[tuple[str, list[Any], list[int]]]:  # noqa: ARG001
    """A webhook: its address, the received secrets and updates, and the statuses that it answers with before 200."""
    came: list[Any] = []
    statuses: list[int] = []

    async def take(request: web.Request) -> web.Response:
        came.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.Response(status=statuses.pop(0) if statuses else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", came, statuses
    await runner.cleanup()


async def test_webhook_gets_updates_with_its_secret_and_again_after_a_failure(
    bot: Bot, chat: Seat, hook: tuple[str, list[Any], list[int]]
) -> None:
    url, came, statuses = hook
    statuses += [500, 503]
    await bot.set_webhook(url, secret_token="s3cret_-", drop_pending_updates=True)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    chat.sends_text("hello")
    chat.sends_text("again")
    async with asyncio.timeout(PATIENCE_S):
        while (await bot.get_webhook_info()).pending_update_count:
            await asyncio.sleep(0.02)
    assert [(secret, update["message"]["text"]) for secret, update in came] == [
        *[("s3cret_-", "hello")] * 3,
        ("s3cret_-", "again"),
    ]
    assert "503" in str((await bot.get_webhook_info()).last_error_message)
    await bot.delete_webhook()
    assert not await bot.get_updates()


async def test_bad_webhooks_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="a b")
