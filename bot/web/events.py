"""The operation that streams changes of one's own data as server-sent events.

Each event shows the state at the time when it is sent, not every step on the way: a slow reader gets fewer events, and nothing
is buffered for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Annotated

from aiohttp import hdrs, web
from aiohttp_sse import EventSourceResponse, sse_response
from pydantic import BaseModel, Field

from bot.app.app import App
from bot.app.feed import ChangeSet
from bot.jobs.notifier import wait_within
from bot.probing import RETRY_AFTER_S, ServerBusy
from bot.web.access import Principal
from bot.web.openapi import EVENTS, LARGEST_ID, ApiRequest, Header, Operation, Query
from bot.web.views import JobView, Views, faces_view
from storage.changes import Change, ChangeKind

JOB = "job"
HEARTBEAT = "heartbeat"
HEARTBEAT_S = 15.0
STREAM_POLL_S = 1.0
"""Polling interval without notifications, and the time after which a lost reader is noticed."""

PAUSE_S = 0.2
"""Time for which changes are collected, so that a busy server does not send the same job repeatedly."""

LASTS_S = 1800.0
"""Maximum lifetime of a stream; the client reconnects and is authenticated again."""

MOST_OF_ONE = 30
"""Open streams of one person; each browser with the studio has one, and each script that listens."""

ABOUT = (
    f"Changes of my data, as server-sent events: {JOB} (data: a JobView), {ChangeKind.FACES} (a FacesView), {ChangeKind.LANGUAGE}"
    f' (e.g. {{"language": "de"}}), and {ChangeKind.GONE} ({{"id": 12}}: that job was deleted); {HEARTBEAT} (no data) every'
    f" {HEARTBEAT_S:.0f} seconds: without it, the connection is lost"
)
LAST_EVENT_ID = Header("Last-Event-ID", "Sent by a browser that reconnects; takes precedence over `after`.")

log = logging.getLogger(__name__)


class EventsQuery(Query):
    """``after``: id of the last known event, such as the session's ``last_event_id``; default: only new events."""

    after: Annotated[int, Field(ge=0, le=LARGEST_ID)] | None = None


class LanguageView(BaseModel):
    """The language that was chosen."""

    language: str


class GoneView(BaseModel):
    """A job that was deleted."""

    id: int


@dataclass(frozen=True)
class OutgoingEvent:
    """Event to send; ``id`` is None for events that are not numbered changes."""

    id: int | None
    event: str
    data: BaseModel


class EventRoutes:
    """The operation."""

    def __init__(self, app: App, views: Views) -> None:
        self._app, self._views = app, views
        self._open: set[asyncio.Timeout] = set()
        self._of_user: Counter[int] = Counter()

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "GET", "/api/events", "Jobs", ABOUT,
                self.stream, query=EventsQuery, media=[EVENTS], headers=[LAST_EVENT_ID], errors=["server_busy"],
            )
        ]  # fmt: skip

    async def stream(self, call: ApiRequest) -> web.StreamResponse:
        """Send events until the reader leaves, logs out or revokes the token, or the server ends. Raises ServerBusy."""
        last = await self._begin(call)
        with self._counted(call.principal.user.id):
            return await self._send(call, last)

    @contextmanager
    def _counted(self, user_id: int) -> Iterator[None]:
        if self._of_user[user_id] >= MOST_OF_ONE:
            raise ServerBusy(f"{MOST_OF_ONE} event streams of this person are open", retry_after_s=RETRY_AFTER_S)
        self._of_user[user_id] += 1
        try:
            yield
        finally:
            self._of_user[user_id] -= 1
            if not self._of_user[user_id]:
                del self._of_user[user_id]

    async def _send(self, call: ApiRequest, last: int) -> web.StreamResponse:
        async with sse_response(call.request, ping_interval=HEARTBEAT_S) as stream:
            try:
                with suppress(ConnectionError, TimeoutError):
                    async with self._until_the_end():
                        await self._follow(stream, call.principal, last)
            except Exception as error:
                log.exception("event stream failed")
                raise ConnectionAbortedError("the events go on with the next connection") from error
        return stream

    async def close(self, _app: web.Application) -> None:
        """End all open streams; for ``on_shutdown``, which they would delay."""
        for limit in self._open:
            limit.reschedule(asyncio.get_running_loop().time())

    @asynccontextmanager
    async def _until_the_end(self) -> AsyncIterator[None]:
        """Limit the block to the lifetime of the stream. Raises TimeoutError at its end."""
        async with asyncio.timeout(LASTS_S) as limit:
            self._open.add(limit)
            try:
                yield
            finally:
                self._open.discard(limit)

    async def _begin(self, call: ApiRequest) -> int:
        """Return the last event that the reader knows."""
        shown = call.request.headers.get(hdrs.LAST_EVENT_ID, "")
        if shown.isascii() and shown.isdecimal() and (known := int(shown[:20])) <= LARGEST_ID:
            return known
        if call.query.after is not None:
            return int(call.query.after)
        return await self._app.feed.last_id()

    async def _follow(self, stream: EventSourceResponse, principal: Principal, last: int) -> None:
        """Send jobs whose state or position has changed (other people's jobs move it, too), and other changes."""
        login = principal.login.sha256 if principal.login else None
        token = principal.api_token.id if principal.api_token else None
        seen: int | None = None
        positions: dict[int, int | None] = {}
        now = asyncio.get_running_loop().time
        beats_at = now() + HEARTBEAT_S
        while stream.is_connected():
            if now() >= beats_at:  # as an event: a page hears no comments, such as the pings
                await stream.send("{}", event=HEARTBEAT)
                beats_at = now() + HEARTBEAT_S
            changed = self._app.feed.listen()
            found = await self._app.feed.since(principal.user.account, last, seen, login=login, token=token)
            if found is None:
                return
            if found.newest == seen:
                await wait_within(changed, STREAM_POLL_S)
                continue
            views = [self._views.job(one) for one in found.jobs]
            for event in self._outgoing(found, views, positions):
                number = None if event.id is None else str(event.id)
                await stream.send(event.data.model_dump_json(), event=event.event, id=number)
            positions = {view.id: view.position for view in views}
            last = found.until
            seen = found.newest if found.until == found.newest else None
            await asyncio.sleep(PAUSE_S)

    def _outgoing(
        self, found: ChangeSet, views: Sequence[JobView], positions: Mapping[int, int | None]
    ) -> list[OutgoingEvent]:
        """Return what to send, in the order of the events."""
        jobs = [
            OutgoingEvent(found.event_ids.get(view.id), JOB, view)
            for view in views
            if view.id in found.event_ids or view.position != positions.get(view.id)
        ]
        others = [OutgoingEvent(change.id, change.kind, _data(found, change)) for change in found.changes]
        return sorted([*jobs, *others], key=lambda event: event.id or 0)


def _data(found: ChangeSet, change: Change) -> BaseModel:
    match change:
        case Change(job_id=int(job_id)):
            return GoneView(id=job_id)
        case Change(kind=ChangeKind.FACES):
            return faces_view(found.faces)
        case _:
            return LanguageView(language=found.user.language)
