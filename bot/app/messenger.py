"""What the application layer needs of a messenger with groups, e.g. Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.records import Chat, Face, Job, User


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

    async def status_messages(self, user_id: int, cancelled: Sequence[Job]) -> Sequence[tuple[int, int]]:
        """Return chat and message of all that shows how this person's unfinished jobs stand, and those just ``cancelled``."""
        ...

    async def remove_messages(self, messages: Sequence[tuple[int, int]]) -> None:
        """Delete messages, as far as they are still there."""
        ...

    async def tell_withdrawn(self, jobs: Sequence[Job]) -> None:
        """Say in the status messages of these jobs, which are deleted, that their face is gone."""
        ...
