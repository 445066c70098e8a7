"""/settings: a person's preferences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.records import User
from bot.records.preferences import Output
from bot.telegram.context import Context, edit, reply
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import Action, button
from engine.choices import Denoise, MouthSize

PARSERS: Mapping[str, Callable[[str], Any]] = {
    "output": Output,
    "denoise": Denoise,
    "mouth": MouthSize,
    "quality": lambda value: value == "on",
}
"""By setting: converts a button's value to the setting's value."""


async def show(update: Update, context: Context) -> None:
    """Handle /settings."""
    await reply(update, context.say("settings-title"), _keyboard(context, context.user))


async def choose(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Handle a button of /settings: the name of a setting, and its new value."""
    name, value = args
    user = context.user
    if name == "language":
        await context.app.people.choose_language(user.id, value)
        context.update_user(language=value)
    else:
        chosen = replace(user.settings, **{name: PARSERS[name](value)})
        await context.app.people.choose(user.id, chosen)
        context.update_user(settings=chosen)
    if context.user == user:
        return None  # Telegram refuses an edit that changes nothing
    await edit(update, context.say("settings-title"), _keyboard(context, context.user))
    return context.say("settings-saved")


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [CommandHandler("settings", show, filters.ChatType.PRIVATE), on_press(Action.SETTING, choose)]


def _keyboard(context: Context, user: User) -> InlineKeyboardMarkup:
    mine, texts = user.settings, context.services.texts

    def option(label: str, name: str, value: str, chosen: bool) -> InlineKeyboardButton:
        return button(f"✓ {label}" if chosen else label, Action.SETTING, user.id, name, value)

    outputs = [option(context.say(f"output-{o}"), "output", o, o is mine.output) for o in Output]
    cleaning = [option(context.say(f"denoise-{d}"), "denoise", d, d is mine.denoise) for d in Denoise]
    mouths = [option(context.say(f"mouth-{m}"), "mouth", m, m is mine.mouth) for m in MouthSize]
    shown = "off" if mine.quality else "on"
    quality = option(context.say("settings-quality"), "quality", shown, mine.quality)
    languages = [
        option(texts.say(code, "language-name"), "language", code, code == user.language)
        for code in sorted(texts.languages)
    ]
    # Short rows: a phone cuts off long labels in wide ones.
    choices = [outputs[:1], outputs[1:], *([one] for one in (*cleaning, *mouths, quality))]
    return InlineKeyboardMarkup([*choices, *(languages[at : at + 3] for at in range(0, len(languages), 3))])
