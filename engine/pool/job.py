"""A job as seen by its submitter: its events, its result, and a way to stop it."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from engine.errors import Cancelled
from engine.pool.messages import JobOutcome, JobProgress, JobRun
from engine.watch import Stage, Watch
from facenote.errors import FacenoteError

Result = TypeVar("Result")

REQUEST_BYTES = 64 * 1024
"""Limit of a request. It fits into the pipe's buffer, so that sending never blocks. Media are passed as files."""


@dataclass(frozen=True)
class Request(Generic[Result]):
    """Work for a worker.

    Attributes:
        job_id: appears on every log line of the job.
        task: an importable function, or a ``functools.partial`` of one with plain values and paths: it is pickled by name. The
            worker calls it with the result of its pool's ``open`` and a :class:`Watch`; its result is pickled too.
        timeout_s: time limit of the job, which is then stopped.
        out: the folder in which the task leaves its files. All other paths among the arguments of a ``functools.partial`` are
            files and folders that it only reads: a worker on another machine gets copies of them.
    """

    job_id: str
    task: Callable[[Any, Watch], Result]
    timeout_s: float = 3600.0
    out: Path | None = None

    def __post_init__(self) -> None:
        if self.timeout_s <= 0:
            raise ValueError(f"timeout_s {self.timeout_s} must be positive")


class PoolJob(Generic[Result]):
    """A submitted job, made by :meth:`engine.pool.Pool.submit`; used only in the event loop."""

    def __init__(self, number: int, request: Request[Result]) -> None:
        """Raise ValueError if the request exceeds 64 KiB; PicklingError and others if it cannot be pickled."""
        self.request = request
        self.run = JobRun(number, request.job_id, pickle.dumps(request.task))
        if len(self.run.task) > REQUEST_BYTES:
            raise ValueError(
                f"the request takes {len(self.run.task)} bytes, at most {REQUEST_BYTES}: name a file instead"
            )
        self._events: list[JobProgress] = []
        self._changed = asyncio.Event()
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[JobOutcome] = loop.create_future()
        self.submitted_at = loop.time()
        self._verdict: FacenoteError | None = None
        self._interrupt: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        """True while a worker has it and it has not ended."""
        return self._interrupt is not None and not self.done

    @property
    def done(self) -> bool:
        """True once it has ended, in any way."""
        return self.ended.done()

    @property
    def stopped(self) -> bool:
        """True once somebody has asked to stop it."""
        return self._verdict is not None

    async def result(self) -> Result:
        """Wait for the end and return the task's result.

        Raises:
            FacenoteError: raised by the task; InternalError for any other exception; Cancelled; WorkerDied, WorkerHung,
                WorkerOutOfMemory, WorkerUnready, JobTimeout, JobGivenBack.
        """
        outcome = await asyncio.shield(self.ended)
        if outcome.error is not None:
            raise outcome.error
        value: Result = outcome.value
        return value

    async def events(self) -> AsyncIterator[JobProgress]:
        """Yield all events from the first to the last, in order, as they come; any number of readers may iterate."""
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
        """Stop it in any state; its result is then Cancelled. Return False if it has already ended, or is being stopped."""
        return self.stop(Cancelled("cancelled by the caller"))

    def stop(self, error: FacenoteError) -> bool:
        """Stop it with ``error`` as its result. Only the first call takes effect."""
        if self.done or self._verdict is not None:
            return False
        self._verdict = error
        if self._interrupt is None:
            self.finish(JobOutcome(error=error))
        else:
            self._interrupt()
        return True

    def begin(self, interrupt: Callable[[], None]) -> None:
        """Record that a worker has taken it; ``interrupt`` stops that worker."""
        self._interrupt = interrupt
        self.report(JobProgress(Stage.START, 0.0))

    def report(self, event: JobProgress) -> None:
        """Record progress."""
        self._events.append(event)
        self._wake()

    def finish(self, outcome: JobOutcome) -> None:
        """Record its end; a stopped job ends with its reason for stopping, even if it succeeded."""
        if not self.done:
            self.ended.set_result(JobOutcome(error=self._verdict) if self._verdict else outcome)
            self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
