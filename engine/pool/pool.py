"""A pool of processes on this machine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine.failure import InternalError
from engine.pool.base import QueuedPool
from engine.pool.errors import WorkerUnready
from engine.pool.job import PoolJob
from engine.pool.memory import resident_mib
from engine.pool.messages import JobOutcome
from engine.pool.options import PoolOptions
from engine.pool.placement import Placement
from engine.pool.process import WorkerProcess
from engine.pool.scratch import clear_abandoned

MEMORY_CHECK_S = 0.5
RESTART_S = 1.0

log = logging.getLogger(__name__)


class Pool(QueuedPool):
    """Worker processes, each with its own warm models and its placement.

    A job whose worker dies, hangs or takes too much memory fails alone; the worker is replaced.
    """

    def __init__(self, options: PoolOptions = PoolOptions()) -> None:
        super().__init__(options.drain_s)
        self._slots = [_Slot(placement, options) for placement in options.placements()]

    @property
    def size(self) -> int:
        """Number of jobs that can run at once."""
        return len(self._slots)

    async def _start(self) -> None:
        await asyncio.to_thread(clear_abandoned)
        for slot in self._slots:
            self._run(slot.serve(self._waiting))
        self._run(self._watch_memory())

    async def _watch_memory(self) -> None:
        while True:
            await asyncio.sleep(MEMORY_CHECK_S)
            try:
                used = await asyncio.to_thread(resident_mib)
            except Exception:  # no file descriptor, or no thread: it is read again
                log.warning("the workers' memory could not be read", exc_info=True)
                continue
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
                try:
                    await self._serve_one(waiting)
                except Exception:  # no thread, for example: the slot must go on
                    log.exception("a worker's slot failed; it goes on in %g s", RESTART_S)
                    await asyncio.sleep(RESTART_S)
        finally:
            await self._retire()

    def check_memory(self, mib_by_group: Mapping[int, int]) -> None:
        """See :meth:`WorkerProcess.check_memory`."""
        if self._worker is not None:
            self._worker.check_memory(mib_by_group)

    async def _serve_one(self, waiting: asyncio.Queue[PoolJob[Any]]) -> None:
        with suppress(WorkerUnready):  # retried for the job, which reports the error
            await self._warm_worker()
        job = await waiting.get()
        try:
            if not job.done:
                await self._do(job)
        except Exception as error:
            job.finish(JobOutcome(error=InternalError(f"its slot failed: {error!r}")))
            raise

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
