"""Handler context: the services, the session of the person in the chat, and texts in the right language."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.app.app import App
from bot.app.people import Session
from bot.records import Chat, Dialogue, User
from bot.settings import Settings
from bot.telegram.delivery.destination import language_of
from bot.telegram.delivery.sender import TelegramSender
from bot.texts import Texts


@dataclass(frozen=True)
class Services:
    """Objects that the handlers use; created once at startup."""

    app: App
    texts: Texts
    settings: Settings
    sender: TelegramSender


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Services]):
    """Context of one update. The gate (:mod:`bot.telegram.gate`) sets ``session`` before any handler runs; an update that
    comes from no person (a chat's migration, the removal of the bot) has none.
    """

    session: Session

    @property
    def services(self) -> Services:
        """Return the services from PTB's ``bot_data``, which every context can reach."""
        return self.bot_data

    @property
    def app(self) -> App:
        """Return the use cases."""
        return self.bot_data.app

    @property
    def user(self) -> User:
        """Return the sender."""
        return self.session.user

    @property
    def chat(self) -> Chat:
        """Return the chat."""
        return self.session.chat

    @property
    def dialogue(self) -> Dialogue | None:
        """Return the open dialogue of this person in this chat, if any."""
        return self.session.dialogue

    @property
    def language(self) -> str:
        """Return the group's language if its administrators chose one, else the person's."""
        return language_of(self.chat, self.user)

    def say(self, key: str, **args: object) -> str:
        """Return the text in the right language, HTML; ``args`` are escaped."""
        return self.services.texts.say(self.language, key, **args)

    def update_user(self, **changes: Any) -> None:
        """Replace the session's user after a change."""
        self.session = replace(self.session, user=replace(self.session.user, **changes))

    async def expect(self, dialogue: Dialogue) -> None:
        """Start this dialogue in place of any other."""
        self.session = await self.app.people.expect(self.session, dialogue)

    async def expect_nothing(self) -> None:
        """End the dialogue."""
        self.session = await self.app.people.expect_nothing(self.session)


def is_private(update: Update) -> bool:
    """Return whether the update comes from a private chat."""
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE


def is_reply_to_bot(message: Message, bot: Bot) -> bool:
    """Return whether it is a reply to the bot. Messages in a topic count as replies to the topic's first message: those are
    none.
    """
    said = message.reply_to_message
    return (
        said is not None and said.from_user is not None and said.from_user.id == bot.id and not said.forum_topic_created
    )


async def reply(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> Message:
    """Reply in the chat and topic of the update; in groups as a reply to the message, so that it shows its addressee."""
    return await message_of(update).reply_text(text, reply_markup=markup, do_quote=not is_private(update))


async def edit(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    """Replace the message whose button was pressed."""
    assert update.callback_query is not None
    await update.callback_query.edit_message_text(text, reply_markup=markup)


async def stop_waiting(update: object) -> None:
    """Answer a pressed button, which shows a clock until then."""
    if isinstance(update, Update) and update.callback_query:
        with suppress(TelegramError):
            await update.callback_query.answer()


def message_of(update: Update) -> Message:
    """Return the received message, or the one whose button was pressed; for updates that have one."""
    assert update.effective_message is not None
    return update.effective_message
