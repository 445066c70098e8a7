"""/start: the welcome, in two steps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.context import Context, message_of, reply
from bot.telegram.handlers import setface
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows

FRAMING = Path(__file__).parent / "assets" / "framing.jpg"


async def welcome(update: Update, context: Context) -> None:
    """Explain what the bot does, and how to make a face to people who have none."""
    if context.session.default_face is not None:
        await reply(update, context.say("start-ready", name=context.user.name))
        return
    how = button(context.say("start-how"), Action.WELCOME, context.user.id)
    await reply(update, context.say("start-welcome", name=context.user.name), rows(how))


async def show_how(update: Update, context: Context, _args: Sequence[str]) -> None:
    """Show a picture of good framing, then continue as /setface."""
    picture = await asyncio.to_thread(FRAMING.read_bytes)
    await message_of(update).reply_photo(picture, context.say("start-framing"))
    await setface.ask(update, context)


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [CommandHandler("start", welcome, filters.ChatType.PRIVATE), on_press(Action.WELCOME, show_how)]
