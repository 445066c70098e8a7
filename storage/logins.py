"""Rows of browser logins, and of the links that log somebody in once. Browsers and links hold a secret; the row holds its hash,
which the caller computes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row

from storage.database import Reader, Writer
from storage.values import to_time


@dataclass(frozen=True)
class Login:
    """Login that is valid until ``expires_at``; ``sha256`` identifies it to its browser, whose name is ``browser``."""

    id: int
    user_id: int
    sha256: str
    browser: str
    created_at: datetime
    expires_at: datetime


async def begin(tx: Writer, sha256: str, user_id: int, lasts: timedelta, browser: str) -> None:
    """Log a user in for the given time."""
    await tx.run(
        "INSERT INTO sessions (user_id, sha256, browser, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        user_id, sha256, browser, tx.now, tx.now + lasts,
    )  # fmt: skip


async def find(tx: Reader, candidates: Iterable[str]) -> Login | None:
    """Return the valid login with one of these hashes."""
    row = await tx.one(
        "SELECT * FROM sessions WHERE sha256 IN (SELECT value FROM json_each(?)) AND expires_at > ?",
        list(candidates), tx.now,
    )  # fmt: skip
    return _login(row) if row else None


async def of_user(tx: Reader, user_id: int) -> tuple[Login, ...]:
    """Return a user's valid logins, newest first."""
    rows = await tx.all("SELECT * FROM sessions WHERE user_id = ? AND expires_at > ? ORDER BY id DESC", user_id, tx.now)
    return tuple(map(_login, rows))


async def end(tx: Writer, user_id: int, login_id: int) -> bool:
    """End a user's login; return whether there was one."""
    return await tx.one("DELETE FROM sessions WHERE user_id = ? AND id = ? RETURNING id", user_id, login_id) is not None


async def add_link(tx: Writer, sha256: str, lasts: timedelta) -> None:
    """Add a link that logs the user of this machine in, once, within the given time."""
    await tx.run("INSERT INTO login_links (sha256, expires_at) VALUES (?, ?)", sha256, tx.now + lasts)


async def has_link(tx: Reader, sha256: str) -> bool:
    """Return whether there is such a link, valid or not."""
    return await tx.one("SELECT 1 FROM login_links WHERE sha256 = ?", sha256) is not None


async def use_link(tx: Writer, sha256: str) -> bool:
    """Use the link up; return whether it was valid."""
    row = await tx.one("DELETE FROM login_links WHERE sha256 = ? RETURNING expires_at", sha256)
    return row is not None and to_time(row["expires_at"]) > tx.now


async def expire(tx: Writer) -> None:
    """Delete logins and links that are no longer valid."""
    await tx.run("DELETE FROM sessions WHERE expires_at <= ?", tx.now)
    await tx.run("DELETE FROM login_links WHERE expires_at <= ?", tx.now)


def _login(row: Row) -> Login:
    return Login(
        id=row["id"],
        user_id=row["user_id"],
        sha256=row["sha256"],
        browser=row["browser"],
        created_at=to_time(row["created_at"]),
        expires_at=to_time(row["expires_at"]),
    )
