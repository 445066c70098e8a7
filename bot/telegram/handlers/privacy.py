"""/help, /privacy, /export and /forgetme."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.app.zips import zip_bytes
from bot.telegram.context import Context, edit, message_of, reply
from bot.telegram.errors import sending_once
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows
from facenote.units import MIB


async def show_help(update: Update, context: Context) -> None:
    """Handle /help."""
    await reply(update, context.say("help-text"))


async def show_privacy(update: Update, context: Context) -> None:
    """Handle /privacy: show which data are kept, for how long, and how to delete them."""
    await reply(update, context.say("privacy-text", days=context.services.settings.keep_finished_days))


async def export(update: Update, context: Context) -> None:
    """Handle /export: send everything that is kept about the person, or say where to get it if it is too large."""
    sender = context.services.sender
    async with context.app.exports.of_user(context.user.id) as entries:
        size = zip_bytes(entries)
        if size > sender.max_clip_bytes:
            max_mb, size_mb = sender.max_clip_bytes // MIB, -(-size // MIB)
            await reply(update, context.say("export-too-large", size=size_mb, max=max_mb))
            return
        async with sending_once(update, context):
            await sender.send_export(message_of(update), entries, context.say("export-done"))


async def ask_forget(update: Update, context: Context) -> None:
    """Handle /forgetme: explain it, and show the button that does it."""
    sure = button(context.say("forgetme-yes"), Action.FORGET, context.user.id)
    await reply(update, context.say("forgetme-ask"), rows(sure))


async def forget(update: Update, context: Context, _args: Sequence[str]) -> None:
    """Delete the person and all their data at once."""
    await context.app.people.forget(context.user.id)
    await edit(update, context.say("forgetme-done"))


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority; all but the deletion also work in groups."""
    return [
        CommandHandler("help", show_help, filters.ChatType.PRIVATE),
        CommandHandler("privacy", show_privacy),
        CommandHandler("export", export, filters.ChatType.PRIVATE),
        CommandHandler("forgetme", ask_forget, filters.ChatType.PRIVATE),
        on_press(Action.FORGET, forget),
    ]
