"""The pool's side of one worker, wherever that runs: wait until it is ready, give it jobs, stop them."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from typing import Any

from engine.pool.errors import JobGivenBack, JobTimeout, WorkerDied, WorkerHung, WorkerUnready
from engine.pool.job import PoolJob
from engine.pool.messages import JobOutcome, JobProgress, Ready, Stop
from engine.pool.options import PoolOptions


class WorkerHandle(ABC):
    """A worker that does one job at a time, warm after :meth:`warm_up`. A subclass starts it, and fills ``_inbox`` with its
    messages, in order, and with None at its end."""

    def __init__(self, options: PoolOptions) -> None:
        self._options = options
        self._grace_s = options.grace_s
        self._loop = asyncio.get_running_loop()
        self._inbox: asyncio.Queue[Ready | JobProgress | JobOutcome | None] = asyncio.Queue()
        self._job: PoolJob[Any] | None = None
        self._warm = False

    @property
    @abstractmethod
    def spent(self) -> bool:
        """True if it cannot take another job."""

    @abstractmethod
    def kill(self) -> None:
        """End it, and every program that it started, at once."""

    @abstractmethod
    async def close(self) -> None:
        """End it and remove its leftovers."""

    @abstractmethod
    async def _work(self, job: PoolJob[Any]) -> JobOutcome:
        """Have it do the job."""

    @abstractmethod
    def _send(self, message: object) -> None:
        """Send it a message; ignore that it has just died."""

    @abstractmethod
    async def _death(self) -> WorkerDied:
        """Return what is known of its end."""

    async def warm_up(self) -> None:
        """Wait until it is ready. Raises WorkerUnready."""
        try:
            async with asyncio.timeout(self._options.start_s):
                message = await self._inbox.get()
        except TimeoutError as error:
            self.kill()
            raise WorkerUnready(f"not ready after {self._options.start_s:g} s") from error
        if not isinstance(message, Ready):
            raise WorkerUnready(f"ended at its start: {(await self._death()).detail}")
        if message.error is not None:
            raise WorkerUnready(f"{message.error.code}: {message.error.detail}", cause=message.error.code)
        self._warm = True

    async def do(self, job: PoolJob[Any]) -> None:
        """Run a job to its end, successful or not."""
        self._job = job
        killer: list[asyncio.TimerHandle] = []

        def interrupt() -> None:
            self._send(Stop(job.run.number))
            killer.append(self._loop.call_later(self._grace_s, self.kill))

        job.begin(interrupt)
        limit = job.request.timeout_s
        timer = self._loop.call_later(limit, lambda: job.stop(JobTimeout(f"not done after {limit:g} s", limit_s=limit)))
        try:
            job.finish(await self._work(job))
        finally:
            self._job = None
            job.finish(JobOutcome(error=JobGivenBack("the pool was torn down")))  # unless it has ended
            for handle in (timer, *killer):
                handle.cancel()

    async def _follow(self, job: PoolJob[Any]) -> JobOutcome:
        """Pass on the progress of a job until its outcome."""
        silence = self._options.silence_s
        while True:
            try:
                async with asyncio.timeout(silence):
                    message = await self._inbox.get()
            except TimeoutError:
                job.stop(WorkerHung(f"silent for {silence:g} s", silence_s=silence))
                continue
            if isinstance(message, JobProgress):
                job.report(message)
            elif isinstance(message, JobOutcome):
                return message
            else:
                return JobOutcome(error=await self._death())


def pass_on(record: logging.LogRecord) -> None:
    """Log a worker's record here."""
    logger = logging.getLogger(record.name)
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)
