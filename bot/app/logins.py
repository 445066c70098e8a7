"""Logins of browsers: begun, found, listed, ended; and the links that log in the user of this machine.

On a full disk people still log in, to delete something: the reserve of disk space is for this as well.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.accounts import LOCAL
from bot.records import User
from storage import Store, Writer, logins, users
from storage.logins import Login

LINK_BYTES = 16
LINK_LASTS = timedelta(days=1)


class NoSuchLink(Exception):
    """No valid login link has this secret."""


@dataclass(frozen=True)
class LoggedIn:
    """A login, and its user, who may have been banned since."""

    login: Login
    user: User
    is_banned: bool


@dataclass(frozen=True)
class NewLogin:
    """A login to begin. ``earlier``: hashes that an earlier login of the same browser may have; it ends."""

    sha256: str
    lasts: timedelta
    browser: str
    earlier: Sequence[str] = ()


class Logins:
    """The use cases. A login is known by a hash of the browser's secret, which the caller makes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, user_id: int, login: NewLogin) -> None:
        """Log a user in."""
        async with self._store.write(may_use_reserve=True) as tx:
            await _begin(tx, user_id, login)

    async def begin_by_link(self, secret: str, login: NewLogin, *, language: str) -> User | None:
        """Log the user of this machine in, made if new, and use the link up; None, and it stays, if an operator banned them.

        Raises NoSuchLink: it was used, is too old, or never existed.
        """
        sha256 = _hash(secret)
        async with self._store.read() as tx:
            if not await logins.has_link(tx, sha256):  # strangers do not reach the reserve
                raise NoSuchLink
        async with self._store.write(may_use_reserve=True) as tx:
            if await users.is_banned(tx, LOCAL):
                return None
            if not await logins.use_link(tx, sha256):
                raise NoSuchLink
            user = await users.ensure(tx, LOCAL, name="", language=language)
            await _begin(tx, user.id, login)
            return user

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
        async with self._store.write(may_use_reserve=True) as tx:
            return await logins.end(tx, user_id, login_id)

    async def make_link(self) -> str:
        """Return the secret of a new link that logs in the user of this machine, once, within :data:`LINK_LASTS`."""
        secret = secrets.token_urlsafe(LINK_BYTES)
        async with self._store.write(may_use_reserve=True) as tx:
            await logins.add_link(tx, _hash(secret), LINK_LASTS)
        return secret


async def _begin(tx: Writer, user_id: int, login: NewLogin) -> None:
    if earlier := await logins.find(tx, login.earlier):
        await logins.end(tx, earlier.user_id, earlier.id)
    await logins.begin(tx, login.sha256, user_id, login.lasts, login.browser)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
