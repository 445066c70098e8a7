"""Fixtures for complete sessions in each language."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial

import pytest

from tests.bot.said import TEXTS
from tests.bot.telegram.conftest import hurry
from tests.telegram import Chat, FloodLimits, Message

Say = Callable[..., str]


def shown(language: str, key: str, **args: object) -> str:
    """Return a text of the locale in its displayed form."""
    return html.unescape(re.sub("<[^>]+>", "", TEXTS.say(language, key, **args)))


AT_ITS_OWN_PACE = "en"
"""Language in which the tests keep Telegram's rate limits."""


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest) -> str:
    """Return the language of a session's people."""
    return str(request.param)


@pytest.fixture
def say(language: str) -> Say:
    """Return displayed texts in their language: ``say("face-kept", name="Face 1")``."""
    return partial(shown, language)


def statuses(chat: Chat, say: Say) -> list[Message]:
    """Return the status messages."""
    return [
        message
        for message in chat.messages
        if say("status-cancel") in str(message.markup) or message.shown == say("status-sending")
    ]


@pytest.fixture
def limits(language: str, limits: FloodLimits) -> FloodLimits:
    """Return Telegram's rate limits in one language only: waiting for them is most of a session's time."""
    return FloodLimits() if language == AT_ITS_OWN_PACE else limits


@pytest.fixture
def pace(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Return the product's pace, which keeps the rate limits."""
    if language != AT_ITS_OWN_PACE:
        hurry(monkeypatch)
