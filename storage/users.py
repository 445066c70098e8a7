"""Users: accounts, bans and deletion."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from storage import jobs
from storage.database import Reader, Writer
from storage.errors import NotFound
from storage.jobs import Job
from storage.values import Codec, to_time

SettingsT = TypeVar("SettingsT")


@dataclass(frozen=True)
class User(Generic[SettingsT]):
    """Person. ``account`` is their external name, e.g. "telegram:4711"; ``settings`` belong to the front end."""

    id: int
    account: str
    name: str
    language: str
    settings: SettingsT
    created_at: datetime


async def ensure(tx: Writer, account: str, *, name: str, language: str) -> User:
    """Return the user of that account; create it if new. The name is updated; the language is only a first guess, "" if there
    is none yet.
    """
    row = await tx.one(
        """
        INSERT INTO users (account, name, language, created_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (account) DO UPDATE
            SET name = excluded.name, language = iif(language = '', excluded.language, language)
        RETURNING *
        """,
        account, name, language, tx.now,
    )  # fmt: skip
    assert row is not None
    return _user(row, tx.codec)


async def find(tx: Reader, account: str) -> User | None:
    """Return the user of that account, if known."""
    row = await tx.one("SELECT * FROM users WHERE account = ?", account)
    return _user(row, tx.codec) if row else None


async def get(tx: Reader, user_id: int) -> User:
    """Return the user. Raises: NotFound (not_found)."""
    row = await tx.one("SELECT * FROM users WHERE id = ?", user_id)
    if row is None:
        raise NotFound(f"no user {user_id}", user_id=user_id)
    return _user(row, tx.codec)


async def set_language(tx: Writer, user_id: int, language: str) -> None:
    """Set the language the user chose."""
    await tx.run("UPDATE users SET language = ? WHERE id = ?", language, user_id)


async def set_settings(tx: Writer, user_id: int, settings: object) -> None:
    """Replace the user's settings."""
    await tx.run("UPDATE users SET settings = ? WHERE id = ?", settings, user_id)


async def ban(tx: Writer, account: str) -> None:
    """Ban an account or a chat's address, whether known or not; the ban outlives a deletion."""
    await tx.run("INSERT INTO bans (account, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING", account, tx.now)


async def unban(tx: Writer, account: str) -> None:
    """Lift a ban."""
    await tx.run("DELETE FROM bans WHERE account = ?", account)


async def is_banned(tx: Reader, account: str) -> bool:
    """Return whether the account or address is banned."""
    return await tx.one("SELECT 1 FROM bans WHERE account = ?", account) is not None


async def forget(tx: Writer, user_id: int) -> tuple[Job, ...]:
    """Delete the user completely: rows, files, lent faces, and other people's clips with those faces.

    Call it through ``Store.forget_user``, which also cleans the database's log. Files are deleted at the end of the
    transaction, except those that other users' rows name too. A worker that still works for the user loses its lease. Returns
    the unfinished jobs of **other** people that ended with it, so that they can be notified.

    Raises:
        NotFound (not_found).
    """
    await get(tx, user_id)
    of_others = "user_id <> :user_id AND face_id IN (SELECT id FROM faces WHERE user_id = :user_id)"
    rows = await tx.all(f"SELECT * FROM jobs WHERE {of_others}", user_id=user_id)
    withdrawn = [job for job in await jobs.load(tx, rows) if job.state not in jobs.ENDED]
    await tx.run(f"DELETE FROM jobs WHERE {of_others}", user_id=user_id)
    await tx.run("DELETE FROM users WHERE id = ?", user_id)
    return tuple(withdrawn)


def _user(row: sqlite3.Row, codec: Codec) -> User:
    return User(
        id=row["id"],
        account=row["account"],
        name=row["name"],
        language=row["language"],
        settings=codec.user_settings(json.loads(row["settings"])),
        created_at=to_time(row["created_at"]),
    )
