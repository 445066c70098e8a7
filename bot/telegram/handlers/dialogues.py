"""What the bot waits for in a chat. Kept in the storage: a restart in the middle loses nothing."""

from __future__ import annotations

from enum import StrEnum

from bot.telegram.context import Context
from storage import chats
from storage.values import Json


class Awaited(StrEnum):
    """What the person's next message, or button, is expected to be."""

    CONSENT = "consent"
    FACE = "face"
    FACE_NAME = "face-name"
    BATCH = "batch"
    CHOICE = "choice"
    TEAM_FACE = "team-face"


async def awaited(context: Context) -> tuple[Awaited | None, Json]:
    """What is awaited from this person in this chat, and what was noted about it."""
    async with context.services.store.read() as tx:
        found = await chats.dialogue(tx, context.user.id, context.chat.id)
    return (Awaited(found.state), found.data) if found else (None, {})


async def await_next(context: Context, what: Awaited, **data: object) -> None:
    """Wait for this from now on, and for nothing else."""
    async with context.services.store.write() as tx:
        await chats.set_dialogue(tx, context.user.id, context.chat.id, what, data)


async def await_nothing(context: Context) -> None:
    """The dialogue is over."""
    async with context.services.store.write() as tx:
        await chats.end_dialogue(tx, context.user.id, context.chat.id)
