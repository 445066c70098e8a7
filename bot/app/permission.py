"""Decide who may make a clip of whose face, and where: the only place that judges lent faces.

The judge is the chat that the clip belongs to, wherever the request comes from (a message, a button, the studio). The same
rules hold when a clip is sent: whoever has left the group meanwhile gets nothing of a lent face into it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.errors import FaceGone, OnlyAdministrators
from bot.app.messenger import Messenger
from bot.jobs.errors import FaceNotAllowed
from bot.jobs.service import JobService
from bot.records import Chat, Face, Job, JobKind, User
from bot.records.preferences import MemberRule
from storage import Reader, Store, chats, faces, users


@dataclass(frozen=True)
class IntendedUse:
    """Who wants a clip of a face, whose face it is, and the chat that the clip belongs to (None: the studio)."""

    user: User
    face: Face
    owner: User
    chat: Chat | None

    @property
    def is_lent(self) -> bool:
        """It is somebody else's face."""
        return self.face.user_id != self.user.id

    @property
    def group(self) -> Chat | None:
        """The chat, if it is a group."""
        return self.chat if self.chat is not None and self.chat.user_id is None else None


async def intended_use(tx: Reader, user: User, face_id: int, chat: Chat | None) -> IntendedUse:
    """Read what the decision needs. Raises NotFound (not_found): the face is gone."""
    face = await faces.get(tx, face_id)
    owner = user if face.user_id == user.id else await users.get(tx, face.user_id)
    return IntendedUse(user, face, owner, chat)


async def use_of_job(tx: Reader, job: Job, face_id: int | None = None) -> IntendedUse:
    """Read the same for a clip that there is, or for another one of it with that face.

    Raises:
        FaceGone (face_not_allowed): its face was deleted; NotFound (not_found).
    """
    wanted = face_id if face_id is not None else job.face_id
    if wanted is None:
        raise FaceGone(f"the face of job {job.id} is gone", job_id=job.id)
    chat = await chats.get(tx, job.chat_id) if job.chat_id is not None else None
    return await intended_use(tx, await users.get(tx, job.user_id), wanted, chat)


class Permission:
    """The decision. Without a messenger nobody can vouch for who is in a group: nothing is made for groups then."""

    def __init__(self, store: Store, service: JobService, messenger: Messenger | None) -> None:
        self._store, self._service, self._messenger = store, service, messenger

    async def may_order(self, chat: Chat, user: User) -> bool:
        """Return whether the settings of the chat let this person ask for clips.

        Raises:
            MessengerUnreachable (messenger_unreachable).
        """
        if chat.user_id is not None or chat.settings.members is MemberRule.ALL:
            return True
        return self._messenger is not None and await self._messenger.is_administrator(chat, user)

    async def require(self, use: IntendedUse, *, is_present: bool = False) -> None:
        """Check that a clip may be made. ``is_present``: a message of theirs in the group shows that they are in it.

        Raises:
            OnlyAdministrators (only_administrators); FaceNotAllowed (face_not_allowed): they, or the owner of the lent
            face, are not in the group any more, the face is not lent to it, or the group is banned;
            MessengerUnreachable (messenger_unreachable).
        """
        group = use.group
        if group is not None and not await self.may_order(group, use.user):
            raise OnlyAdministrators(f"user {use.user.id} is no administrator of chat {group.id}")
        await self._require_members(use, is_present=is_present)

    async def require_to_send(self, job: Job) -> None:
        """Check that a result may be sent to the chat it belongs to. A clip of one's own face is always sent, unless the face was
        deleted: whoever deletes a face wants no new clips of it.

        Raises:
            FaceNotAllowed (face_not_allowed); MessengerUnreachable (messenger_unreachable); NotFound (not_found): the chat
            or the user is gone.
        """
        if job.kind != JobKind.CLIP:
            return
        async with self._store.read() as tx:
            use = await use_of_job(tx, job)
        if use.is_lent:
            await self._require_members(use, is_present=False)

    async def tell_owner(self, use: IntendedUse) -> None:
        """Tell the owner of a lent face who makes a clip with it. One who cannot be reached lends nothing any more.

        Raises:
            MessengerUnreachable (messenger_unreachable).
        """
        group = use.group
        if not use.is_lent or group is None or self._messenger is None:
            return
        if not await self._messenger.tell_face_used(use.owner, use.face, group, use.user):
            await self._withdraw(use.face, group)

    async def _require_members(self, use: IntendedUse, *, is_present: bool) -> None:
        group = use.group
        if not use.is_lent and (group is None or is_present):
            return
        if group is None or self._messenger is None:
            raise _refused(use)
        async with self._store.read() as tx:
            is_banned = await users.is_banned(tx, group.address)
            may_use = await faces.may_use(tx, use.face.id, user_id=use.user.id, chat_id=group.id)
        if is_banned or not may_use:
            raise _refused(use)
        if not is_present and not await self._messenger.is_member(group, use.user):
            raise _refused(use)
        if use.is_lent and not await self._messenger.is_member(group, use.owner):
            await self._withdraw(use.face, group)
            raise _refused(use)

    async def _withdraw(self, face: Face, group: Chat) -> None:
        """The owner has left the group, or cannot be reached: the face is lent to it no more."""
        async with self._store.write() as tx:
            cancelled = await faces.take_back(tx, face.id, group.id)
        self._service.stop(cancelled)


def _refused(use: IntendedUse) -> FaceNotAllowed:
    where = f"chat {use.chat.id}" if use.chat is not None else "the studio"
    return FaceNotAllowed(f"user {use.user.id} may not use face {use.face.id} in {where}", face_id=use.face.id)
