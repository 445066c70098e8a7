"""The pool's side of one worker: start it, communicate with it, end it with all programs that it started."""

from __future__ import annotations

import asyncio
import atexit
import logging
import multiprocessing
import os
import pickle
import signal
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from typing import Any

from engine.failure import InternalError
from engine.pool import worker
from engine.pool.errors import JobGivenBack, JobTimeout, WorkerDied, WorkerHung, WorkerOutOfMemory, WorkerUnready
from engine.pool.job import PoolJob
from engine.pool.messages import JobOutcome, JobProgress, Ready, Stop, WorkerStart
from engine.pool.options import PoolOptions
from engine.pool.placement import Placement
from engine.pool.scratch import Scratch

SPAWN = multiprocessing.get_context("spawn")  # CUDA does not survive a fork, nor do threads and locks

log = logging.getLogger(__name__)


class WorkerProcess:
    """A process that does one job at a time, warm after :meth:`warm_up`, and the pipe to it.

    Every worker has its own pipe, without a shared lock: killing one while it writes does not affect any other.
    """

    def __init__(self, placement: Placement, options: PoolOptions) -> None:
        self._options = options
        self._loop = asyncio.get_running_loop()
        self._inbox: asyncio.Queue[Ready | JobProgress | JobOutcome | None] = asyncio.Queue()
        self._scratch = Scratch()
        self._jobs_left = options.jobs_per_worker
        self._job: PoolJob[Any] | None = None
        self._warm = False
        self._cleaning: asyncio.Task[None] | None = None
        self._connection, theirs = SPAWN.Pipe()
        level = logging.getLogger().getEffectiveLevel()
        start = WorkerStart(placement, options.open, self._scratch.path, level, options.writable)
        self._process = SPAWN.Process(target=worker.main, args=(theirs, start), name="facenote-worker", daemon=True)
        try:
            self._process.start()
        except BaseException:
            self._scratch.remove()
            raise
        theirs.close()  # otherwise the pipe would not break at the worker's end
        assert self._process.pid
        self._group = self._process.pid
        self._reader = Thread(target=self._read, name="pool-reader", daemon=True)
        self._reader.start()
        atexit.register(self.kill)  # if a pool is never closed, multiprocessing would wait without end for its workers

    @property
    def spent(self) -> bool:
        """True if it cannot take another job."""
        return not self._warm or self._jobs_left <= 0 or not self._process.is_alive()

    async def warm_up(self) -> None:
        """Wait until it is ready. Raises WorkerUnready."""
        try:
            async with asyncio.timeout(self._options.start_s):
                message = await self._inbox.get()
        except TimeoutError as error:
            self.kill()
            raise WorkerUnready(f"not ready after {self._options.start_s:g} s") from error
        if not isinstance(message, Ready):
            raise WorkerUnready(f"ended at its start with exit code {await self._exit_code()}")
        if message.error is not None:
            raise WorkerUnready(f"{message.error.code}: {message.error.detail}", cause=message.error.code)
        self._warm = True

    async def do(self, job: PoolJob[Any]) -> None:
        """Run a job to its end, successful or not."""
        self._jobs_left -= 1
        self._job = job
        killer: list[asyncio.TimerHandle] = []

        def interrupt() -> None:
            self._send(Stop(job.run.number))
            killer.append(self._loop.call_later(self._options.grace_s, self.kill))

        job.begin(interrupt)
        limit = job.request.timeout_s
        timer = self._loop.call_later(limit, lambda: job.stop(JobTimeout(f"not done after {limit:g} s", limit_s=limit)))
        try:
            self._send(job.run)
            job.finish(await self._follow(job))
        finally:
            self._job = None
            job.finish(JobOutcome(error=JobGivenBack("the pool was torn down")))  # unless it has ended
            for handle in (timer, *killer):
                handle.cancel()

    def check_memory(self, mib_by_group: Mapping[int, int]) -> None:
        """End it if it exceeds its memory limit."""
        used, most = mib_by_group.get(self._group, 0), self._options.memory_mib
        if used > most:
            log.error("a worker takes %d MiB, at most %d: ended", used, most)
            self.kill()
            if self._job is not None:
                self._job.stop(WorkerOutOfMemory(f"{used} MiB, at most {most}", used_mib=used, most_mib=most))

    def kill(self) -> None:
        """End it, and every program that it started, at once."""
        with suppress(ProcessLookupError, PermissionError):  # it has no group yet, or the whole group is gone
            os.killpg(self._group, signal.SIGKILL)
        self._process.kill()

    async def close(self) -> None:
        """End it and remove its leftovers; runs once, even if called or cancelled repeatedly."""
        self.kill()
        if self._cleaning is None:
            self._cleaning = asyncio.create_task(asyncio.to_thread(self._clean_up))
        await asyncio.shield(self._cleaning)

    async def _follow(self, job: PoolJob[Any]) -> JobOutcome:
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
                code = await self._exit_code()
                return JobOutcome(error=WorkerDied(f"exit code {code}", exit_code=code))

    async def _exit_code(self) -> int | None:
        self.kill()  # programs that it started may still run
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode

    def _send(self, message: object) -> None:
        with suppress(OSError):  # it has just died; the reader reports that
            self._connection.send_bytes(pickle.dumps(message))

    def _read(self) -> None:
        """Read messages in a separate thread, since half a message may block it."""
        while (message := self._receive()) is not None:
            if isinstance(message, logging.LogRecord):
                _pass_on(message)
            else:
                self._loop.call_soon_threadsafe(self._inbox.put_nowait, message)
        self._loop.call_soon_threadsafe(self._inbox.put_nowait, None)

    def _receive(self) -> Any:
        """Return the next message, or None after the last."""
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            return None
        except Exception as error:  # noqa: BLE001  unpickling runs foreign code
            return JobOutcome(error=InternalError(f"the result cannot be read: {error!r}"))

    def _clean_up(self) -> None:
        self._process.join()
        self._reader.join()
        self._connection.close()
        self._scratch.remove()
        atexit.unregister(self.kill)


def _pass_on(record: logging.LogRecord) -> None:
    logger = logging.getLogger(record.name)
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)
