"""Whole sessions, in one language after the other."""

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
    """A text of the locale as people see it."""
    return html.unescape(re.sub("<[^>]+>", "", TEXTS.say(language, key, **args)))


AT_ITS_OWN_PACE = "en"
"""The language in which the bot keeps to Telegram's limits."""


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest) -> str:
    """What the people of a session speak."""
    return str(request.param)


@pytest.fixture
def say(language: str) -> Say:
    """What people see in their language: ``say("face-kept", name="Face 1")``."""
    return partial(shown, language)


def statuses(chat: Chat, say: Say) -> list[Message]:
    """The messages that tell how work stands."""
    return [
        message
        for message in chat.messages
        if say("status-cancel") in str(message.markup) or message.shown == say("status-sending")
    ]


@pytest.fixture
def limits(language: str, limits: FloodLimits) -> FloodLimits:
    """Telegram's, met in one language: waiting for them is most of the time that a session takes."""
    return FloodLimits() if language == AT_ITS_OWN_PACE else limits


@pytest.fixture
def pace(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the product keeps to them."""
    if language != AT_ITS_OWN_PACE:
        hurry(monkeypatch)
