"""Operations on jobs: checks of faces and voices, and clips."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.app.app import App
from bot.records import JobKind
from bot.web.openapi import LARGEST_ID, ApiRequest, Operation, Query
from bot.web.views import JobsView, JobView, Views
from storage.errors import WrongState
from storage.jobs import ENDED, JobState

GROUP = "Jobs"


class JobFilter(StrEnum):
    """Which jobs to list: those that go on, those that do not, those that made something."""

    OPEN = "open"
    ENDED = "ended"
    DELIVERED = "delivered"


STATES = {
    None: frozenset(JobState),
    JobFilter.OPEN: frozenset(JobState) - ENDED,
    JobFilter.ENDED: ENDED,
    JobFilter.DELIVERED: frozenset({JobState.DELIVERED}),
}


class JobsQuery(Query):
    """Which jobs; ``before``: the ``next`` of the page before."""

    kind: JobKind | None = None
    state: JobFilter | None = None
    before: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class JobRoutes:
    """The operations."""

    def __init__(self, app: App, views: Views) -> None:
        self._jobs, self._views = app.jobs, views

    def operations(self) -> list[Operation]:
        """For the API's table."""
        one = "/api/jobs/{job}"
        return [
            Operation(
                "GET", "/api/jobs", GROUP, "My checks and clips, newest first, page by page",
                self.list, query=JobsQuery, response=JobsView,
            ),
            Operation("GET", one, GROUP, "A job as it stands", self.show, response=JobView),
            Operation("POST", f"{one}/cancel", GROUP, "Cancel it", self.cancel, response=JobView, errors=["wrong_state"]),
            Operation(
                "POST", f"{one}/retry", GROUP, "Try again what was cancelled, or failed for no fault of its own",
                self.retry, response=JobView, errors=["wrong_state", "face_not_allowed", "too_many_jobs"],
            ),
            Operation(
                "DELETE", one, GROUP, "Delete it with its files; if it goes on it is cancelled",
                self.delete, status=204, errors=["wrong_state"],
            ),
        ]  # fmt: skip

    async def list(self, call: ApiRequest) -> JobsView:
        """A page of them."""
        asked = call.query
        page = await self._jobs.page(
            call.principal.user.id,
            kind=asked.kind,
            states=STATES[asked.state],
            before_id=asked.before,
            limit=asked.limit,
        )
        return JobsView(jobs=[self._views.job(one) for one in page.jobs], next=page.next)

    async def show(self, call: ApiRequest) -> JobView:
        """One of them."""
        return self._views.job(await self._jobs.get(call.principal.user.id, call.ids["job"]))

    async def cancel(self, call: ApiRequest) -> JobView:
        """Raises WrongState: it has ended otherwise."""
        job = await self._jobs.cancel(call.principal.user.id, call.ids["job"])
        if job.state is not JobState.CANCELLED:
            raise WrongState(f"job {job.id} is {job.state}", job_id=job.id, state=str(job.state))
        return await self.show(call)

    async def retry(self, call: ApiRequest) -> JobView:
        """Raises what :meth:`bot.app.jobs.Jobs.retry` raises."""
        await self._jobs.retry(call.principal.user.id, call.ids["job"])
        return await self.show(call)

    async def delete(self, call: ApiRequest) -> None:
        """Raises WrongState: it is just being sent."""
        await self._jobs.delete(call.principal.user.id, call.ids["job"])
