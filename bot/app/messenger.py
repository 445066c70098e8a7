"""What the application layer needs of a messenger with groups, e.g. Telegram."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.app.recipients import ShownJob
from bot.records import Chat, Face, User


class Messenger(Protocol):
    """Knows who is in a group now, and reaches people in private."""

    async def is_member(self, chat: Chat, user: User) -> bool:
        """Return whether this person is in the group now. Raises MessengerUnreachable (messenger_unreachable)."""
        ...

    async def is_administrator(self, chat: Chat, user: User) -> bool:
        """Return whether this person administers the group now. Raises MessengerUnreachable (messenger_unreachable)."""
        ...

    async def tell_face_used(self, owner: User, face: Face, chat: Chat, by: User) -> bool:
        """Tell the owner of a lent face who makes a clip with it; return False if the owner cannot be reached.

        Raises:
            MessengerUnreachable (messenger_unreachable): nobody can be reached now.
        """
        ...

    async def remove_status(self, shown: Sequence[ShownJob], cancelled: Collection[int]) -> None:
        """Delete the status messages of these jobs, which nobody would update any more. Those of jobs that ended
        stay, but for the jobs just ``cancelled``."""
        ...

    async def tell_withdrawn(self, withdrawn: Sequence[ShownJob]) -> None:
        """Say in the status messages of these jobs, which are deleted, that their face is gone."""
        ...
