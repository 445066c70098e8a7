"""Rows of browser logins. A browser is identified by a secret; the row holds its hash, which the caller computes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Reader, Writer
from storage.values import to_time


@dataclass(frozen=True)
class Login:
    """Login that is valid until ``expires_at``; ``sha256`` identifies it."""

    sha256: str
    user_id: int
    created_at: datetime
    expires_at: datetime


async def begin(tx: Writer, sha256: str, user_id: int, lasts: timedelta) -> Login:
    """Log a user in for the given time."""
    login = Login(sha256, user_id, tx.now, tx.now + lasts)
    await tx.run(
        "INSERT INTO sessions (sha256, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        sha256, user_id, login.created_at, login.expires_at,
    )  # fmt: skip
    return login


async def find(tx: Reader, candidates: Iterable[str]) -> Login | None:
    """Return the valid login with one of these hashes."""
    row = await tx.one(
        "SELECT * FROM sessions WHERE sha256 IN (SELECT value FROM json_each(?)) AND expires_at > ?",
        list(candidates), tx.now,
    )  # fmt: skip
    if row is None:
        return None
    return Login(row["sha256"], row["user_id"], to_time(row["created_at"]), to_time(row["expires_at"]))


async def end(tx: Writer, sha256: str) -> None:
    """Log out; idempotent."""
    await tx.run("DELETE FROM sessions WHERE sha256 = ?", sha256)
