"""The operation that lists events of one's own jobs, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from bot.app.app import App
from bot.records import JobKind
from bot.web.openapi import ApiRequest, Operation, Query
from storage.jobs import JobState


class LogQuery(Query):
    """Maximum number of lines."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class LogLine(BaseModel):
    """A job and its state at that time; ``code``: why it failed."""

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


class LogRoutes:
    """The operation."""

    def __init__(self, app: App) -> None:
        self._jobs = app.jobs

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        about = "Events of my jobs: all changes of state, and the latest progress"
        return [Operation("GET", "/api/log", "Jobs", about, self.show, query=LogQuery, response=LogView)]

    async def show(self, call: ApiRequest) -> LogView:
        """Return the newest lines."""
        return LogView(
            lines=[
                LogLine(
                    at=entry.event.at,
                    job=entry.job.id,
                    kind=entry.job.kind,
                    name=entry.name,
                    state=entry.event.state,
                    stage=entry.event.stage or "",
                    code=entry.event.code,
                )
                for entry in await self._jobs.log(call.principal.user.id, call.query.limit)
            ]
        )
