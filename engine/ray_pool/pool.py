"""A pool of actors on a Ray cluster, as many as the waiting jobs need."""

from __future__ import annotations

import asyncio
import logging
from types import TracebackType
from typing import Any

from engine.pool import PoolJob, WorkerUnready
from engine.pool.base import QueuedPool
from engine.pool.messages import JobOutcome
from engine.ray_pool.connection import ClusterUnreachable, Connection
from engine.ray_pool.options import RayOptions
from engine.ray_pool.worker import RayWorker

CHECK_S = 0.5

log = logging.getLogger(__name__)


class RayPool(QueuedPool):
    """Like :class:`engine.pool.Pool`; additionally, jobs wait while the cluster is away, and waiting jobs bring more workers.

    Actors that Ray cannot place are what its own autoscaler counts when it decides on new nodes.
    """

    def __init__(self, options: RayOptions) -> None:
        super().__init__(options.pool.drain_s)
        self._options = options
        self._workers = self._starting = self._ready = 0

    @property
    def size(self) -> int:
        """Largest number of jobs that can run at once."""
        return self._options.pool.workers

    @property
    def useful(self) -> int:
        """Number of jobs that it is useful to submit now: one for each ready worker, and as many that bring more workers."""
        return min(self._ready + max(1, self._ready), self.size)

    async def _start(self) -> None:
        """Raise RayMissing."""
        self._connection = Connection(self._options.address)
        self._run(self._scale())

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        finally:
            await self._connection.close()

    async def _scale(self) -> None:
        while True:
            for _ in range(self._wanted() - self._workers):
                self._workers += 1
                self._run(self._serve())
            await asyncio.sleep(CHECK_S)

    def _wanted(self) -> int:
        """Return how many workers there should be now: one more for each job that has waited for too long."""
        before = asyncio.get_running_loop().time() - self._options.scale_after_s
        late = sum(not job.running and not job.done and job.submitted_at < before for job in self._jobs)
        return min(max(self._options.min_workers, self._workers + late - self._starting), self.size)

    async def _serve(self) -> None:
        """Keep one worker, until there has been nothing to do for long."""
        try:
            while True:
                worker = await self._new_worker()
                if worker is None:
                    return
                self._ready += 1
                try:
                    if await self._give_jobs(worker):
                        return
                finally:
                    self._ready -= 1
                    await asyncio.shield(worker.close())
        finally:
            self._workers -= 1

    async def _give_jobs(self, worker: RayWorker) -> bool:
        """Give jobs to a worker until it is gone; return True if it is not needed any more."""
        while not worker.spent:
            job = await self._next_job(worker)
            if job is None:
                if not worker.spent and self._workers > self._options.min_workers:
                    return True
            elif worker.spent:
                self._waiting.put_nowait(job)
            elif not job.done:
                await worker.do(job)
        log.warning("a worker is gone: %s", worker.gone.result())
        return False

    async def _next_job(self, worker: RayWorker) -> PoolJob[Any] | None:
        """Return the next job; None: none came for long, or the worker is gone."""
        taking = asyncio.ensure_future(self._waiting.get())
        try:
            either: set[asyncio.Future[Any]] = {taking, worker.gone}
            await asyncio.wait(either, timeout=self._options.idle_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            taking.cancel()
        await asyncio.wait({taking})
        return None if taking.cancelled() else taking.result()

    async def _new_worker(self) -> RayWorker | None:
        """Start a worker; try again until that succeeds, or return None: no job needs it any more."""
        self._starting += 1
        try:
            while True:
                worker = RayWorker(self._connection, self._options)
                try:
                    await self._connection.open()
                    if not await self._started(worker):
                        log.info("a worker found no place, and no job waits for it any more")
                        worker.kill()
                        return None
                    await worker.warm_up()
                    return worker
                except ClusterUnreachable:
                    pass
                except WorkerUnready as error:
                    log.warning("a worker is not ready: %s: %s", error.code, error.detail)
                    if not (worker.lost or self._ready):
                        self._fail_one(error)
                except BaseException:
                    worker.kill()
                    raise
                await worker.close()
                await asyncio.sleep(self._options.retry_s)
        finally:
            self._starting -= 1

    async def _started(self, worker: RayWorker) -> bool:
        """Wait until Ray has found a place for a worker; return False if it found none while there was long no job for it."""
        starting = asyncio.ensure_future(worker.start())
        try:
            while not starting.done():
                await asyncio.wait({starting}, timeout=self._options.idle_s)
                if starting.done() or self._workers <= self._options.min_workers:
                    continue
                if all(job.running for job in self._jobs):
                    return False
            await starting
            return True
        finally:
            starting.cancel()

    def _fail_one(self, error: WorkerUnready) -> None:
        """Tell a waiting job that no worker can do it."""
        while not self._waiting.empty():
            job = self._waiting.get_nowait()
            if not job.done:
                job.finish(JobOutcome(error=error))
                return
