"""Use cases of API tokens, which people make for their own scripts and programs."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from dataclasses import dataclass

from bot.app.errors import TooManyTokens
from bot.app.naming import tidy
from bot.records import User
from storage import Store, tokens, users
from storage.errors import NotFound, StorageError
from storage.tokens import Token

PREFIX = "fnt_"
"""Beginning of every API token, by which people, and programs that search for secrets, recognize one."""

SECRET_BYTES = 32
MOST = 20


@dataclass(frozen=True)
class NewToken:
    """A token that was made now; ``secret`` is not kept."""

    token: Token
    secret: str


@dataclass(frozen=True)
class TokenOwner:
    """The owner of a token; they may have been banned since."""

    token: Token
    user: User
    is_banned: bool


class Tokens:
    """The use cases. A token may do what its owner may, but for making and revoking tokens; those of others are not found."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def make(self, user_id: int, name: str) -> NewToken:
        """Make a token of that name. Raises TooManyTokens (too_many_tokens)."""
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        async with self._store.write() as tx:
            if len(await tokens.of_user(tx, user_id)) >= MOST:
                raise TooManyTokens(f"{MOST} API tokens", limit=MOST)
            return NewToken(await tokens.add(tx, user_id, tidy(name), _hash(secret)), secret)

    async def of_user(self, user_id: int) -> tuple[Token, ...]:
        """Return a user's tokens, newest first."""
        async with self._store.read() as tx:
            return await tokens.of_user(tx, user_id)

    async def revoke(self, user_id: int, token_id: int) -> None:
        """Revoke a token. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            if not await tokens.delete(tx, user_id, token_id):
                raise NotFound(f"no token {token_id}", token_id=token_id)

    async def owner(self, secret: str) -> TokenOwner | None:
        """Return the owner of a token and record its use; None if there is no such token."""
        async with self._store.read() as tx:
            token = await tokens.find(tx, _hash(secret))
            if token is None:
                return None
            user = await users.get(tx, token.user_id)
            owner = TokenOwner(token, user, await users.is_banned(tx, user.account))
            is_noted = tokens.is_noted(token, tx.now)
        if not is_noted:
            # Not worth a refusal: on a full disk the owner still deletes and looks.
            with contextlib.suppress(StorageError):
                async with self._store.write() as tx:
                    await tokens.note_use(tx, token.id)
        return owner


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
