"""A worker as a process of this machine: start it, communicate with it, end it with all programs that it started."""

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
from engine.pool.errors import WorkerDied, WorkerOutOfMemory
from engine.pool.handle import WorkerHandle, pass_on
from engine.pool.job import PoolJob
from engine.pool.messages import JobOutcome, WorkerStart
from engine.pool.options import PoolOptions
from engine.pool.placement import Placement
from engine.pool.scratch import Scratch

SPAWN = multiprocessing.get_context("spawn")  # CUDA does not survive a fork, nor do threads and locks

EXIT_CODE_S = 0.1

log = logging.getLogger(__name__)


class WorkerProcess(WorkerHandle):
    """A process that does one job at a time, warm after :meth:`warm_up`, and the pipe to it.

    Every worker has its own pipe, without a shared lock: killing one while it writes does not affect any other.
    """

    def __init__(self, placement: Placement, options: PoolOptions) -> None:
        super().__init__(options)
        self._scratch = Scratch()
        self._jobs_left = options.jobs_per_worker
        self._cleaning: asyncio.Task[None] | None = None
        self._group_ended = False
        level = logging.getLogger().getEffectiveLevel()
        try:
            self._connection, theirs = SPAWN.Pipe()
            start = WorkerStart(placement, options.open, self._scratch.path, level, options.writable)
            self._process = SPAWN.Process(target=worker.main, args=(theirs, start), name="facenote-worker", daemon=True)
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

    async def _work(self, job: PoolJob[Any]) -> JobOutcome:
        self._jobs_left -= 1
        self._send(job.run)
        return await self._follow(job)

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
        if not self._group_ended:
            with suppress(ProcessLookupError, PermissionError):  # it has no group yet, or the whole group is gone
                os.killpg(self._group, signal.SIGKILL)
        self._process.kill()

    async def close(self) -> None:
        """End it and remove its leftovers; runs once, even if called or cancelled repeatedly."""
        self.kill()
        if self._cleaning is None or (
            self._cleaning.done() and (self._cleaning.cancelled() or self._cleaning.exception())
        ):
            self._cleaning = asyncio.create_task(asyncio.to_thread(self._clean_up))
        await asyncio.shield(self._cleaning)

    async def _death(self) -> WorkerDied:
        self.kill()  # programs that it started may still run
        await asyncio.to_thread(self._process.join)
        code = self._process.exitcode
        if code is None:  # another thread, which has collected it, is about to note it
            await asyncio.sleep(EXIT_CODE_S)
            code = self._process.exitcode
        return WorkerDied(f"exit code {code}", exit_code=code)

    def _send(self, message: object) -> None:
        with suppress(OSError):  # it has just died; the reader reports that
            self._connection.send_bytes(pickle.dumps(message))

    def _read(self) -> None:
        """Read messages in a separate thread, since half a message may block it."""
        while (message := self._receive()) is not None:
            if isinstance(message, logging.LogRecord):
                pass_on(message)
            else:
                self._loop.call_soon_threadsafe(self._inbox.put_nowait, message)
        self.kill()
        self._group_ended = True  # the system may give its number to another group from now on
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
