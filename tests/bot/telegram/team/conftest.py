"""The group of the tests, with Ada, who has a face, and Bob, who has none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.telegram.conftest import register
from tests.bot.telegram.team.group import Member, TeamApi


@pytest.fixture
async def api() -> AsyncIterator[TeamApi]:
    server = TeamApi()
    async with server.running():
        yield server


@pytest.fixture
async def ada(api: TeamApi, bot: object, small_video: bytes) -> Member:
    ada = Member(api, 7, "Ada")
    await register(ada.private, small_video)
    return ada


@pytest.fixture
def bob(api: TeamApi, bot: object) -> Member:
    return Member(api, 8, "Bob")
