"""Operations on jobs: checks of faces and voices, and clips."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.jobs.requests import JobKind
from bot.jobs.service import JobService
from bot.web.openapi import LARGEST_ID, Call, Operation, Query
from bot.web.own import own_job
from bot.web.views import JobsView, JobView, Views
from storage import Store, jobs
from storage.errors import WrongState
from storage.jobs import ENDED, Job, JobState

GROUP = "Jobs"


class Standing(StrEnum):
    """Which jobs to list: those that go on, those that do not, those that made something."""

    OPEN = "open"
    ENDED = "ended"
    DELIVERED = "delivered"


STATES = {
    None: frozenset(JobState),
    Standing.OPEN: frozenset(JobState) - ENDED,
    Standing.ENDED: ENDED,
    Standing.DELIVERED: frozenset({JobState.DELIVERED}),
}


class JobsQuery(Query):
    """Which jobs; ``before``: the ``next`` of the page before."""

    kind: JobKind | None = None
    state: Standing | None = None
    before: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class Jobs:
    """The operations."""

    def __init__(self, store: Store, service: JobService, views: Views) -> None:
        self._store, self._service, self._views = store, service, views

    def operations(self) -> list[Operation]:
        """For the API's table."""
        one = "/api/jobs/{job}"
        return [
            Operation(
                "GET", "/api/jobs", GROUP, "My checks and clips, newest first, page by page",
                self.list, query=JobsQuery, answer=JobsView,
            ),
            Operation("GET", one, GROUP, "A job as it stands", self.show, answer=JobView),
            Operation("POST", f"{one}/cancel", GROUP, "Cancel it", self.cancel, answer=JobView, errors=["wrong_state"]),
            Operation(
                "POST", f"{one}/retry", GROUP, "Try again what was cancelled, or failed for no fault of its own",
                self.retry, answer=JobView, errors=["wrong_state", "face_not_allowed", "too_many_jobs"],
            ),
            Operation(
                "DELETE", one, GROUP, "Delete it with its files; if it goes on it is cancelled",
                self.delete, status=204, errors=["wrong_state"],
            ),
        ]  # fmt: skip

    async def list(self, call: Call) -> JobsView:
        """A page of them."""
        asked = call.query
        async with self._store.read() as tx:
            found = await jobs.of_user(
                tx, call.visitor.user.id,
                kind=asked.kind, states=STATES[asked.state], before_id=asked.before, limit=asked.limit + 1,
            )  # fmt: skip
            page = found[: asked.limit]
            return JobsView(jobs=await self._views.jobs(tx, page), next=page[-1].id if len(found) > len(page) else None)

    async def show(self, call: Call) -> JobView:
        """One of them."""
        async with self._store.read() as tx:
            return await self._views.job(tx, await own_job(tx, call.visitor.user.id, call.ids["job"]))

    async def cancel(self, call: Call) -> JobView:
        """Raises WrongState: it has ended otherwise."""
        await self._cancelled(await self._own(call))
        return await self.show(call)

    async def retry(self, call: Call) -> JobView:
        """Raises what :meth:`bot.jobs.service.JobService.again` raises."""
        await self._service.again((await self._own(call)).id)
        return await self.show(call)

    async def delete(self, call: Call) -> None:
        """Raises WrongState: it is just being sent."""
        async with self._store.write() as tx:
            job = await own_job(tx, call.visitor.user.id, call.ids["job"])
            cancelled = await jobs.cancel(tx, job.id)
            await jobs.delete(tx, job.id)
        self._service.stop([cancelled])

    async def _cancelled(self, job: Job) -> None:
        state = (await self._service.cancel(job.id)).state
        if state is not JobState.CANCELLED:
            raise WrongState(f"job {job.id} is {state}", job_id=job.id, state=str(state))

    async def _own(self, call: Call) -> Job:
        async with self._store.read() as tx:
            return await own_job(tx, call.visitor.user.id, call.ids["job"])
