"""The interface of all pools for asyncio code: submit requests, get jobs."""

from __future__ import annotations

import asyncio
import itertools
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from engine.pool.errors import JobGivenBack, PoolClosed
from engine.pool.job import PoolJob, Request, Result


class QueuedPool(ABC):
    """A queue of jobs, and workers that take them.

    ``async with Pool(options) as pool: job = pool.submit(request)``. Leaving the block rejects new jobs, gives queued ones back,
    lets running ones end within ``drain_s`` (at once on an error) and leaves no worker behind.
    """

    def __init__(self, drain_s: float) -> None:
        self._drain_s = drain_s
        self._waiting: asyncio.Queue[PoolJob[Any]] = asyncio.Queue()
        self._jobs: set[PoolJob[Any]] = set()
        self._numbers = itertools.count()
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = False

    @property
    @abstractmethod
    def size(self) -> int:
        """Number of jobs that can run at once."""

    @property
    def useful(self) -> int:
        """Number of jobs that it is useful to submit now, running ones included: more would only wait here."""
        return self.size

    @abstractmethod
    async def _start(self) -> None:
        """Start the workers, see :meth:`_run`."""

    async def __aenter__(self) -> Self:
        await self._start()
        self._open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self.drain(0.0 if kind else self._drain_s)
        finally:
            tasks = set(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def submit(self, request: Request[Result]) -> PoolJob[Result]:
        """Queue a request; first come, first served.

        Raises:
            PoolClosed: the pool is closing or closed.
            ValueError, PicklingError: see :class:`PoolJob`.
        """
        if not self._open:
            raise PoolClosed("the pool is closed")
        job = PoolJob(next(self._numbers), request)
        self._jobs.add(job)
        job.ended.add_done_callback(lambda _: self._jobs.discard(job))
        self._waiting.put_nowait(job)
        return job

    async def drain(self, seconds: float) -> None:
        """Reject new jobs, and give back queued ones and those still running after ``seconds``."""
        self._open = False
        for job in list(self._jobs):
            if not job.running:
                job.stop(JobGivenBack("not started"))
        if self._jobs:
            await asyncio.wait([job.ended for job in self._jobs], timeout=seconds)
        for job in list(self._jobs):
            job.stop(JobGivenBack("stopped before its end"))
        if self._jobs:
            await asyncio.wait([job.ended for job in self._jobs])

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something until the pool closes, which then waits for its end."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
