"""The bot at its own pace against the strict Bot API server, in one language after the other."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.texts import Texts
from tests.telegram import BotApiServer

Say = Callable[..., str]
TEXTS = Texts()


def shown(language: str, key: str, **args: object) -> str:
    """A text of the locale as people see it."""
    return html.unescape(re.sub("<[^>]+>", "", TEXTS.say(language, key, **args)))


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest) -> str:
    """What the people of a session speak."""
    return str(request.param)


@pytest.fixture
def say(language: str) -> Say:
    """What people see in their language: ``say("face-kept", name="Face 1")``."""
    return partial(shown, language)


@pytest.fixture
async def telegram() -> AsyncIterator[BotApiServer]:
    """Whatever the bot did that Telegram does not take fails the session."""
    async with BotApiServer.running() as server:
        yield server
    refused = [f"{call.method}: {call.description}" for call in server.log if call.status >= 400]
    assert not refused


@pytest.fixture
def settings(telegram: BotApiServer, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None, telegram_token=SecretStr(telegram.token), telegram_api_url=telegram.url, min_free_mb=0
    )


@pytest.fixture
def pace() -> None:
    """That of the product, which Telegram's limits ask for."""
