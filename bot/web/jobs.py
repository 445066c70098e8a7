"""Operations on jobs: checks of faces and voices, and clips."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from bot.app.app import App
from bot.records import JobKind
from bot.web.naming import Name
from bot.web.openapi import LARGEST_ID, ApiRequest, Id, Operation, Query, RequestModel
from bot.web.views import JobsView, JobView, Views
from engine.choices import Form
from storage.jobs import ENDED, UNFINISHED, JobSearch, JobState

GROUP = "Jobs"
MAX_SELECTED = 1000


class JobFilter(StrEnum):
    """Jobs to list: unfinished, finished, successful, or failed and cancelled ones."""

    OPEN = "open"
    ENDED = "ended"
    DELIVERED = "delivered"
    UNMADE = "unmade"


STATES = {
    None: frozenset(JobState),
    JobFilter.OPEN: UNFINISHED,
    JobFilter.ENDED: ENDED,
    JobFilter.DELIVERED: frozenset({JobState.DELIVERED}),
    JobFilter.UNMADE: frozenset({JobState.FAILED, JobState.CANCELLED}),
}


Number = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class JobsQuery(Query):
    """Which jobs. ``q``: part of the name; ``face``, ``voice`` (its job) and ``batch``: what they belong to; ``before``: the
    ``next`` of the page before."""

    kind: JobKind | None = None
    state: JobFilter | None = None
    q: Annotated[str, Field(max_length=80)] | None = None
    face: Number | None = None
    voice: Number | None = None
    batch: Number | None = None
    form: Form | None = None
    before: Number | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class JobChange(RequestModel):
    """The values to change."""

    name: Name


class Selection(RequestModel):
    """Several jobs."""

    jobs: Annotated[list[Id], Field(min_length=1, max_length=MAX_SELECTED)]


class Deleted(BaseModel):
    """The deleted jobs, without those of others, those already gone and those being sent."""

    deleted: list[int]


class JobRoutes:
    """The operations."""

    def __init__(self, app: App, views: Views) -> None:
        self._jobs, self._views = app.jobs, views

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        one = "/api/jobs/{job}"
        return [
            Operation(
                "GET", "/api/jobs", GROUP, "My checks and clips, newest first, paginated",
                self.list, query=JobsQuery, response=JobsView,
            ),
            Operation("GET", one, GROUP, "A job and its state", self.show, response=JobView),
            Operation(
                "PATCH", one, GROUP, "Rename it", self.change, body=JobChange, response=JobView, errors=["wrong_state"],
            ),
            Operation(
                "POST", "/api/jobs/delete", GROUP, "Delete several jobs with their files; unfinished ones are cancelled",
                self.delete_several, body=Selection, response=Deleted,
            ),
            Operation("POST", f"{one}/cancel", GROUP, "Cancel it", self.cancel, response=JobView, errors=["wrong_state"]),
            Operation(
                "POST", f"{one}/retry", GROUP, "Retry a job that was cancelled or failed for a temporary reason",
                self.retry, response=JobView,
                errors=["wrong_state", "face_not_allowed", "too_many_jobs", "messenger_unreachable"],
            ),
            Operation(
                "DELETE", one, GROUP, "Delete a job with its files; an unfinished one is cancelled",
                self.delete, status=204, errors=["wrong_state"],
            ),
        ]  # fmt: skip

    async def list(self, call: ApiRequest) -> JobsView:
        """Return a page of jobs."""
        asked = call.query
        page = await self._jobs.page(
            call.principal.user.id,
            kind=asked.kind,
            states=STATES[asked.state],
            matching=JobSearch(asked.q, asked.face, asked.voice, asked.batch, asked.form),
            before_id=asked.before,
            limit=asked.limit,
        )
        return JobsView(jobs=[self._views.job(one) for one in page.jobs], next=page.next)

    async def show(self, call: ApiRequest) -> JobView:
        """Return a job."""
        return self._views.job(await self._jobs.get(call.principal.user.id, call.ids["job"]))

    async def change(self, call: ApiRequest) -> JobView:
        """Rename a job. Raises WrongState: it was requested in a chat."""
        return self._views.job(await self._jobs.rename(call.principal.user.id, call.ids["job"], name=call.body.name))

    async def delete_several(self, call: ApiRequest) -> Deleted:
        """Delete the jobs that can be deleted."""
        return Deleted(deleted=await self._jobs.delete_several(call.principal.user.id, call.body.jobs))

    async def cancel(self, call: ApiRequest) -> JobView:
        """Cancel a job. Raises WrongState: it has ended otherwise."""
        return self._views.job(await self._jobs.cancel(call.principal.user.id, call.ids["job"]))

    async def retry(self, call: ApiRequest) -> JobView:
        """Retry a job. Raises as :meth:`bot.app.jobs.Jobs.retry`."""
        return self._views.job(await self._jobs.retry(call.principal.user.id, call.ids["job"]))

    async def delete(self, call: ApiRequest) -> None:
        """Delete a job. Raises WrongState: it is being sent."""
        await self._jobs.delete(call.principal.user.id, call.ids["job"])
