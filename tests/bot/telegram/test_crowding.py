"""Tests that a person who sends many messages at once does not delay anybody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from bot.http import UpdateNotTaken
from bot.telegram.app import MOST_OF_ONE, MOST_OF_ONE_BY_WEBHOOK, SHOWN_AT_ONCE, TelegramApp, _offset
from tests.bot.telegram.conftest import ANNA
from tests.telegram import BotApiServer, Seat
from tests.telegram.chats import PATIENCE_S


async def test_others_are_answered_while_one_person_s_updates_wait(bot: TelegramApp, anna: Seat, ben: Seat) -> None:
    turn = bot._locks.setdefault(ANNA, asyncio.Lock())
    async with turn:  # her messages take as long as this block
        for number in range(SHOWN_AT_ONCE + 10):
            anna.sends_text(f"/help {number}")
        await ben.wait_for("", after=ben.sends_text("/help"))


async def test_who_sends_too_much_is_told_once_and_answered_again_later(
    bot: TelegramApp, telegram: BotApiServer, anna: Seat, ben: Seat
) -> None:
    turn = bot._locks.setdefault(ANNA, asyncio.Lock())
    async with turn:
        for number in range(MOST_OF_ONE + 20):
            anna.sends_text(f"/help {number}")
        await anna.wait_for("very busy")
        for task in _hers(5):
            task.cancel()
        for number in range(10):  # five are accepted
            anna.sends_text(f"/help again {number}")
        await ben.wait_for("", after=ben.sends_text("/help"))
        told = [call for call in telegram.calls("sendMessage") if "busy" in str(call.fields.get("text"))]
        assert len(told) == 1
        for task in _hers(MOST_OF_ONE):
            task.cancel()
    await anna.wait_for("", after=anna.sends_text("/help"))


@pytest.mark.parametrize(
    "settings",
    [{"webhook_url": "https://bot.example/telegram/webhook", "webhook_secret": SecretStr("0123456789abcdef")}],
    indirect=True,
)
async def test_a_webhook_s_updates_beyond_a_few_of_one_person_are_sent_again(bot: TelegramApp) -> None:
    """Telegram has few connections, and what is answered by 200 is lost."""
    person = {"id": ANNA, "is_bot": False, "first_name": "Anna"}

    def update(number: int) -> dict[str, Any]:
        chat = {"id": ANNA, "type": "private"}
        return {
            "update_id": number,
            "message": {"message_id": number, "date": 0, "chat": chat, "from": person, "text": "/unknown"},
        }

    async with asyncio.timeout(PATIENCE_S):
        while not bot.is_ready:
            await asyncio.sleep(0.01)
    turn = bot._locks.setdefault(ANNA, asyncio.Lock())
    async with turn:
        waiting = [
            asyncio.create_task(bot.process_update(update(number))) for number in range(1, MOST_OF_ONE_BY_WEBHOOK + 1)
        ]
        await asyncio.sleep(0)
        with pytest.raises(UpdateNotTaken):
            await bot.process_update(update(MOST_OF_ONE_BY_WEBHOOK + 1))
    await asyncio.gather(*waiting)
    await bot.process_update(update(MOST_OF_ONE_BY_WEBHOOK + 1))


def _hers(count: int) -> list[asyncio.Task[None]]:
    """Return some updates that wait."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith("update-")][:count]


@pytest.mark.parametrize(
    ("unfinished", "offset"),
    [((), 900), ((899,), 899), ((860, 870), 860), ((300, 899), 900 - SHOWN_AT_ONCE // 2)],
)
def test_only_the_oldest_unfinished_updates_are_confirmed(unfinished: tuple[int, ...], offset: int) -> None:
    assert _offset(unfinished, 900) == offset
