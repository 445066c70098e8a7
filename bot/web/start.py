"""The start data of the page, as an operation and embedded in the page itself, so that a visit is one round trip."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel

from bot.app.app import App
from bot.web.access import Access, Principal
from bot.web.account import AccountRoutes, SessionView
from bot.web.openapi import ApiRequest, Operation
from bot.web.pages import Start
from bot.web.refusals import LoginNeeded
from bot.web.views import BatchView, FaceView, JobView, Views, face_view
from facenote.errors import FacenoteError


class StartView(BaseModel):
    """The page's initial data: session, faces, latest checks, voices, batches and unfinished jobs."""

    session: SessionView
    faces: list[FaceView]
    checks: list[JobView]
    voices: list[JobView]
    batches: list[BatchView]
    open: list[JobView]


class LoginStart(BaseModel):
    """The ways in which one can log in."""

    ways: list[str]


class StartRoutes:
    """The operation."""

    def __init__(self, app: App, views: Views, access: Access, account: AccountRoutes) -> None:
        self._overviews, self._views, self._access, self._account = app.overviews, views, access, account

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        about = "Everything that the page needs at its start, in one response"
        return [Operation("GET", "/api/start", "Session", about, self.show, response=StartView)]

    async def show(self, call: ApiRequest) -> StartView:
        """Return the current start data."""
        return await self._view(call.principal)

    async def within_page(self, request: web.Request) -> Start | None:
        """Return the same for embedding; None on any error: the page then sends the request itself, and shows the error."""
        try:
            view = await self._view(await self._access.authenticate(request))
        except FacenoteError:
            return None
        return Start(view, view.session.language)

    async def within_login(self, request: web.Request) -> Start | None:
        """Return how one can log in, for embedding; None if one need not, or on any other error, which the page finds out."""
        try:
            await self._access.authenticate(request)
        except LoginNeeded:
            return Start(LoginStart(ways=list(self._access.ways)))
        except FacenoteError:
            pass
        return None

    async def _view(self, principal: Principal) -> StartView:
        await self._account.welcome(principal.user)
        found = await self._overviews.of_user(principal.user.id)
        return StartView(
            session=self._account.view(principal, found.profile),
            faces=[face_view(face) for face in found.profile.faces],
            checks=[self._views.job(one) for one in found.checks],
            voices=[self._views.job(one) for one in found.voices],
            batches=[self._views.batch(one) for one in found.batches],
            open=[self._views.job(one) for one in found.open],
        )
