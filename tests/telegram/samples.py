"""Helpers that the tests of the server share."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)

from tests.telegram import BotApiServer

Maker = Callable[..., Path]
ANNA = 11


def keys(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=text) for text in data]])


def jpeg(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(target, "JPEG")
    return target.getvalue()


async def updates(bot: Bot, _server: BotApiServer) -> list[Update]:
    """Return the updates that wait for the bot; asking confirms them."""
    found = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return list(found)
