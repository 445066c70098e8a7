"""What every handler gets: the services, the person, the chat, and words in the right language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext, ExtBot

from bot.settings import Settings
from bot.telegram.delivery.destination import language_of
from bot.texts import Texts
from storage import Store
from storage.chats import Chat
from storage.users import User

if TYPE_CHECKING:
    from bot.jobs.service import JobService
    from bot.telegram.delivery.sender import TelegramSender


@dataclass(frozen=True)
class Services:
    """What the handlers work with; made once at start-up."""

    store: Store
    jobs: JobService
    texts: Texts
    settings: Settings
    front: TelegramSender


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Services]):
    """The context of one update. The gate (:mod:`bot.telegram.people`) sets ``user`` and ``chat`` before any handler runs;
    an update that comes from no person (a chat's migration, the bot being removed) has no ``user``."""

    user: User
    chat: Chat

    @property
    def services(self) -> Services:
        """Kept in PTB's ``bot_data``, the place every context can reach."""
        return self.bot_data

    @property
    def language(self) -> str:
        """The group's language where its administrators chose one, else the person's."""
        return language_of(self.chat, self.user)

    def say(self, key: str, **args: object) -> str:
        """The text in the right language, HTML; ``args`` are escaped."""
        return self.services.texts.say(self.language, key, **args)


def is_private(update: Update) -> bool:
    """Whether the update comes from a private chat."""
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE


async def reply(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> Message:
    """Answer where the update came from, topic included; in groups as a reply, so that one sees whom it is for."""
    return await message_of(update).reply_text(text, reply_markup=markup, do_quote=not is_private(update))


async def edit(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    """Replace the message whose button was pressed."""
    assert update.callback_query is not None
    await update.callback_query.edit_message_text(text, reply_markup=markup)


def message_of(update: Update) -> Message:
    """The message that came, or whose button was pressed; for updates that have one."""
    assert update.effective_message is not None
    return update.effective_message
