"""Use cases of groups: their settings, faces lent to them, members who leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.app.errors import OnlyAdministrators
from bot.app.messenger import Messenger
from bot.app.ownership import own_face
from bot.app.people import Session
from bot.jobs.service import JobService
from bot.records import Face, Job
from bot.records.preferences import GroupSettings
from storage import Reader, Store, chats, faces, jobs, users
from storage.errors import NotFound


@dataclass(frozen=True)
class LentFace:
    """A face lent to a group, and its owner's name."""

    face: Face
    owner: str


@dataclass(frozen=True)
class Lendable:
    """A person's faces, and which of them are lent to a group already."""

    own: tuple[Face, ...]
    lent: tuple[Face, ...]

    @property
    def free(self) -> list[Face]:
        """Those that are not lent."""
        return [face for face in self.own if face not in self.lent]


class Groups:
    """The use cases."""

    def __init__(self, store: Store, service: JobService, messenger: Messenger | None) -> None:
        self._store, self._service, self._messenger = store, service, messenger

    async def require_administrator(self, session: Session) -> None:
        """Check that the person administers the group now.

        Raises:
            OnlyAdministrators (only_administrators); MessengerUnreachable (messenger_unreachable).
        """
        if self._messenger is None or not await self._messenger.is_administrator(session.chat, session.user):
            raise OnlyAdministrators(f"user {session.user.id} is no administrator of chat {session.chat.id}")

    async def choose(self, session: Session, settings: GroupSettings) -> Session:
        """Keep the settings of the group; return the session as it is then. Raises as :meth:`require_administrator`."""
        await self.require_administrator(session)
        async with self._store.write() as tx:
            await chats.set_settings(tx, session.chat.id, settings)
            return replace(session, chat=await chats.get(tx, session.chat.id))

    async def move(self, old_address: str, new_address: str) -> None:
        """Follow a chat to its new address, known or not: a ban follows it, too."""
        async with self._store.write() as tx:
            await chats.move(tx, old_address, new_address)

    async def member_left(self, account: str, address: str) -> None:
        """Withdraw the faces that a person lent to the group, and stop their unfinished clips there. Idempotent."""
        async with self._store.write() as tx:
            user, chat = await users.find(tx, account), await chats.find(tx, address)
            if user is None or chat is None:
                return
            cancelled = [
                *await faces.take_back_all_of(tx, user.id, chat.id),
                *await jobs.cancel_all(tx, chat_id=chat.id, user_id=user.id),
            ]
            await chats.end_dialogue(tx, user.id, chat.id)
        self._service.stop(cancelled)

    async def bot_left(self, address: str) -> None:
        """Withdraw all faces that are lent to the group, and stop its unfinished clips."""
        async with self._store.write() as tx:
            chat = await chats.find(tx, address)
            if chat is None:
                return
            cancelled = [
                *await faces.take_back_all_in(tx, chat.id),
                *await jobs.cancel_all(tx, chat_id=chat.id),
            ]
        self._service.stop(cancelled)

    async def team(self, chat_id: int) -> list[LentFace]:
        """Return the faces lent to a group, in the order of lending."""
        async with self._store.read() as tx:
            lent = await faces.lent_to(tx, chat_id)
            return [LentFace(face, (await users.get(tx, face.user_id)).name) for face in lent]

    async def lent_face(self, chat_id: int, face_id: int) -> Face:
        """Return a face that is lent to the group. Raises NotFound (not_found): it is not, or no longer."""
        async with self._store.read() as tx:
            lent = {face.id: face for face in await faces.lent_to(tx, chat_id)}
        if face_id not in lent:
            raise NotFound(f"face {face_id} is not lent to chat {chat_id} any more", face_id=face_id)
        return lent[face_id]

    async def lend_only_free(self, user_id: int, chat_id: int) -> Lendable:
        """Lend a person's face to a group if exactly one is not lent to it; return the state before."""
        async with self._store.write() as tx:
            before = await _lendable(tx, user_id, chat_id)
            if len(before.free) == 1:
                await faces.lend(tx, before.free[0].id, chat_id)
        return before

    async def take_back_only_lent(self, user_id: int, chat_id: int) -> Lendable:
        """Take a person's face back from a group if exactly one is lent to it; return the state before."""
        cancelled: Sequence[Job] = ()
        async with self._store.write() as tx:
            before = await _lendable(tx, user_id, chat_id)
            if len(before.lent) == 1:
                cancelled = await faces.take_back(tx, before.lent[0].id, chat_id)
        self._service.stop(cancelled)
        return before

    async def lend(self, user_id: int, face_id: int, chat_id: int) -> Face:
        """Lend an own face to a group. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            face = await own_face(tx, user_id, face_id)
            await faces.lend(tx, face.id, chat_id)
        return face

    async def take_back(self, user_id: int, face_id: int, chat_id: int) -> Face:
        """Take an own face back from a group; stop other people's unfinished clips with it there.

        Raises:
            NotFound (not_found).
        """
        async with self._store.write() as tx:
            face = await own_face(tx, user_id, face_id)
            cancelled = await faces.take_back(tx, face.id, chat_id)
        self._service.stop(cancelled)
        return face


async def _lendable(tx: Reader, user_id: int, chat_id: int) -> Lendable:
    lent = await faces.lent_to(tx, chat_id)
    return Lendable(await faces.of_user(tx, user_id), tuple(face for face in lent if face.user_id == user_id))
