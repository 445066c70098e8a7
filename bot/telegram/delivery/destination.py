"""Where in Telegram the answer to a job belongs: chat, topic, message, language.

A job carries what the storage does not know in ``Job.origin``: the topic, the message it answers, the message that
shows its progress. The chat itself is found by ``Job.chat_id``, so that a group's new id is followed.
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
    """A place to write to. ``reply_to``: the message that is answered, if it is still there. ``status``: the one that shows how
    the job stands."""

    chat: int
    thread: int | None
    reply_to: int | None
    language: str
    user: User
    status: int | None = None

    def address(self) -> dict[str, Any]:
        """Chat and topic, as arguments of the bot's methods."""
        return {"chat_id": self.chat, "message_thread_id": self.thread}

    def answer(self) -> dict[str, Any]:
        """The same, as a reply."""
        return {**self.address(), "reply_parameters": ReplyParameters(self.reply_to) if self.reply_to else None}


def language_of(chat: Chat, user: User) -> str:
    """Return the language for this person in this chat."""
    return user.language if chat.user_id is not None else chat.settings.language or user.language


def origin_of(message: Message, output: Output | None = None) -> TelegramOrigin:
    """Return what a job keeps of the message it answers; ``output``: how its clip is sent."""
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
