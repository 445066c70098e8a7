"""Logins of browsers: begun, found, listed, ended; and the links that log in the user of this machine."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.records import User
from storage import Store, logins, users
from storage.logins import Login

LINK_BYTES = 16
LINK_LASTS = timedelta(days=1)


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

    async def begin(self, sha256: str, user_id: int, lasts: timedelta, *, browser: str) -> None:
        """Log a user in for that long."""
        async with self._store.write() as tx:
            await logins.begin(tx, sha256, user_id, lasts, browser)

    async def find(self, candidates: Iterable[str]) -> LoggedIn | None:
        """Return the login that is valid now and has one of these hashes."""
        async with self._store.read() as tx:
            login = await logins.find(tx, candidates)
            if login is None:
                return None
            user = await users.get(tx, login.user_id)
            return LoggedIn(login, user, await users.is_banned(tx, user.account))

    async def of_user(self, user_id: int) -> tuple[Login, ...]:
        """Return a user's logins, newest first."""
        async with self._store.read() as tx:
            return await logins.of_user(tx, user_id)

    async def end(self, user_id: int, login_id: int) -> bool:
        """End a user's login; return whether there was one."""
        async with self._store.write() as tx:
            return await logins.end(tx, user_id, login_id)

    async def make_link(self) -> str:
        """Return the secret of a new link that logs in the user of this machine, once, within :data:`LINK_LASTS`."""
        secret = secrets.token_urlsafe(LINK_BYTES)
        async with self._store.write() as tx:
            await logins.add_link(tx, _hash(secret), LINK_LASTS)
        return secret

    async def use_link(self, secret: str) -> bool:
        """Use the link up; return whether it was valid."""
        async with self._store.write() as tx:
            return await logins.use_link(tx, _hash(secret))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
