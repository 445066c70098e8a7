"""The operation that tells what has happened to one's own jobs, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from bot.jobs.requests import JobKind
from bot.web.openapi import Call, Operation, Query
from bot.web.views import Views
from storage import Store, events, jobs
from storage.jobs import JobState


class LogQuery(Query):
    """How many lines at most."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class LogLine(BaseModel):
    """A job, and how it stood at that time; ``code``: why it failed."""

    at: datetime
    job: int
    kind: JobKind
    name: str
    state: JobState
    stage: str
    code: str | None


class LogView(BaseModel):
    """The newest line is the last."""

    lines: list[LogLine]


class Log:
    """The operation."""

    def __init__(self, store: Store, views: Views) -> None:
        self._store, self._views = store, views

    def operations(self) -> list[Operation]:
        """For the API's table."""
        about = "What has happened to my jobs; all changes of state, the last of progress"
        return [Operation("GET", "/api/log", "Jobs", about, self.show, query=LogQuery, answer=LogView)]

    async def show(self, call: Call) -> LogView:
        """The newest lines."""
        async with self._store.read() as tx:
            happened = await events.last_of_user(tx, call.visitor.user.id, call.query.limit)
            found = await jobs.several(tx, {event.job_id for event in happened})
            names = await self._views.names(tx, found.values())
        return LogView(
            lines=[
                LogLine(
                    at=event.at,
                    job=event.job_id,
                    kind=JobKind(found[event.job_id].kind),
                    name=names[event.job_id],
                    state=event.state,
                    stage=event.stage,
                    code=event.code,
                )
                for event in happened
            ]
        )
