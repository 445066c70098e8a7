"""The operation that tells of one's own things as they change: server-sent events.

Each tells a thing as it stands when it is sent, not every step on the way: somebody who reads slowly gets fewer events, and
nothing is kept for them here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Annotated

from aiohttp import hdrs, web
from aiohttp_sse import EventSourceResponse, sse_response
from pydantic import BaseModel, Field

from bot.jobs.bell import heard
from bot.jobs.service import JobService
from bot.web.access import Access, Visitor
from bot.web.openapi import EVENTS, LARGEST_ID, Call, Header, Operation, Query
from bot.web.views import JobView, Views, faces_view
from storage import Reader, Store, changes, events, faces, jobs
from storage.changes import Change, ChangeKind
from storage.events import Event
from storage.jobs import JobState
from storage.users import User

JOB = "job"
HEARTBEAT_S = 15.0
LOOK_S = 1.0
"""How often the events are looked at without being told to, and how soon it is noticed that a reader has left."""

PAUSE_S = 0.2
"""So long changes are collected, so that a busy server does not tell the same job again and again."""

LASTS_S = 1800.0
"""Then the reader comes back, and is asked again who they are."""

AT_ONCE = 100

ABOUT = (
    f"My things as they change: events {JOB} (data: a JobView), {ChangeKind.FACES} (a FacesView), {ChangeKind.LANGUAGE}"
    f' (e.g. {{"language": "de"}}), and {ChangeKind.GONE} ({{"id": 12}}: that job was deleted)'
)
LAST_EVENT_ID = Header("Last-Event-ID", "What a browser sends when it comes back; goes before `after`.")

log = logging.getLogger(__name__)


class EventsQuery(Query):
    """``after``: the last event that is known, e.g. the session's ``last_event_id``; without it, from now on."""

    after: Annotated[int, Field(ge=0, le=LARGEST_ID)] | None = None


class LanguageView(BaseModel):
    """The language that was chosen."""

    language: str


class GoneView(BaseModel):
    """A job that was deleted."""

    id: int


@dataclass(frozen=True)
class News:
    """One event to send; ``id`` is None where it is no change that is counted."""

    id: int | None
    event: str
    told: BaseModel


class Events:
    """The operation."""

    def __init__(self, store: Store, access: Access, service: JobService, views: Views) -> None:
        self._store, self._access, self._service, self._views = store, access, service, views
        self._open: set[asyncio.Timeout] = set()

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation(
                "GET", "/api/events", "Jobs", ABOUT,
                self.tell, query=EventsQuery, media=[EVENTS], headers=[LAST_EVENT_ID],
            )
        ]  # fmt: skip

    async def tell(self, call: Call) -> web.StreamResponse:
        """Until the reader leaves or logs out, or the server ends."""
        last = await self._begin(call)
        async with sse_response(call.request, ping_interval=HEARTBEAT_S) as stream:
            try:
                with suppress(ConnectionError, TimeoutError):
                    async with self._until_the_end():
                        await self._follow(stream, call.visitor, last)
            except Exception as error:
                log.exception("events end early")
                raise ConnectionAbortedError("the events go on with the next connection") from error
        return stream

    async def close(self, app: web.Application) -> None:
        """End all that are open, for ``on_shutdown``: they would hold it up."""
        for limit in self._open:
            limit.reschedule(asyncio.get_running_loop().time())

    @asynccontextmanager
    async def _until_the_end(self) -> AsyncIterator[None]:
        """Raises TimeoutError when it is time to end."""
        async with asyncio.timeout(LASTS_S) as limit:
            self._open.add(limit)
            try:
                yield
            finally:
                self._open.discard(limit)

    async def _begin(self, call: Call) -> int:
        """The last event that the reader knows."""
        shown = call.request.headers.get(hdrs.LAST_EVENT_ID, "")
        if shown.isascii() and shown.isdecimal() and (known := int(shown[:20])) <= LARGEST_ID:
            return known
        if call.query.after is not None:
            return int(call.query.after)
        async with self._store.read() as tx:
            return await events.last_id(tx)

    async def _follow(self, stream: EventSourceResponse, visitor: Visitor, last: int) -> None:
        """Each job that has changed, each whose place in the queue has (what others do moves it, too), and what else has."""
        seen, places = -1, dict[int, int | None]()
        while stream.is_connected():
            ring = self._service.listen()
            async with self._store.read() as tx:
                user = await self._access.still(tx, visitor)
                if user is None:
                    return
                newest = await events.last_id(tx)
                changed = await events.after(tx, last, user_id=user.id, limit=AT_ONCE) if newest != seen else ()
                until = newest if len(changed) < AT_ONCE else changed[-1].id
                views = await self._views_of(tx, user.id, changed) if newest != seen else []
                others = await self._others(tx, user, last, until) if newest != seen else []
            if newest == seen:
                await heard(ring, LOOK_S)
                continue
            ids = {event.job_id: event.id for event in changed}
            moved = (view for view in views if view.id in ids or view.position != places.get(view.id))
            for news in sorted([*(News(ids.get(view.id), JOB, view) for view in moved), *others], key=_order):
                number = None if news.id is None else str(news.id)
                await stream.send(news.told.model_dump_json(), event=news.event, id=number)
            places = {view.id: view.position for view in views}
            last = until
            seen = newest if until == newest else -1
            await asyncio.sleep(PAUSE_S)

    async def _views_of(self, tx: Reader, user_id: int, changed: Sequence[Event]) -> list[JobView]:
        """Those that changed, and those that wait."""
        waiting = await jobs.of_user(tx, user_id, states=[JobState.QUEUED], limit=AT_ONCE)
        found = await jobs.several(tx, {event.job_id for event in changed})
        return await self._views.jobs(tx, list({**found, **{job.id: job for job in waiting}}.values()))

    async def _others(self, tx: Reader, user: User, last: int, until: int) -> list[News]:
        """What has changed beside jobs, and which of them are gone."""
        return [
            News(change.id, change.kind, await self._told(tx, user, change))
            for change in await changes.between(tx, user.id, last, until)
        ]

    async def _told(self, tx: Reader, user: User, change: Change) -> BaseModel:
        match change:
            case Change(job_id=int(job_id)):
                return GoneView(id=job_id)
            case Change(kind=ChangeKind.FACES):
                return faces_view(await faces.of_user(tx, user.id))
            case _:
                return LanguageView(language=user.language)


def _order(news: News) -> int:
    return news.id or 0
