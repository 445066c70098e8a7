"""What the application layer asks of Telegram: who is in a group, and what people are told."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Iterator, Sequence

from telegram import ChatMember
from telegram.constants import ChatID, ChatMemberStatus
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.accounts import is_telegram, telegram_id
from bot.app.errors import MessengerUnreachable
from bot.app.permission import Permission
from bot.app.status import Recipients
from bot.records import Chat, Face, Job, User
from bot.telegram.delivery.destination import destination_of
from bot.telegram.delivery.outcome import seconds_to_wait
from bot.telegram.keyboard import Action, button, rows
from bot.texts import Texts
from storage import Store
from storage.jobs import ENDED, JobState

GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
ADMINISTRATORS = frozenset({ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER})
READABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""The status messages of these jobs stay: they tell how it ended."""

REMOVALS = 3
"""How often it is tried to delete a message: once its job is forgotten, nobody knows of it any more."""


class TelegramMessenger:
    """A :class:`bot.app.messenger.Messenger`."""

    def __init__(self, bot: ExtBot[int], store: Store, texts: Texts) -> None:
        self._bot, self._texts = bot, texts
        self._recipients = Recipients(store, Permission(store, self))

    async def is_member(self, chat: Chat, user: User) -> bool:
        """Ask Telegram whether this person is in the group now. Nobody outside it is an anonymous administrator.

        Of large groups Telegram does not tell a bot who leaves, unless it is an administrator.
        """
        if is_anonymous(user):
            return True
        member = await self._member(chat, user)
        return member is not None and member.status not in GONE and getattr(member, "is_member", True) is not False

    async def is_administrator(self, chat: Chat, user: User) -> bool:
        """Ask Telegram whether this person administers the group now; nobody else stays anonymous."""
        if is_anonymous(user):
            return True
        member = await self._member(chat, user)
        return member is not None and member.status in ADMINISTRATORS

    async def tell_face_used(self, owner: User, face: Face, chat: Chat, by: User) -> bool:
        """Tell the owner in private who makes a clip with their face, with a button to take it back."""
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

    async def status_messages(self, user_id: int, cancelled: Sequence[Job]) -> Sequence[tuple[int, int]]:
        """Return chat and message of all that shows how these jobs stand: nobody would change it any more."""
        found = set()
        just_ended = {job.id for job in cancelled}
        states = [state for state in JobState if state not in READABLE or state is JobState.CANCELLED]
        for shown in await self._recipients.of_shown(user_id, states):
            if shown.job.state in READABLE and shown.job.id not in just_ended:
                continue
            destination = destination_of(shown.job, shown.recipient)
            in_batch = shown.batch is not None and (shown.job.state not in ENDED or shown.job.id in just_ended)
            status = shown.batch.state.status if shown.batch is not None and in_batch else destination.status
            if status:
                found.add((destination.chat, int(status)))
        return sorted(found)

    async def remove_messages(self, messages: Sequence[tuple[int, int]]) -> None:
        """Delete messages, as far as they are still there."""
        for chat, message in messages:
            for _ in range(REMOVALS):
                try:
                    await self._bot.delete_message(chat, message)
                except RetryAfter as error:
                    await asyncio.sleep(seconds_to_wait(error))
                except BadRequest:  # it is gone already, or too old
                    break
                except NetworkError:
                    continue
                except TelegramError:
                    break
                else:
                    break

    async def tell_withdrawn(self, withdrawn: Sequence[Job]) -> None:
        """Say in the status messages of clips that ended with somebody else's face why they ended: the jobs are gone."""
        for job in withdrawn:
            if job.chat_id is None:
                continue
            destination = destination_of(job, await self._recipients.of(job))
            if destination.status:
                text = self._texts.say(destination.language, "forgetme-withdrawn")
                with contextlib.suppress(TelegramError):
                    await self._bot.edit_message_text(text, destination.chat, destination.status)

    async def _member(self, chat: Chat, user: User) -> ChatMember | None:
        """None: Telegram knows no such member, or the bot is not in the group."""
        if not is_telegram(user.account):
            return None
        with _reaching():
            try:
                return await self._bot.get_chat_member(telegram_id(chat.address), telegram_id(user.account))
            except (Forbidden, BadRequest):
                return None


def is_anonymous(user: User) -> bool:
    """Return whether this stands for all the administrators who stay anonymous."""
    return is_telegram(user.account) and telegram_id(user.account) == ChatID.ANONYMOUS_ADMIN


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Turn what Telegram leaves unanswered into MessengerUnreachable; its cause says what happened."""
    try:
        yield
    except TelegramError as error:
        wait = {"retry_after_s": math.ceil(seconds_to_wait(error))} if isinstance(error, RetryAfter) else {}
        raise MessengerUnreachable(str(error), **wait) from error
