"""The studio as one thing: the only place where the web's parts are put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from aiohttp import web

from bot.jobs.service import JobService
from bot.settings import Settings
from bot.texts import Texts
from bot.web import guard
from bot.web.access import Access
from bot.web.account import Account
from bot.web.batches import Batches
from bot.web.clips import Clips
from bot.web.demo import Demo
from bot.web.errors import failures_as_json
from bot.web.events import Events
from bot.web.faces import Faces
from bot.web.intake import Intake
from bot.web.jobs import Jobs
from bot.web.log import Log
from bot.web.media import Files
from bot.web.openapi import Operation, add_operations, own_document
from bot.web.pages import Pages
from bot.web.uploads import Uploads, name_the_protocol
from bot.web.views import Views
from bot.web.voices import Voices
from bot.web.zips import Zips
from storage import Store
from storage.users import User


class Part(Protocol):
    """Some of the API."""

    def operations(self) -> list[Operation]:
        """Its entries in the API's table."""
        ...


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
        views = Views(jobs, timedelta(days=settings.keep_finished_days))
        uploads = Uploads(settings, store)
        self._demo = Demo(store, jobs, texts)
        self._events = Events(store, self._access, jobs, views)
        intake = Intake(store, uploads)
        parts: list[Part] = [
            Account(settings, store, texts, self._access, forget or forget_by_jobs, self._welcomed),
            uploads,
            Faces(settings, store, jobs, intake, views),
            Voices(settings, store, jobs, intake, views),
            Clips(store, jobs, views),
            Batches(store, jobs, views),
            Zips(store),
            Jobs(store, jobs, views),
            Files(store, views),
            self._events,
            Log(store, views),
        ]
        operations = [operation for part in parts for operation in part.operations()]
        self._operations = [*operations, own_document(operations)]

    async def open(self) -> None:
        """The person at this machine finds everything ready at their first visit; to be called when jobs are taken."""
        if self._settings.web_demo and (user := await self._access.owner_of_this_machine()):
            await self._demo.welcome(user)

    async def _welcomed(self, user: User) -> None:
        if self._settings.web_demo:
            await self._demo.welcome(user)

    def add_to(self, app: web.Application) -> None:
        """Add routes, checks and headers. Health, metrics and webhook ask nobody who they are."""
        app.middlewares.extend([failures_as_json, guard.same_site(self._settings), self._access.middleware])
        app.on_response_prepare.extend([guard.security_headers(self._settings), name_the_protocol])
        app.on_shutdown.append(self._events.close)
        add_operations(app, self._operations)
        Pages().add_to(app)
