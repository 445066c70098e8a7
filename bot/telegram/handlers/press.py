"""Handlers of inline buttons: a button works only for the person it is for, and while its message has it.

What comes as the data of a press is the sender's word: a changed client can send anything. Telegram itself sends the message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.telegram.context import Context
from bot.telegram.keyboard import ANYBODY, Action

Pressed = Callable[[Update, Context, Sequence[str]], Awaitable[str | None]]
"""Handler of a button: gets its arguments, returns the text to flash over the chat, or None."""


def on_press(action: Action, pressed: Pressed) -> BaseHandler:
    """Return the handler of one kind of button: it checks who may press it, then handles the press."""

    async def handle(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        assert query.data is not None
        _, owner, *args = query.data.split(":")
        if int(owner) not in (ANYBODY, context.user.id):
            flash: str | None = context.say("button-not-yours")
        elif not _has_button(update.effective_message, query.data):
            flash = context.say("button-outdated")
        else:
            flash = await pressed(update, context, args)
        # Everything is done: a repeated press would find another state. Telegram also refuses answers after about a minute.
        with suppress(TelegramError):
            await query.answer(flash)

    return CallbackQueryHandler(handle, rf"^{action}:\d+(:|$)")


def _has_button(message: Message | None, data: str) -> bool:
    """Return whether the message has a button with these data; False for one so old that Telegram does not include it."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    return any(button.callback_data == data for row in rows for button in row)


def on_unknown_press() -> BaseHandler:
    """Handle a button of an old version; register it last."""

    async def handle(update: Update, context: Context) -> None:
        assert update.callback_query is not None
        with suppress(TelegramError):
            await update.callback_query.answer(context.say("button-outdated"))

    return CallbackQueryHandler(handle)
