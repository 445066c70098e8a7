"""The actor on a node of the cluster: a local pool of one worker process, and the files of its job."""

from __future__ import annotations

import asyncio
import logging
import pickle
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from engine.failure import InternalError, as_known_error
from engine.pool import Pool, PoolJob, Request
from engine.pool.messages import JobOutcome, JobRun, Ready, Stop
from engine.pool.scratch import Scratch, clear_abandoned
from engine.pool.tasks import do_nothing
from engine.pool.worker import handler_for
from engine.ray_pool.cache import Cache, remove
from engine.ray_pool.files import BLOCK_BYTES, Input, list_files, pack, safe_join, unpack
from engine.ray_pool.messages import ActorStart, Ended

GATHER_S = 0.5
"""Progress and log lines are sent at most this often: every message passes the head of the cluster."""

PRUNE_S = 60.0


class WorkerActor:
    """Every argument and result is of built-in types, so that the head of the cluster need not unpickle classes of Facenote's."""

    def __init__(self) -> None:
        self._outbox: list[bytes] = []
        self._filled, self._urgent = asyncio.Event(), asyncio.Event()
        self._pool: Pool | None = None
        self._job: PoolJob[Any] | None = None
        self._number = -1
        self._tasks: set[asyncio.Task[None]] = set()

    async def version(self) -> str:
        """Return the version of Facenote on this node, once there is a place for files."""
        await asyncio.to_thread(clear_abandoned)
        self._scratch = Scratch()
        self._cache = Cache(self._scratch.path)
        self._out = self._scratch.path / "out"
        self._out.mkdir()
        return version("facenote")

    async def missing(self, wanted: list[tuple[str, tuple[tuple[str, int], ...]]]) -> list[str]:
        """Return the digests of the inputs that have to be written."""
        return [digest for digest, files in wanted if self._cache.missing(Input(digest, files))]

    async def write(self, digest: str, name: str, block: bytes) -> None:
        """Append to a file of an input."""
        await asyncio.to_thread(self._cache.write, digest, name, block)

    async def complete(self, digest: str) -> None:
        """Make an input available: all of it has been written."""
        self._cache.complete(digest)

    async def send(self, data: bytes) -> None:
        """Take a message: :class:`ActorStart`, :class:`JobRun` or :class:`Stop`."""
        message = unpack(data, self._cache.folder, self._out)
        if isinstance(message, Stop):
            if self._job is not None and message.number == self._number:
                self._job.cancel()
        elif isinstance(message, ActorStart):
            self._spawn(self._start(message))
        else:
            self._spawn(self._follow(self._begin(message)))

    async def receive(self) -> list[bytes]:
        """Return the next messages, as soon as there are any."""
        await self._filled.wait()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._urgent.wait(), GATHER_S)
        messages, self._outbox = self._outbox, []
        self._filled.clear()
        self._urgent.clear()
        return messages

    async def read(self, name: str, offset: int) -> bytes:
        """Return the next piece of a file that the job has left."""

        def piece() -> bytes:
            with safe_join(self._out, name).open("rb") as file:
                file.seek(offset)
                return file.read(BLOCK_BYTES)

        return await asyncio.to_thread(piece)

    async def finish(self) -> None:
        """Remove the files of the last job."""
        await asyncio.to_thread(self._clear)

    async def close(self) -> None:
        """End the worker process and remove all files."""
        for task in self._tasks:
            task.cancel()
        if self._pool is not None:
            await self._pool.drain(0.0)
            await self._pool.__aexit__(None, None, None)
        self._scratch.remove()

    async def _start(self, start: ActorStart) -> None:
        self._cache.keep(start.kept)
        loop = asyncio.get_running_loop()
        root = logging.getLogger()
        root.setLevel(start.log_level)
        root.addHandler(handler_for(lambda record: self._post_soon(loop, record)))
        options = start.options
        if options.writable is not None:
            options = replace(options, writable=(self._out,))
        try:
            self._pool = await Pool(options).__aenter__()
            await self._pool.submit(Request("", do_nothing)).result()
        except Exception as error:  # noqa: BLE001  it is reported
            self._post(Ready(as_known_error(error)), urgent=True)
            return
        self._post(Ready(), urgent=True)
        self._spawn(self._prune())

    def _begin(self, run: JobRun) -> PoolJob[Any]:
        assert self._pool is not None
        self._job = self._pool.submit(unpack(run.task, self._cache.folder, self._out))
        self._number = run.number
        return self._job

    async def _follow(self, job: PoolJob[Any]) -> None:
        async for event in job.events():
            self._post(event)
        packed = self._packed(await job.ended)
        self._post(Ended(packed, await asyncio.to_thread(list_files, self._out)), urgent=True)

    def _packed(self, outcome: JobOutcome) -> bytes:
        try:
            return pack(outcome, {}, self._out)
        except Exception as fault:  # noqa: BLE001  the end of the job must be reported
            return pack(JobOutcome(error=InternalError(f"the outcome does not pickle: {fault!r}")), {}, None)

    def _post(self, message: object, urgent: bool = False) -> None:
        self._outbox.append(pickle.dumps(message))
        self._filled.set()
        if urgent:
            self._urgent.set()

    def _post_soon(self, loop: asyncio.AbstractEventLoop, record: object) -> None:
        loop.call_soon_threadsafe(self._post, record)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _clear(self) -> None:
        self._cache.clear()
        for path in self._out.iterdir():  # not the folder: the worker process may write in this one alone
            remove(path)

    async def _prune(self) -> None:
        while True:
            await asyncio.sleep(PRUNE_S)
            await asyncio.to_thread(self._cache.prune)
            await asyncio.to_thread(clear_abandoned)  # of actors on this node that were killed
