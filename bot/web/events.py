"""The operation that tells of one's own jobs as they change: server-sent events.

Each tells a job as it stands when it is sent, not every step on the way: somebody who reads slowly gets fewer events, and
nothing is kept for them here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Annotated

from aiohttp import hdrs, web
from aiohttp_sse import EventSourceResponse, sse_response
from pydantic import Field

from bot.jobs.bell import heard
from bot.jobs.service import JobService
from bot.web.openapi import LARGEST_ID, Call, Header, Operation, Query
from bot.web.views import JobView, Views
from storage import Reader, Store, events, jobs
from storage.events import Event
from storage.jobs import JobState

EVENT = "job"
HEARTBEAT_S = 15.0
LOOK_S = 1.0
"""How often the events are looked at without being told to, and how soon it is noticed that a reader has left."""

PAUSE_S = 0.2
"""So long changes are collected, so that a busy server does not tell the same job again and again."""

LASTS_S = 1800.0
"""Then the reader comes back, and is asked again who they are."""

AT_ONCE = 100

LAST_EVENT_ID = Header("Last-Event-ID", "What a browser sends when it comes back; goes before `after`.")

log = logging.getLogger(__name__)


class EventsQuery(Query):
    """``after``: the last event that is known, e.g. the session's ``last_event_id``; without it, from now on."""

    after: Annotated[int, Field(ge=0, le=LARGEST_ID)] | None = None


class Events:
    """The operation."""

    def __init__(self, store: Store, service: JobService, views: Views) -> None:
        self._store, self._service, self._views = store, service, views
        self._open: set[asyncio.Timeout] = set()

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation(
                "GET", "/api/events", "Jobs", f"My jobs as they change: events {EVENT!r}, each with a JobView as data",
                self.tell, query=EventsQuery, media=["text/event-stream"], headers=[LAST_EVENT_ID],
            )
        ]  # fmt: skip

    async def tell(self, call: Call) -> web.StreamResponse:
        """Until the reader leaves or the server ends."""
        last = await self._begin(call)
        async with sse_response(call.request, ping_interval=HEARTBEAT_S) as stream:
            try:
                with suppress(ConnectionError, TimeoutError):
                    async with self._until_the_end():
                        await self._follow(stream, call.visitor.user.id, last)
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

    async def _follow(self, stream: EventSourceResponse, user_id: int, last: int) -> None:
        """Each job that has changed, and each whose place in the queue has: what others do moves it, too."""
        seen, places = -1, dict[int, int | None]()
        while stream.is_connected():
            ring = self._service.listen()
            async with self._store.read() as tx:
                newest = await events.last_id(tx)
                changed = await events.after(tx, last, user_id=user_id, limit=AT_ONCE) if newest != seen else ()
                views = await self._views_of(tx, user_id, changed) if newest != seen else []
            if newest == seen:
                await heard(ring, LOOK_S)
                continue
            ids = {event.job_id: event.id for event in changed}
            for view in sorted(views, key=lambda view: ids.get(view.id, 0)):
                if view.id in ids or view.position != places.get(view.id):
                    number = str(ids[view.id]) if view.id in ids else None
                    await stream.send(view.model_dump_json(), event=EVENT, id=number)
            places = {view.id: view.position for view in views}
            last = max((last, *ids.values()))
            seen = newest if len(changed) < AT_ONCE else -1
            await asyncio.sleep(PAUSE_S)

    async def _views_of(self, tx: Reader, user_id: int, changed: Sequence[Event]) -> list[JobView]:
        """Those that changed, and those that wait."""
        waiting = await jobs.of_user(tx, user_id, states=[JobState.QUEUED], limit=AT_ONCE)
        found = await jobs.several(tx, {event.job_id for event in changed})
        return await self._views.jobs(tx, list({**found, **{job.id: job for job in waiting}}.values()))
