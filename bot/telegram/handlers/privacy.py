"""/help, /privacy and /forgetme."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.context import Context, edit, reply
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button, rows


async def show_help(update: Update, context: Context) -> None:
    """/help"""
    await reply(update, context.say("help-text"))


async def show_privacy(update: Update, context: Context) -> None:
    """/privacy: what is kept, for how long, and how it goes."""
    await reply(update, context.say("privacy-text", days=context.services.settings.keep_finished_days))


async def ask_forget(update: Update, context: Context) -> None:
    """/forgetme: what it means, and the button that does it."""
    sure = button(context.say("forgetme-yes"), Action.FORGET, context.user.id)
    await reply(update, context.say("forgetme-ask"), rows(sure))


async def forget(update: Update, context: Context, _args: Sequence[str]) -> None:
    """The button: delete the person whole, at once."""
    await context.app.people.forget(context.user.id)
    await edit(update, context.say("forgetme-done"))


def handlers() -> list[BaseHandler]:
    """Return the handlers, in the order in which they are tried; all but the deletion also answer in groups."""
    return [
        CommandHandler("help", show_help, filters.ChatType.PRIVATE),
        CommandHandler("privacy", show_privacy),
        CommandHandler("forgetme", ask_forget, filters.ChatType.PRIVATE),
        on_press(Action.FORGET, forget),
    ]
