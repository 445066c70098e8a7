"""Operations on the tokens that people make for their own scripts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from bot.app.app import App
from bot.web.access import AuthMethod
from bot.web.openapi import ApiRequest, Operation, RequestModel
from bot.web.refusals import NotByToken
from storage.tokens import Token

GROUP = "Account"
LONGEST_NAME = 80


class TokenOrder(RequestModel):
    """What the token is for, for people to read."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)]


class TokenView(BaseModel):
    """A token; ``used_at``: about when it was used last, null before that."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


class NewTokenView(TokenView):
    """A token that was made now. ``token`` is told this once: the server keeps only a hash of it."""

    token: str


class TokensView(BaseModel):
    """All tokens of one's own, newest first."""

    tokens: list[TokenView]


class TokenRoutes:
    """The operations. With a token nobody makes or revokes tokens: one that leaked brings forth no other."""

    def __init__(self, app: App) -> None:
        self._tokens = app.tokens

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation("GET", "/api/tokens", GROUP, "My tokens for scripts, newest first", self.list, response=TokensView),
            Operation(
                "POST", "/api/tokens", GROUP, "Make a token that reaches what I reach; not with such a token",
                self.make, body=TokenOrder, response=NewTokenView, status=201, errors=["too_many_tokens", "forbidden"],
            ),
            Operation(
                "DELETE", "/api/tokens/{token}", GROUP, "Revoke a token; not with such a token",
                self.revoke, status=204, errors=["forbidden"],
            ),
        ]  # fmt: skip

    async def list(self, call: ApiRequest) -> TokensView:
        """Without their secrets."""
        return TokensView(tokens=[_view(token) for token in await self._tokens.of_user(call.principal.user.id)])

    async def make(self, call: ApiRequest) -> NewTokenView:
        """The only answer that holds the secret."""
        _require_person(call)
        new = await self._tokens.make(call.principal.user.id, call.body.name)
        return NewTokenView(**_view(new.token).model_dump(), token=new.secret)

    async def revoke(self, call: ApiRequest) -> None:
        """It stops working at once."""
        _require_person(call)
        await self._tokens.revoke(call.principal.user.id, call.ids["token"])


def _require_person(call: ApiRequest) -> None:
    if call.principal.method == AuthMethod.API_TOKEN:
        raise NotByToken("a token for scripts makes and revokes no tokens")


def _view(token: Token) -> TokenView:
    return TokenView(id=token.id, name=token.name, created_at=token.created_at, used_at=token.used_at)
