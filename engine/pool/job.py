"""A job as its submitter sees it: its events, its result, and the means to stop it."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from engine.errors import Cancelled
from engine.pool.messages import JobOutcome, JobProgress, JobRun
from engine.watch import Stage, Watch
from facenote.errors import FacenoteError

Result = TypeVar("Result")

REQUEST_BYTES = 64 * 1024
"""A request fits into the pipe's buffer, so that handing it over never waits. Media travel as files."""


@dataclass(frozen=True)
class Request(Generic[Result]):
    """Work for a worker.

    Attributes:
        job_id: stands on every log line of the job.
        task: an importable function, or a ``functools.partial`` of one with plain values and paths: it is pickled by
            name. The worker calls it with what its pool's ``open`` made and a :class:`Watch`; what it returns is pickled too.
        timeout_s: a job that runs longer is stopped.
    """

    job_id: str
    task: Callable[[Any, Watch], Result]
    timeout_s: float = 3600.0

    def __post_init__(self) -> None:
        if self.timeout_s <= 0:
            raise ValueError(f"timeout_s {self.timeout_s} must be positive")


class PoolJob(Generic[Result]):
    """Made by :meth:`engine.pool.Pool.submit`; used in the event loop only."""

    def __init__(self, number: int, request: Request[Result]) -> None:
        """Raises ValueError: the request takes more than 64 KiB; PicklingError and others: it cannot be pickled."""
        self.request = request
        self.run = JobRun(number, request.job_id, pickle.dumps(request.task))
        if len(self.run.task) > REQUEST_BYTES:
            raise ValueError(
                f"the request takes {len(self.run.task)} bytes, at most {REQUEST_BYTES}: name a file instead"
            )
        self._events: list[JobProgress] = []
        self._changed = asyncio.Event()
        self.ended: asyncio.Future[JobOutcome] = asyncio.get_running_loop().create_future()
        self._verdict: FacenoteError | None = None
        self._interrupt: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        """A worker has taken it, and it has not ended."""
        return self._interrupt is not None and not self.done

    @property
    def done(self) -> bool:
        """It has ended, in one way or another."""
        return self.ended.done()

    async def result(self) -> Result:
        """Wait for the end and return what the task returned.

        Raises:
            FacenoteError: what the task raised; InternalError for an exception that is none; Cancelled; WorkerDied, WorkerHung,
                WorkerOutOfMemory, WorkerUnready, JobTimeout, JobGivenBack.
        """
        outcome = await asyncio.shield(self.ended)
        if outcome.error is not None:
            raise outcome.error
        value: Result = outcome.value
        return value

    async def events(self) -> AsyncIterator[JobProgress]:
        """All events from the first to the last, in order, as they come; any number of readers may look."""
        seen = 0
        while True:
            for event in self._events[seen:]:
                seen += 1
                yield event
            if seen == len(self._events):
                if self.done:
                    return
                await self._changed.wait()

    def cancel(self) -> bool:
        """Stop it, wherever it is; its result is then Cancelled. False if it has ended already, or is being stopped."""
        return self.stop(Cancelled("cancelled by the caller"))

    def stop(self, error: FacenoteError) -> bool:
        """Stop it, with ``error`` as its end. The first to stop it is right."""
        if self.done or self._verdict is not None:
            return False
        self._verdict = error
        if self._interrupt is None:
            self.finish(JobOutcome(error=error))
        else:
            self._interrupt()
        return True

    def begin(self, interrupt: Callable[[], None]) -> None:
        """A worker has taken it; ``interrupt`` stops that worker."""
        self._interrupt = interrupt
        self.report(JobProgress(Stage.START, 0.0))

    def report(self, event: JobProgress) -> None:
        """It got on."""
        self._events.append(event)
        self._wake()

    def finish(self, outcome: JobOutcome) -> None:
        """It has ended; one that was stopped ends with the reason for that, even if it got through."""
        if not self.done:
            self.ended.set_result(JobOutcome(error=self._verdict) if self._verdict else outcome)
            self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
