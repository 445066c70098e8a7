"""Private chats and groups, with their settings and dialogues."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from storage.database import Reader, Writer
from storage.errors import NotFound
from storage.values import Codec, to_time

SettingsT = TypeVar("SettingsT")
DataT = TypeVar("DataT")


@dataclass(frozen=True)
class Chat(Generic[SettingsT]):
    """Chat. ``address`` is its external name; ``user_id`` is the owner of a private chat, None for a group."""

    id: int
    address: str
    user_id: int | None
    settings: SettingsT
    created_at: datetime


@dataclass(frozen=True)
class Dialogue(Generic[DataT]):
    """State of a user's dialogue in a chat; ``state`` and ``data`` belong to the caller."""

    state: str
    data: DataT
    changed_at: datetime


async def ensure(tx: Writer, address: str, *, user_id: int | None) -> Chat:
    """Return the chat at that address; create it if new. A private chat is deleted with its user."""
    await tx.run(
        "INSERT INTO chats (address, user_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        address, user_id, tx.now,
    )  # fmt: skip
    return _chat(await tx.one("SELECT * FROM chats WHERE address = ?", address), address, tx.codec)


async def find(tx: Reader, address: str) -> Chat | None:
    """Return the chat at that address, if known."""
    row = await tx.one("SELECT * FROM chats WHERE address = ?", address)
    return _chat(row, address, tx.codec) if row else None


async def get(tx: Reader, chat_id: int) -> Chat:
    """Return the chat. Raises: NotFound (not_found)."""
    return _chat(await tx.one("SELECT * FROM chats WHERE id = ?", chat_id), chat_id, tx.codec)


async def set_settings(tx: Writer, chat_id: int, settings: object) -> None:
    """Replace the chat's settings."""
    await tx.run("UPDATE chats SET settings = ? WHERE id = ?", settings, chat_id)


async def move(tx: Writer, old_address: str, new_address: str) -> Chat | None:
    """Give the chat a new address (a group became a supergroup); everything else stays, including its id and a ban. Return None
    if there is no chat at either address.

    If an update from the new address came first, a chat was created for it; that chat is merged into this one.
    """
    # A ban stands without a chat, too.
    await tx.run("UPDATE OR REPLACE bans SET account = ? WHERE account = ?", new_address, old_address)
    old = await tx.one("SELECT id FROM chats WHERE address = ?", old_address)
    if old is None:
        return await find(tx, new_address)
    early = await tx.one("SELECT id FROM chats WHERE address = ?", new_address)
    if early is not None:
        for table in ("jobs", "deleted_clips", "shared_faces", "dialogues"):
            await tx.run(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", old["id"], early["id"])
        await tx.run("DELETE FROM chats WHERE id = ?", early["id"])
    await tx.run("UPDATE chats SET address = ? WHERE id = ?", new_address, old["id"])
    return await get(tx, old["id"])


async def dialogue(tx: Reader, user_id: int, chat_id: int) -> Dialogue | None:
    """Return the user's dialogue in the chat, if there is one."""
    row = await tx.one("SELECT * FROM dialogues WHERE user_id = ? AND chat_id = ?", user_id, chat_id)
    if row is None:
        return None
    return Dialogue(row["state"], tx.codec.dialogue(row["state"], json.loads(row["data"])), to_time(row["changed_at"]))


async def set_dialogue(tx: Writer, user_id: int, chat_id: int, state: str, data: object) -> None:
    """Start a dialogue, or replace its state."""
    await tx.run(
        """
        INSERT INTO dialogues (user_id, chat_id, state, data, changed_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET state = excluded.state, data = excluded.data, changed_at = excluded.changed_at
        """,
        user_id, chat_id, state, data, tx.now,
    )  # fmt: skip


async def end_dialogue(tx: Writer, user_id: int, chat_id: int) -> None:
    """End the dialogue."""
    await tx.run("DELETE FROM dialogues WHERE user_id = ? AND chat_id = ?", user_id, chat_id)


async def end_dialogues(tx: Writer, user_id: int, state: str, data: object) -> None:
    """End the user's dialogues with this state and these data, in all chats."""
    await tx.run("DELETE FROM dialogues WHERE user_id = ? AND state = ? AND data = ?", user_id, state, data)


def _chat(row: sqlite3.Row | None, key: int | str, codec: Codec) -> Chat:
    if row is None:
        raise NotFound(f"no chat {key}", chat=key)
    return Chat(
        id=row["id"],
        address=row["address"],
        user_id=row["user_id"],
        settings=codec.chat_settings(json.loads(row["settings"])),
        created_at=to_time(row["created_at"]),
    )
