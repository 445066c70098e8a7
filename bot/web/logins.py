"""Operations on the logins of one's browsers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from bot.app.app import App
from bot.web.openapi import ApiRequest, Operation
from bot.web.tokens import require_person
from storage.errors import NotFound

GROUP = "Account"


class LoginView(BaseModel):
    """A browser's login. ``browser``: its User-Agent header, "" if unknown; ``is_this_one``: whether it sent the request."""

    id: int
    browser: str
    created_at: datetime
    expires_at: datetime
    is_this_one: bool


class LoginsView(BaseModel):
    """The browsers in which the user is logged in, latest login first."""

    logins: list[LoginView]


class LoginRoutes:
    """The operations."""

    def __init__(self, app: App) -> None:
        self._logins = app.logins

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "GET", "/api/logins", GROUP, "The browsers in which I am logged in", self.list, response=LoginsView
            ),
            Operation(
                "DELETE", "/api/logins/{login}", GROUP, "Log out another browser; not allowed with an API token",
                self.end, status=204, errors=["forbidden"],
            ),
        ]  # fmt: skip

    async def list(self, call: ApiRequest) -> LoginsView:
        """List the browsers."""
        own = call.principal.login
        return LoginsView(
            logins=[
                LoginView(
                    id=login.id,
                    browser=login.browser,
                    created_at=login.created_at,
                    expires_at=login.expires_at,
                    is_this_one=own is not None and login.id == own.id,
                )
                for login in await self._logins.of_user(call.principal.user.id)
            ]
        )

    async def end(self, call: ApiRequest) -> None:
        """Log a browser out at once. Raises NotByToken, NotFound."""
        require_person(call, "a browser is not logged out with an API token")
        if not await self._logins.end(call.principal.user.id, call.ids["login"]):
            raise NotFound(f"no login {call.ids['login']}", login_id=call.ids["login"])
