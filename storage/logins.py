"""Logins of browsers, as rows. A browser is known by a secret; the row holds a hash of it, which the caller makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Reader, Writer
from storage.values import to_time


@dataclass(frozen=True)
class Login:
    """A login that holds until ``expires_at``. ``sha256`` names it."""

    sha256: str
    user_id: int
    created_at: datetime
    expires_at: datetime


async def begin(tx: Writer, sha256: str, user_id: int, lasts: timedelta) -> Login:
    """Log a user in for that long."""
    login = Login(sha256, user_id, tx.now, tx.now + lasts)
    await tx.run(
        "INSERT INTO sessions (sha256, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        sha256, user_id, login.created_at, login.expires_at,
    )  # fmt: skip
    return login


async def find(tx: Reader, candidates: Iterable[str]) -> Login | None:
    """Return the valid login that has one of these hashes."""
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
