"""Rows of API tokens. A row holds a hash of the token's secret, which the caller computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row

from storage.database import Reader, Writer
from storage.values import to_time

NOTED_EVERY = timedelta(minutes=1)
"""Minimum interval between records of the last use, so that most requests write nothing."""


@dataclass(frozen=True)
class Token:
    """API token of a user; ``used_at``: approximate time of its last use, None before that."""

    id: int
    user_id: int
    name: str
    created_at: datetime
    used_at: datetime | None


async def add(tx: Writer, user_id: int, name: str, sha256: str) -> Token:
    """Add a user's token, by the hash of its secret."""
    await tx.run(
        "INSERT INTO tokens (user_id, name, sha256, created_at) VALUES (?, ?, ?, ?)", user_id, name, sha256, tx.now
    )
    token = await find(tx, sha256)
    assert token is not None, "it was added just now"
    return token


async def find(tx: Reader, sha256: str) -> Token | None:
    """Return the token with this hash, None if there is none."""
    row = await tx.one("SELECT * FROM tokens WHERE sha256 = ?", sha256)
    return _token(row) if row else None


async def exists(tx: Reader, token_id: int) -> bool:
    """Return whether the token exists: it has not been revoked, and its owner has not been deleted."""
    return await tx.one("SELECT 1 FROM tokens WHERE id = ?", token_id) is not None


async def of_user(tx: Reader, user_id: int) -> tuple[Token, ...]:
    """Return a user's tokens, newest first."""
    return tuple(
        _token(row) for row in await tx.all("SELECT * FROM tokens WHERE user_id = ? ORDER BY id DESC", user_id)
    )


async def note_use(tx: Writer, token_id: int) -> None:
    """Record that a token is being used."""
    await tx.run("UPDATE tokens SET used_at = ? WHERE id = ?", tx.now, token_id)


async def delete(tx: Writer, user_id: int, token_id: int) -> bool:
    """Delete a user's token; return whether there was one."""
    row = await tx.one("DELETE FROM tokens WHERE user_id = ? AND id = ? RETURNING id", user_id, token_id)
    return row is not None


def is_noted(token: Token, now: datetime) -> bool:
    """Return whether the last use was recorded within :data:`NOTED_EVERY`."""
    return token.used_at is not None and now - token.used_at < NOTED_EVERY


def _token(row: Row) -> Token:
    used_at = to_time(row["used_at"]) if row["used_at"] else None
    return Token(row["id"], row["user_id"], row["name"], to_time(row["created_at"]), used_at)
