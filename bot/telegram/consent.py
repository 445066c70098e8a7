"""The consent that comes before the first face: "this is my face, or I have this person's permission"."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.telegram.buttons import Action, button, rows
from bot.telegram.context import Context
from storage import users

TEXT_VERSION = "2026-11"
"""Version of the text ``consent-text``; to be changed with its meaning, then everybody is asked again."""


async def is_given(context: Context) -> bool:
    """Whether this person agreed to the present text."""
    async with context.services.store.read() as tx:
        last = await users.last_consent(tx, context.user.id)
    return last is not None and last.text_version == TEXT_VERSION


async def give(context: Context) -> None:
    """Note that the person agreed, now."""
    async with context.services.store.write() as tx:
        await users.give_consent(tx, context.user.id, TEXT_VERSION)


def keyboard(context: Context) -> InlineKeyboardMarkup:
    """The button below the text."""
    return rows(button(context.say("consent-agree"), Action.CONSENT, context.user.id))
