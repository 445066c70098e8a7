"""Tests of outages: they are logged without filling the log, and differ from a rejected token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from telegram.error import InvalidToken, NetworkError

from bot.telegram import app
from bot.telegram.outage import OutageLog
from tests.bot.telegram.conftest import Start
from tests.telegram import BotApiServer
from tests.telegram.chats import PATIENCE_S

WRONG = "7000000001:AAwrong-wrong-wrong-wrong-wrong-00"


def test_an_outage_of_an_hour_takes_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    seconds = [0.0]
    outage = OutageLog(lambda: seconds[0])
    outage.recovered()
    for seconds[0] in range(0, 3600, 3):
        outage.failed(NetworkError("Name or service not known"))
    outage.recovered()
    outage.recovered()
    outage.failed(NetworkError("Bad Gateway"))
    said = [record.getMessage() for record in caplog.records]
    assert said[0] == "Telegram unreachable (Name or service not known); retrying"
    assert [line.split(" (")[0].removeprefix("Telegram unreachable for ") for line in said[1:-2]] == [
        f"{minutes} minutes" for minutes in (1, 2, 4, 8, 16, 32)
    ]
    assert said[-2] == "Telegram reachable again after 3597 s"
    assert said[-1] == "Telegram unreachable (Bad Gateway); retrying"


def test_a_token_that_is_rejected_is_an_error_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    seconds = [0.0]
    outage = OutageLog(lambda: seconds[0])
    outage.failed(NetworkError("Bad Gateway"))
    for seconds[0] in range(1, 100, 3):
        outage.failed(InvalidToken(f"The token `{WRONG}` was rejected by the server."))
    outage.failed(NetworkError("Bad Gateway"))
    said = [(record.levelname, record.getMessage()) for record in caplog.records]
    advice = "set FACENOTE_TELEGRAM_TOKEN to the one @BotFather gave you; retrying"
    assert said == [
        ("WARNING", "Telegram unreachable (Bad Gateway); retrying"),
        ("ERROR", f"Telegram rejects this token: {advice}"),
        ("ERROR", f"Telegram rejects this token for 1 minutes: {advice}"),
        ("WARNING", "Telegram unreachable (Bad Gateway); retrying"),
    ]


class TestWrongToken:
    """The server keeps asking: a token may become valid."""

    @pytest.fixture
    async def telegram(self) -> AsyncIterator[BotApiServer]:
        async with BotApiServer.running() as server:
            yield server  # it refuses the bot's calls

    async def test_it_is_told_and_tried_again(
        self,
        telegram: BotApiServer,
        start: Start,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(app, "OFFLINE_S", 0.1)
        right, telegram.token = telegram.token, WRONG
        async with start() as bot:
            async with asyncio.timeout(PATIENCE_S):
                while len(telegram.calls("getMe")) < 2:
                    await asyncio.sleep(0.05)
            assert not bot.is_ready
            assert "Telegram rejects this token: set FACENOTE_TELEGRAM_TOKEN" in caplog.text
            assert "unreachable" not in caplog.text
            telegram.token = right
            async with asyncio.timeout(PATIENCE_S):
                while not bot.is_ready:
                    await asyncio.sleep(0.05)
