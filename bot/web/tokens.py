"""Operations on API tokens, which people make for their own scripts and programs."""

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
BY_PERSON = "API tokens are not made or revoked with an API token"


class TokenOrder(RequestModel):
    """A new API token; ``name`` describes its purpose."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)]


class TokenView(BaseModel):
    """An API token; ``used_at``: approximate time of its last use, null if never used."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


class NewTokenView(TokenView):
    """A new API token. ``token`` is shown only once: the server stores a hash of it."""

    token: str


class TokensView(BaseModel):
    """All of the user's API tokens, newest first."""

    tokens: list[TokenView]


class TokenRoutes:
    """The operations. They do not accept API tokens: a leaked token must not make more."""

    def __init__(self, app: App) -> None:
        self._tokens = app.tokens

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation("GET", "/api/tokens", GROUP, "My API tokens, newest first", self.list, response=TokensView),
            Operation(
                "POST", "/api/tokens", GROUP, "Create an API token with all my rights; not allowed with an API token",
                self.make, body=TokenOrder, response=NewTokenView, status=201, errors=["too_many_tokens", "forbidden"],
            ),
            Operation(
                "DELETE", "/api/tokens/{token}", GROUP, "Revoke an API token; not allowed with an API token",
                self.revoke, status=204, errors=["forbidden"],
            ),
        ]  # fmt: skip

    async def list(self, call: ApiRequest) -> TokensView:
        """List one's API tokens, without their secrets."""
        return TokensView(tokens=[_view(token) for token in await self._tokens.of_user(call.principal.user.id)])

    async def make(self, call: ApiRequest) -> NewTokenView:
        """Make an API token; no later response contains its secret."""
        require_person(call, BY_PERSON)
        new = await self._tokens.make(call.principal.user.id, call.body.name)
        return NewTokenView(**_view(new.token).model_dump(), token=new.secret)

    async def revoke(self, call: ApiRequest) -> None:
        """Revoke an API token at once."""
        require_person(call, BY_PERSON)
        await self._tokens.revoke(call.principal.user.id, call.ids["token"])


def require_person(call: ApiRequest, reason: str) -> None:
    """Raise NotByToken (forbidden) if the request was authenticated by an API token."""
    if call.principal.method == AuthMethod.API_TOKEN:
        raise NotByToken(reason)


def _view(token: Token) -> TokenView:
    return TokenView(id=token.id, name=token.name, created_at=token.created_at, used_at=token.used_at)
