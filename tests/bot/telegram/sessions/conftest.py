"""The bot at its own pace against the strict Bot API server, in one language after the other."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial

import pytest

from tests.bot.said import TEXTS
from tests.telegram import FloodLimits

Say = Callable[..., str]


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
def limits() -> FloodLimits:
    """Telegram's."""
    return FloodLimits()


@pytest.fixture
def pace() -> None:
    """That of the product, which keeps to them."""
