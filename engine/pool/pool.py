"""The pool's interface for asyncio code: submit requests, get jobs."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from engine.pool.errors import JobGivenBack, PoolClosed, WorkerUnready
from engine.pool.job import PoolJob, Request, Result
from engine.pool.memory import resident_mib
from engine.pool.messages import JobOutcome
from engine.pool.options import PoolOptions
from engine.pool.placement import Placement
from engine.pool.process import WorkerProcess
from engine.pool.scratch import clear_abandoned

MEMORY_CHECK_S = 0.5

log = logging.getLogger(__name__)


class Pool:
    """Worker processes, each with its own warm models and its placement.

    ``async with Pool(options) as pool: job = pool.submit(request)``. A job whose worker dies, hangs or takes too much memory
    fails alone; the worker is replaced. Leaving the block rejects new jobs, gives queued ones back, lets running ones end
    within ``drain_s`` (at once on an error) and leaves no process behind.
    """

    def __init__(self, options: PoolOptions = PoolOptions()) -> None:
        self._options = options
        self._slots = [_Slot(placement, options) for placement in options.placements()]
        self._waiting: asyncio.Queue[PoolJob[Any]] = asyncio.Queue()
        self._jobs: set[PoolJob[Any]] = set()
        self._numbers = itertools.count()
        self._tasks: list[asyncio.Task[None]] = []
        self._open = False

    @property
    def size(self) -> int:
        """Number of jobs that can run at once."""
        return len(self._slots)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(clear_abandoned)
        self._tasks = [asyncio.create_task(slot.serve(self._waiting)) for slot in self._slots]
        self._tasks.append(asyncio.create_task(self._watch_memory()))
        self._open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self.drain(0.0 if kind else self._options.drain_s)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)

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

    async def _watch_memory(self) -> None:
        while True:
            await asyncio.sleep(MEMORY_CHECK_S)
            used = await asyncio.to_thread(resident_mib)
            for slot in self._slots:
                slot.check_memory(used)


class _Slot:
    """A placement and its current worker."""

    def __init__(self, placement: Placement, options: PoolOptions) -> None:
        self._placement, self._options = placement, options
        self._worker: WorkerProcess | None = None

    async def serve(self, waiting: asyncio.Queue[PoolJob[Any]]) -> None:
        """Run waiting jobs one by one, without end."""
        try:
            while True:
                with suppress(WorkerUnready):  # retried for the next job, which reports the error
                    await self._warm_worker()
                job = await waiting.get()
                if not job.done:
                    await self._do(job)
        finally:
            await self._retire()

    def check_memory(self, mib_by_group: Mapping[int, int]) -> None:
        """See :meth:`WorkerProcess.check_memory`."""
        if self._worker is not None:
            self._worker.check_memory(mib_by_group)

    async def _do(self, job: PoolJob[Any]) -> None:
        try:
            worker = await self._warm_worker()
        except WorkerUnready as error:
            job.finish(JobOutcome(error=error))
            return
        if not job.done:  # it may have been cancelled meanwhile
            await worker.do(job)

    async def _warm_worker(self) -> WorkerProcess:
        """Return the slot's worker, or a new one in place of a spent one. Raises WorkerUnready."""
        if self._worker is None or self._worker.spent:
            await self._retire()
            try:
                self._worker = WorkerProcess(self._placement, self._options)
            except Exception as error:  # any exception must fail the job, not the slot
                log.exception("a worker cannot be started")
                raise WorkerUnready(f"cannot be started: {error!r}") from error
            await self._worker.warm_up()
        return self._worker

    async def _retire(self) -> None:
        if self._worker is not None:
            await self._worker.close()
            self._worker = None
