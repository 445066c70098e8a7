"""The studio as a whole: the only place where its parts are wired together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from aiohttp import web

from bot.app.app import App
from bot.records import User
from bot.settings import Settings
from bot.texts import Texts
from bot.web import guard
from bot.web.access import Access
from bot.web.account import AccountRoutes
from bot.web.batches import BatchRoutes
from bot.web.clips import ClipRoutes
from bot.web.errors import failures_as_json
from bot.web.events import EventRoutes
from bot.web.faces import FaceRoutes
from bot.web.forms import FormRoutes
from bot.web.jobs import JobRoutes
from bot.web.log import LogRoutes
from bot.web.logins import LoginRoutes
from bot.web.media import FileRoutes
from bot.web.openapi import Operation, add_operations, document, own_document
from bot.web.pages import Pages
from bot.web.shares import ShareRoutes
from bot.web.start import StartRoutes
from bot.web.tokens import TokenRoutes
from bot.web.uploads import UploadRoutes, name_the_protocol
from bot.web.verification import VerificationRoutes
from bot.web.views import Views
from bot.web.voices import VoiceRoutes
from bot.web.webhooks import WebhookRoutes
from bot.web.zips import ZipRoutes


class Router(Protocol):
    """Part of the API."""

    def operations(self) -> list[Operation]:
        """Return its entries in the API's table."""
        ...


class Studio:
    """The page and its API, for an application that also serves other things."""

    def __init__(self, settings: Settings, app: App, texts: Texts) -> None:
        self._settings, self._demo = settings, app.demo
        self._access = Access(settings, app, texts)
        views = Views(timedelta(days=settings.keep_finished_days))
        self._events = EventRoutes(app, views)
        account = AccountRoutes(settings, app, texts, self._access, self._welcomed)
        start = StartRoutes(app, views, self._access, account)
        self._pages = Pages({"/": start.within_page, "/login": start.within_login})
        self._shares = ShareRoutes(app, self._pages)
        parts: list[Router] = [
            account,
            LoginRoutes(app),
            TokenRoutes(app),
            WebhookRoutes(app),
            start,
            UploadRoutes(settings, app),
            FormRoutes(settings, app),
            FaceRoutes(app, views),
            VoiceRoutes(app, views),
            ClipRoutes(app, views),
            BatchRoutes(app, views),
            ZipRoutes(app),
            JobRoutes(app, views),
            FileRoutes(app),
            self._shares,
            self._events,
            LogRoutes(app),
            VerificationRoutes(settings, app),
        ]
        operations = [operation for part in parts for operation in part.operations()]
        self._operations = [*operations, own_document(operations)]

    def document(self) -> dict[str, Any]:
        """Return the API's own document, OpenAPI 3.1.0."""
        return document(self._operations)

    async def open(self) -> None:
        """Prepare the demo for the local user; call this when the service accepts jobs."""
        if self._settings.web_demo and (user := await self._access.owner_of_this_machine()):
            await self._demo.welcome(user)

    async def _welcomed(self, user: User) -> None:
        if self._settings.web_demo:
            await self._demo.welcome(user)

    def add_to(self, app: web.Application) -> None:
        """Add routes, checks and headers. Health, metrics and webhook need no login."""
        app.middlewares.extend([failures_as_json, guard.same_site(self._settings), self._access.middleware])
        app.on_response_prepare.extend([guard.security_headers(self._settings), name_the_protocol])
        app.on_shutdown.append(self._events.close)
        add_operations(app, self._operations)
        self._pages.add_to(app)
        self._shares.add_to(app)
