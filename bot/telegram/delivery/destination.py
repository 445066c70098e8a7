"""Destination of a job's messages in Telegram: chat, topic, message, language.

``Job.origin`` holds what the storage does not know: the topic, the message to reply to, and the status message. The chat is
found by ``Job.chat_id``, so that a group's new id is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Message, ReplyParameters

from bot.accounts import telegram_id
from bot.app.recipients import Recipient
from bot.records import Chat, Job, Output, TelegramOrigin, User


@dataclass(frozen=True)
class Destination:
    """Destination of messages. ``reply_to``: the message to reply to, if it still exists. ``status``: the status message of
    the job.
    """

    chat: int
    thread: int | None
    reply_to: int | None
    language: str
    user: User
    status: int | None = None

    def address(self) -> dict[str, Any]:
        """Return chat and topic, as arguments of the bot's methods."""
        return {"chat_id": self.chat, "message_thread_id": self.thread}

    def answer(self) -> dict[str, Any]:
        """Return the same, as a reply."""
        return {**self.address(), "reply_parameters": ReplyParameters(self.reply_to) if self.reply_to else None}


def language_of(chat: Chat, user: User) -> str:
    """Return the language for this person in this chat."""
    return user.language if chat.user_id is not None else chat.settings.language or user.language


def origin_of(message: Message, output: Output | None = None) -> TelegramOrigin:
    """Return the origin of a job that answers a message; ``output``: form in which its clip is sent."""
    thread = message.message_thread_id if message.is_topic_message else None
    return TelegramOrigin(chat=message.chat_id, thread=thread, reply=message.message_id, output=output)


def destination_of(job: Job, recipient: Recipient) -> Destination:
    """Return the destination of a job's messages."""
    number = telegram_id(recipient.chat.address)
    # Message ids are invalid after a group migrates to a supergroup.
    known = job.origin if isinstance(job.origin, TelegramOrigin) and job.origin.chat == number else TelegramOrigin()
    return Destination(
        chat=number,
        thread=known.thread,
        reply_to=known.reply,
        language=language_of(recipient.chat, recipient.user),
        user=recipient.user,
        status=known.status,
    )
