"""/teamsettings: settings of a group's administrators. Each use asks Telegram who is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.app.errors import OnlyAdministrators
from bot.records.preferences import BadgeRule, ClipTrigger, GroupSettings, MemberRule, Output, VoiceRule
from bot.telegram.context import Context, edit, reply
from bot.telegram.delivery.messenger import is_anonymous
from bot.telegram.handlers.press import on_press
from bot.telegram.keyboard import ANYBODY, Action, button, rows

UNSET = "none"
"""Value of a button for "the group has no rule of its own"."""

PARSERS: Mapping[str, Callable[[str], Any]] = {
    "voices": VoiceRule,
    "start": ClipTrigger,
    "members": MemberRule,
    "output": Output,
    "quota": int,
    "language": str,
    "badge": BadgeRule,
}
"""By setting: converts a button's value to the setting's value."""

CHOICES = {
    "voices": tuple(VoiceRule),
    "start": tuple(ClipTrigger),
    "members": tuple(MemberRule),
    "output": (UNSET, *Output),
    "quota": (UNSET, "5", "10", "25", "50", "100"),
    "badge": tuple(BadgeRule),
}
"""Choices by setting; for languages, those that are available."""


async def show(update: Update, context: Context) -> None:
    """Handle /teamsettings."""
    try:
        await context.app.groups.require_administrator(context.session)
    except OnlyAdministrators:
        await reply(update, context.say("team-settings-refused"))
    else:
        await reply(update, context.say("team-settings"), _overview(context))


async def choose(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """Handle a button: nothing (back to the overview), the name of a setting (show its choices), or name and choice (apply
    it).
    """
    groups = context.app.groups
    try:
        match args:
            case [name, choice] if choice in _choices(context, name):
                chosen = with_choice(context.chat.settings, name, choice)
                context.session = await groups.choose(context.session, chosen)
            case _:
                await groups.require_administrator(context.session)
    except OnlyAdministrators:
        return context.say("team-settings-refused")
    keyboard = _choice(context, args[0]) if len(args) == 1 else _overview(context)
    await edit(update, context.say("team-settings"), keyboard)
    return context.say("settings-saved") if len(args) == 2 else None


def handlers() -> list[BaseHandler]:
    """Return the handlers, in order of priority."""
    return [
        CommandHandler("teamsettings", show, filters.ChatType.GROUPS),
        on_press(Action.TEAM_SETTING, choose),
    ]


def with_choice(settings: GroupSettings, name: str, choice: str) -> GroupSettings:
    """Return the settings with one choice applied, given as a button's value."""
    chosen: dict[str, Any] = {name: None if choice == UNSET else PARSERS[name](choice)}
    return replace(settings, **chosen)


def choice_of(settings: GroupSettings, name: str) -> str:
    """Return the current choice as a button's value; the inverse of :func:`with_choice`."""
    value = getattr(settings, name)
    return UNSET if value is None else str(value)


def _overview(context: Context) -> InlineKeyboardMarkup:
    settings = context.chat.settings
    user = ANYBODY if is_anonymous(context.user) else context.user.id  # a person who presses a button has a name
    names = [field.name for field in fields(settings)]
    return rows(
        *(button(_label(context, name, choice_of(settings, name)), Action.TEAM_SETTING, user, name) for name in names)
    )


def _choices(context: Context, name: str) -> Sequence[str]:
    return (UNSET, *sorted(context.services.texts.languages)) if name == "language" else CHOICES[name]


def _choice(context: Context, name: str) -> InlineKeyboardMarkup:
    now, user = choice_of(context.chat.settings, name), context.user.id
    buttons = [
        button(("✓ " if choice == now else "") + _label(context, name, choice), Action.TEAM_SETTING, user, name, choice)
        for choice in _choices(context, name)
    ]
    return rows(*buttons, button("←", Action.TEAM_SETTING, user))


def _label(context: Context, name: str, choice: str) -> str:
    if name == "language":
        texts = context.services.texts
        own = choice == UNSET
        return context.say("team-language", choice=choice, name="" if own else texts.say(choice, "language-name"))
    if name == "badge":
        return context.say("team-badge", choice=choice, operator="on" if context.services.settings.badge else "off")
    return context.say(f"team-{name}", choice=choice)
