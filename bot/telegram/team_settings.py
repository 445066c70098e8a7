"""/teamsettings: what a group's administrators decide. Telegram is asked who is one, each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from telegram import ChatMember, InlineKeyboardMarkup, Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.jobs.requests import Form
from bot.telegram.buttons import Action, button, on_press, rows
from bot.telegram.context import Context, edit, reply
from bot.telegram.people import telegram_id
from storage import chats
from storage.chats import Chat
from storage.values import Json

DAILY_QUOTAS = (5, 10, 25, 50, 100)
UNSET = "none"
"""How "no such rule" is written in a button."""


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
    """A group's settings. ``form`` and ``language``: None leaves it to each person; ``daily_quota``: clips of the whole
    group in 24 hours, None: no limit of its own."""

    voices: Voices = Voices.OWN
    start: Start = Start.REQUEST
    form: Form | None = None
    daily_quota: int | None = None
    language: str | None = None
    members: Members = Members.ALL

    @classmethod
    def of(cls, chat: Chat) -> GroupSettings:
        """As stored with the chat."""
        kept = chat.settings
        return cls(
            voices=Voices(kept.get("voices", cls.voices)),
            start=Start(kept.get("start", cls.start)),
            form=Form(kept["form"]) if "form" in kept else None,
            daily_quota=kept.get("daily_quota"),
            language=kept.get("language"),
            members=Members(kept.get("members", cls.members)),
        )

    def to_json(self) -> Json:
        """The inverse of :meth:`of`; what is not set is left out."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def choice(self, name: str) -> str:
        """A setting as a button writes it."""
        value = getattr(self, name)
        return UNSET if value is None else str(value)

    def choose(self, name: str, choice: str) -> GroupSettings:
        """The settings with one of them chosen by a button."""
        read = int if name == "daily_quota" else str
        return self.of_json({**self.to_json(), name: read(choice)} if choice != UNSET else ...)
