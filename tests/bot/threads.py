"""A pool with a thread as its only worker: the tests' work is tiny, and starting processes would take most of the time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from engine.pool import JobGivenBack, PoolClosed, Request
from engine.pool.messages import JobProgress
from engine.watch import Watch
from tests.bot import stand_ins


class ThreadJob:
    """As :class:`engine.pool.Job`."""

    def __init__(self, thread: ThreadPoolExecutor, request: Request[Any]) -> None:
        assert isinstance(request.task, partial)
        self._stopped = threading.Event()
        self._latest: JobProgress | None = None
        real = request.task.func
        stand_in = getattr(stand_ins, real.__name__, real)
        watch = Watch(progress=self._note, cancelled=self._stopped.is_set)
        work = partial(stand_in, *request.task.args, None, watch, **request.task.keywords)
        self._ended = asyncio.get_running_loop().run_in_executor(thread, work)
        self.given_back = False

    def cancel(self) -> None:
        self._stopped.set()

    async def result(self) -> Any:
        try:
            return await self._ended
        except Exception:
            if self.given_back:
                raise JobGivenBack("the pool closes") from None
            raise

    async def events(self) -> AsyncIterator[JobProgress]:
        while not self._ended.done():
            if self._latest is not None:
                yield self._latest
            await asyncio.sleep(0.02)

    def _note(self, stage: str, fraction: float) -> None:
        self._latest = JobProgress(stage, fraction)


class ThreadPool:
    """As :class:`engine.pool.Pool`."""

    size = useful = 1

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._jobs: list[ThreadJob] = []
        self._open = True

    def submit(self, request: Request[Any]) -> ThreadJob:
        if not self._open:
            raise PoolClosed("the pool is closed")
        self._jobs.append(ThreadJob(self._thread, request))
        return self._jobs[-1]

    async def drain(self, _seconds: float) -> None:
        """What has not ended after a moment is given back."""
        self._open = False
        for job in self._jobs:
            job.given_back = True
            job.cancel()


@contextlib.asynccontextmanager
async def open_pool() -> AsyncIterator[ThreadPool]:
    """Open until the end of the block."""
    pool = ThreadPool()
    try:
        yield pool
    finally:
        await pool.drain(0.0)
        pool._thread.shutdown(wait=False)
