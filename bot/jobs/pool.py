"""What the job service needs of a pool of workers; :class:`engine.pool.Pool` is one, :class:`engine.ray_pool.RayPool` another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol, TypeVar

from engine.failure import InternalError
from engine.pool import JobGivenBack, JobProgress, PoolClosed, Request, WorkerDied, WorkerHung, WorkerUnready

GIVEN_BACK_ERRORS = (JobGivenBack, PoolClosed)
"""The pool did not do the work; it is to be done by another process."""

WORKER_FAULTS = (WorkerDied, WorkerHung, WorkerUnready, InternalError)
"""The work failed, perhaps for no fault of its own: it may be tried again."""

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class WorkerJob(Protocol[Result_co]):
    """Work that a pool has taken, see :class:`engine.pool.PoolJob`."""

    async def result(self) -> Result_co:
        """Wait for the end and return what the task returned; raise what it raised."""
        ...

    def events(self) -> AsyncIterator[JobProgress]:
        """Progress as it comes, until the end."""
        ...

    def cancel(self) -> object:
        """Stop it."""
        ...


class WorkerPool(Protocol):
    """Does work, several at a time."""

    @property
    def size(self) -> int:
        """How many at a time, at most."""
        ...

    @property
    def useful(self) -> int:
        """How many to give it now, running ones included: more would only wait in it."""
        ...

    def submit(self, request: Request[Result]) -> WorkerJob[Result]:
        """Queue the work."""
        ...

    async def drain(self, seconds: float) -> None:
        """Wait for running work for that long, then give back what has not ended."""
        ...
