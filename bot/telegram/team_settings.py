"""/teamsettings: what a group's administrators decide. Telegram is asked who is one, each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Self

from telegram import InlineKeyboardMarkup, Update
from telegram.constants import ChatMemberStatus
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.telegram.buttons import ANYBODY, Action, button, on_press, rows
from bot.telegram.context import Context, edit, reply
from bot.telegram.people import is_nameless, telegram_id
from bot.telegram.preferences import Output
from storage import chats
from storage.values import Json

UNSET = "none"
"""How a button writes that the group has no rule of its own."""


class Voices(StrEnum):
    """Whose voice messages may be animated."""

    OWN = "own"
    ANYBODY = "anybody"


class Start(StrEnum):
    """What begins a clip: somebody's wish, or every voice note."""

    REQUEST = "request"
    EVERY = "every"


class Members(StrEnum):
    """Who may use the bot."""

    ALL = "all"
    ADMINISTRATORS = "administrators"


@dataclass(frozen=True)
class GroupSettings:
    """Kept in ``Chat.settings``. ``output`` and ``language``: None leaves them to each person; ``quota``: clips of the
    whole group in 24 hours, None: no limit of its own."""

    voices: Voices = Voices.OWN
    start: Start = Start.REQUEST
    output: Output | None = None
    quota: int | None = None
    language: str | None = None
    members: Members = Members.ALL

    @classmethod
    def of(cls, settings: Json) -> Self:
        """From ``Chat.settings``, which may hold less."""
        known = cls()
        return cls(
            voices=Voices(settings.get("voices", known.voices)),
            start=Start(settings.get("start", known.start)),
            output=Output(settings["output"]) if "output" in settings else None,
            quota=int(settings["quota"]) if "quota" in settings else None,
            language=settings.get("language"),
            members=Members(settings.get("members", known.members)),
        )

    def to_json(self) -> Json:
        """The inverse of :meth:`of`; what is left to each person is left out."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def choosing(self, name: str, choice: str) -> GroupSettings:
        """With one of them chosen, as a button writes it.

        Raises:
            ValueError: there is no such choice.
        """
        others = {key: value for key, value in self.to_json().items() if key != name}
        return GroupSettings.of(others if choice == UNSET else {**others, name: choice})

    def choice(self, name: str) -> str:
        """The inverse of :meth:`choosing`."""
        value = getattr(self, name)
        return UNSET if value is None else str(value)


CHOICES = {
    "voices": tuple(Voices),
    "start": tuple(Start),
    "members": tuple(Members),
    "output": (UNSET, *Output),
    "quota": (UNSET, "5", "10", "25", "50", "100"),
}
"""What may be chosen; of the languages, those there are."""


async def is_administrator(context: Context) -> bool:
    """Whether Telegram says, now, that this person is an administrator of this group; nobody else stays anonymous."""
    if is_nameless(context.user):
        return True
    member = await context.bot.get_chat_member(telegram_id(context.chat.address), telegram_id(context.user.account))
    return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def show(update: Update, context: Context) -> None:
    """/teamsettings"""
    if await is_administrator(context):
        await reply(update, context.say("team-settings"), _overview(context))
    else:
        await reply(update, context.say("team-settings-refused"))


async def choose(update: Update, context: Context, args: Sequence[str]) -> str | None:
    """A button: nothing (back to the overview), the name of a setting (show its choices), or with one of them (take it)."""
    if not await is_administrator(context):
        return context.say("team-settings-refused")
    match args:
        case [name]:
            await edit(update, context.say("team-settings"), _choice(context, name))
            return None
        case [name, choice] if choice in _choices(context, name):
            await _keep(context, GroupSettings.of(context.chat.settings).choosing(name, choice))
    await edit(update, context.say("team-settings"), _overview(context))
    return context.say("settings-saved") if args else None


def handlers() -> list[BaseHandler]:
    """In the order in which they are asked."""
    return [
        CommandHandler("teamsettings", show, filters.ChatType.GROUPS),
        on_press(Action.TEAM_SETTING, choose),
    ]


async def _keep(context: Context, settings: GroupSettings) -> None:
    async with context.services.store.write() as tx:
        await chats.set_settings(tx, context.chat.id, settings.to_json())
        context.chat = await chats.get(tx, context.chat.id)


def _overview(context: Context) -> InlineKeyboardMarkup:
    settings = GroupSettings.of(context.chat.settings)
    user = ANYBODY if is_nameless(context.user) else context.user.id  # who presses a button has a name
    names = [field.name for field in fields(settings)]
    return rows(
        *(button(_label(context, name, settings.choice(name)), Action.TEAM_SETTING, user, name) for name in names)
    )


def _choices(context: Context, name: str) -> Sequence[str]:
    return (UNSET, *sorted(context.services.texts.languages)) if name == "language" else CHOICES[name]


def _choice(context: Context, name: str) -> InlineKeyboardMarkup:
    now, user = GroupSettings.of(context.chat.settings).choice(name), context.user.id
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
    return context.say(f"team-{name}", choice=choice)
