"""/help, /privacy and /forgetme."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.context import Context, edit, reply
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows


async def show_help(update: Update, context: Context) -> None:
    """Handle /help."""
    await reply(update, context.say("help-text"))


async def show_privacy(update: Update, context: Context) -> None:
    """Handle /privacy: show which data are kept, for how long, and how to delete them."""
    await reply(update, context.say("privacy-text", days=context.services.settings.keep_finished_days))


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
        CommandHandler("forgetme", ask_forget, filters.ChatType.PRIVATE),
        on_press(Action.FORGET, forget),
    ]
