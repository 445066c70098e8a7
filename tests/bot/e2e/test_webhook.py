"""Tests of updates that Telegram posts through the operator's proxy."""

from __future__ import annotations

import httpx

from bot.http import SECRET_HEADER
from bot.settings import WEBHOOK_PATH
from tests.bot.e2e.conftest import RENDERED_S, Server
from tests.telegram import BotApiServer

HOST, SECRET = "facenote.invalid", "0123456789abcdef"


async def test_updates_with_the_secret_are_answered_and_others_refused(telegram: BotApiServer, server: Server) -> None:
    chat = telegram.person(12, "Ben").private()
    settings = {"FACENOTE_WEBHOOK_URL": f"https://{HOST}{WEBHOOK_PATH}", "FACENOTE_WEBHOOK_SECRET": SECRET}
    async with (
        server.started(**settings),
        httpx.AsyncClient(base_url=await server.address(), timeout=RENDERED_S) as client,
    ):
        registered = await telegram.wait_for_call("setWebhook")
        assert (registered.fields["secret_token"], registered.status) == (SECRET, 200)
        headers = {SECRET_HEADER: SECRET, "Host": HOST}
        for broken in ({}, {"update_id": 1, "message": {}}, {"update_id": 2, "callback_query": []}):
            assert (await client.post(WEBHOOK_PATH, json=broken, headers=headers)).status_code == 400, broken
        chat.sends_text("/start")
        (update,) = telegram.world.updates.waiting
        for secret, status in ((SECRET[::-1], 403), ("", 403), (SECRET, 200)):
            headers = {SECRET_HEADER: secret, "Host": HOST}
            assert (await client.post(WEBHOOK_PATH, json=update, headers=headers)).status_code == status
        await chat.wait_for("Hi Ben")
    assert len(chat.messages) == 2, "no answer to those who do not know the secret"
    assert not telegram.calls("getUpdates")
