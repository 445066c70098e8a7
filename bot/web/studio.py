"""The studio as one thing: the only place where the web's parts are put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.jobs.service import JobService
from bot.settings import Settings
from bot.texts import Texts
from bot.web import guard
from bot.web.access import Access
from bot.web.account import Account
from bot.web.errors import failures_as_json
from bot.web.openapi import add_operations
from bot.web.pages import Pages
from storage import Store
from storage.users import User


class Studio:
    """The page and its API, for an application that also serves other things.

    ``forget`` deletes a person whole; without it only what the storage and the job service know of them is deleted.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        jobs: JobService,
        texts: Texts,
        forget: Callable[[User], Awaitable[object]] | None = None,
    ) -> None:
        async def forget_by_jobs(user: User) -> None:
            await jobs.forget_user(user.id)

        self._settings = settings
        self._access = Access(settings, store, texts)
        account = Account(settings, store, texts, self._access, forget or forget_by_jobs)
        self._operations = [*account.operations()]

    def add_to(self, app: web.Application) -> None:
        """Add routes, checks and headers. Health, metrics and webhook ask nobody who they are."""
        app.middlewares.extend([failures_as_json, guard.same_site(self._settings), self._access.middleware])
        app.on_response_prepare.append(guard.security_headers(self._settings))
        add_operations(app, self._operations)
        Pages().add_to(app)
