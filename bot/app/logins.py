"""Logins of browsers: begun, found, ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.records import User
from storage import Store, logins, users
from storage.logins import Login


@dataclass(frozen=True)
class LoggedIn:
    """A login, and its user, who may have been banned since."""

    login: Login
    user: User
    is_banned: bool


class Logins:
    """The use cases. A login is known by a hash of the browser's secret, which the caller makes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, sha256: str, user_id: int, lasts: timedelta) -> None:
        """Log a user in for that long."""
        async with self._store.write() as tx:
            await logins.begin(tx, sha256, user_id, lasts)

    async def find(self, candidates: Iterable[str]) -> LoggedIn | None:
        """Return the login that is valid now and has one of these hashes."""
        async with self._store.read() as tx:
            login = await logins.find(tx, candidates)
            if login is None:
                return None
            user = await users.get(tx, login.user_id)
            return LoggedIn(login, user, await users.is_banned(tx, user.account))

    async def end(self, sha256: str) -> None:
        """Log out; idempotent."""
        async with self._store.write() as tx:
            await logins.end(tx, sha256)
