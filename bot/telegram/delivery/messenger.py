"""Implements what the application layer needs of Telegram: membership of groups, and notifications."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Collection, Iterator, Sequence

from telegram import ChatMember
from telegram.constants import ChatID, ChatMemberStatus
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.accounts import is_telegram, telegram_id
from bot.app.errors import MessengerUnreachable
from bot.app.recipients import ShownJob
from bot.records import Chat, Face, User
from bot.telegram.delivery.destination import destination_of
from bot.telegram.delivery.outcome import seconds_to_wait
from bot.telegram.keyboard import Action, button, rows
from bot.texts import Texts
from storage.jobs import ENDED, JobState

GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
ADMINISTRATORS = frozenset({ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})
READABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""States of ended jobs whose status messages are kept, as they show the end."""

REMOVALS = 3
"""Attempts to delete a message: its id is lost once its job is deleted."""


class TelegramMessenger:
    """Implementation of :class:`bot.app.messenger.Messenger`."""

    def __init__(self, bot: ExtBot[int], texts: Texts) -> None:
        self._bot, self._texts = bot, texts

    async def is_member(self, chat: Chat, user: User) -> bool:
        """Ask Telegram whether this person is in the group now. Anonymous administrators always are.

        In large groups Telegram does not tell a bot who leaves, unless it is an administrator.
        """
        if is_anonymous(user):
            return True
        member = await self._member(chat, user)
        return member is not None and member.status not in GONE and getattr(member, "is_member", True) is not False

    async def is_administrator(self, chat: Chat, user: User) -> bool:
        """Ask Telegram whether this person administers the group now; only administrators can be anonymous."""
        if is_anonymous(user):
            return True
        member = await self._member(chat, user)
        return member is not None and member.status in ADMINISTRATORS

    async def tell_face_used(self, owner: User, face: Face, chat: Chat, by: User) -> bool:
        """Tell the owner in a private chat who makes a clip with their face, with a button to take it back."""
        say = self._texts.say
        revoke = rows(button(say(owner.language, "lent-take-back"), Action.TAKE_BACK, owner.id, face.id, chat.id))
        with _reaching():
            try:
                group = await self._bot.get_chat(telegram_id(chat.address))
                text = say(owner.language, "lent-used", name=by.name, face=face.name, group=group.title)
                await self._bot.send_message(telegram_id(owner.account), text, reply_markup=revoke)
            except (Forbidden, BadRequest):
                return False
        return True

    async def remove_status(self, shown: Sequence[ShownJob], cancelled: Collection[int]) -> None:
        """Delete the status messages of these jobs, as far as they still exist."""
        for chat, message in sorted(_status_messages(shown, cancelled)):
            await self._remove(chat, message)

    async def tell_withdrawn(self, withdrawn: Sequence[ShownJob]) -> None:
        """Say in the status messages of clips with somebody else's face why they ended: the jobs are deleted."""
        for one in withdrawn:
            destination = destination_of(one.job, one.recipient)
            if destination.status:
                text = self._texts.say(destination.language, "forgetme-withdrawn")
                with contextlib.suppress(TelegramError):
                    await self._bot.edit_message_text(text, destination.chat, destination.status)

    async def _remove(self, chat: int, message: int) -> None:
        for _ in range(REMOVALS):
            try:
                await self._bot.delete_message(chat, message)
            except RetryAfter as error:
                await asyncio.sleep(seconds_to_wait(error))
            except BadRequest:  # it was deleted already, or is too old
                return
            except NetworkError:
                continue
            except TelegramError:
                return
            else:
                return

    async def _member(self, chat: Chat, user: User) -> ChatMember | None:
        """Return the member; None if Telegram knows no such member, or the bot is not in the group."""
        if not is_telegram(user.account):
            return None
        with _reaching():
            try:
                return await self._bot.get_chat_member(telegram_id(chat.address), telegram_id(user.account))
            except (Forbidden, BadRequest):
                return None


def is_anonymous(user: User) -> bool:
    """Return whether this account stands for all anonymous administrators."""
    return is_telegram(user.account) and telegram_id(user.account) == ChatID.ANONYMOUS_ADMIN


def _status_messages(shown: Sequence[ShownJob], cancelled: Collection[int]) -> set[tuple[int, int]]:
    """Return chat and message of all status messages of these jobs."""
    found = set()
    for one in shown:
        if one.job.state in READABLE and one.job.id not in cancelled:
            continue
        destination = destination_of(one.job, one.recipient)
        in_batch = one.batch is not None and (one.job.state not in ENDED or one.job.id in cancelled)
        status = one.batch.state.status if one.batch is not None and in_batch else destination.status
        if status:
            found.add((destination.chat, int(status)))
    return found


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Raise MessengerUnreachable for requests that Telegram does not answer; its cause is the original error."""
    try:
        yield
    except TelegramError as error:
        wait = {"retry_after_s": math.ceil(seconds_to_wait(error))} if isinstance(error, RetryAfter) else {}
        raise MessengerUnreachable(str(error), **wait) from error
