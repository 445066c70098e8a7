"""The pool's side of one actor."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from engine.errors import Cancelled
from engine.failure import InternalError, as_known_error
from engine.pool import PoolJob, WorkerDied, WorkerUnready
from engine.pool.handle import WorkerHandle, pass_on
from engine.pool.messages import JobOutcome, JobRun
from engine.ray_pool.connection import Connection, first_line, raised_by_actor
from engine.ray_pool.errors import WorkerVersionDiffers
from engine.ray_pool.files import (
    BLOCK_BYTES,
    Input,
    arguments_of,
    describe,
    pack,
    paths_in,
    read_blocks,
    safe_join,
    unpack,
)
from engine.ray_pool.messages import ActorStart, Ended
from engine.ray_pool.options import RayOptions

ANSWER_S = 0.7
"""Time for an answer of the cluster to a stop, besides that of the worker."""

CLOSE_S = 5.0

log = logging.getLogger(__name__)


class RayWorker(WorkerHandle):
    """An actor that does one job at a time, warm after :meth:`start` and :meth:`warm_up`.

    ``lost``: it went away with its node, its process or the head of the cluster, for no fault of the installation there. An
    exception in the actor is such a fault.
    """

    def __init__(self, connection: Connection, options: RayOptions) -> None:
        super().__init__(options.pool)
        self._connection, self._ray_options = connection, options
        self._grace_s += ANSWER_S
        self._actor: Any = None
        self._gone: asyncio.Future[str] = self._loop.create_future()
        self.lost = False
        self._files: tuple[tuple[str, int], ...] = ()
        self._sending: set[asyncio.Task[Any]] = set()
        self._order = asyncio.Lock()

    @property
    def spent(self) -> bool:
        """True once the actor is gone."""
        return not self._warm or self._gone.done()

    @property
    def gone(self) -> asyncio.Future[str]:
        """Done once the actor is gone: the reason."""
        return self._gone

    async def start(self) -> None:
        """Have the actor started, however long Ray needs to find a place, and its worker process; then call :meth:`warm_up`.

        Raises:
            WorkerVersionDiffers; WorkerUnready: the actor cannot be started.
        """
        options, wanted = self._ray_options, version("facenote")
        try:
            self._actor = await self._connection.new_actor(cpus=options.cpus, gpus=options.gpus)
            if (found := await self._call("version")) != wanted:
                raise WorkerVersionDiffers(f"{found}, wanted: {wanted}", version=found, wanted=wanted)
            one = replace(options.pool, workers=1, gpus=1 if options.gpus else 0, cores=options.cpus)
            inputs = await asyncio.to_thread(describe_all, options.sends)
            kept = frozenset(entry.digest for entry in inputs.values())
            start = ActorStart(one, logging.getLogger().getEffectiveLevel(), kept)
            await self._hand_over(inputs)
            await self._call("send", pack(start, inputs, None))
        except WorkerUnready:
            raise
        except Exception as error:
            self.lost |= not isinstance(error, _ActorGone)
            raise WorkerUnready(f"cannot be started: {first_line(error)}") from error
        self._begin(self._receive())

    def kill(self) -> None:
        """End the actor at once, and with it its worker process and what that has started."""
        self._lose("ended by the pool")

    async def close(self) -> None:
        """End the actor, which removes its files."""
        if self._actor is not None and not self._gone.done():
            with suppress(Exception):
                async with asyncio.timeout(CLOSE_S):
                    await self._call("close")
        self.kill()

    async def _work(self, job: PoolJob[Any]) -> JobOutcome:
        request = job.request
        try:
            inputs = await asyncio.to_thread(describe_all, paths_in(arguments_of(request.task), request.out))
            try:
                await self._hand_over(inputs, job)
                _check(job)
                self._send(JobRun(job.run.number, job.run.job_id, pack(request, inputs, request.out)))
                outcome = await self._follow(job)
                if outcome.error is None and request.out is not None:
                    await self._bring(self._files, request.out, job)
            finally:
                if not self._gone.done():
                    await self._call("finish")
        except _ActorGone:
            return JobOutcome(error=await self._death())
        except Exception as error:
            known = as_known_error(error)
            if isinstance(known, InternalError):
                log.exception("the files of a job could not be copied", extra={"job_id": job.run.job_id})
            return JobOutcome(error=known)
        return outcome

    def _send(self, message: object) -> None:
        self._begin(self._send_in_order(pickle.dumps(message)))

    async def _send_in_order(self, data: bytes) -> None:
        async with self._order:  # Ray's client has several threads: a stop must not overtake its job
            await self._call("send", data)

    async def _death(self) -> WorkerDied:
        return WorkerDied(await self._gone)

    async def _hand_over(self, inputs: dict[Path, Input], job: PoolJob[Any] | None = None) -> None:
        """Copy the files that the actor does not have. Raises Cancelled: the job was stopped."""
        described = [(entry.digest, entry.files) for entry in inputs.values()]
        missing = set(await self._call("missing", described)) if described else set()
        for path, entry in inputs.items():
            if entry.digest in missing:
                missing.remove(entry.digest)
                for name, _ in entry.files:
                    blocks = read_blocks(path / name)
                    while (block := await asyncio.to_thread(next, blocks, None)) is not None:
                        _check(job)
                        await self._call("write", entry.digest, name, block)
                await self._call("complete", entry.digest)

    async def _bring(self, files: Iterable[tuple[str, int]], out: Path, job: PoolJob[Any]) -> None:
        """Write the files that the job has left into its folder here. Raises Cancelled: the job was stopped."""
        for name, size in files:
            path = safe_join(out, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
            for offset in range(0, size, BLOCK_BYTES):
                _check(job)
                await asyncio.to_thread(_append, path, await self._call("read", name, offset))

    async def _receive(self) -> None:
        """Sort what the actor sends, until it is gone."""
        while True:
            for data in await self._call("receive"):
                message = pickle.loads(data)
                if isinstance(message, logging.LogRecord):
                    pass_on(message)
                elif isinstance(message, Ended):
                    self._files = message.files
                    out = self._job.request.out if self._job is not None else None
                    self._inbox.put_nowait(unpack(message.outcome, None, out))
                else:
                    self._inbox.put_nowait(message)

    async def _call(self, method: str, *args: Any) -> Any:
        """Call a method of the actor. Raises _ActorGone: it is gone, or has been ended meanwhile."""
        reply = asyncio.ensure_future(self._connection.call(self._actor, method, *args))
        reply.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may wait for it any more
        await asyncio.wait({reply, self._gone}, return_when=asyncio.FIRST_COMPLETED)
        if not self._gone.done():
            if (error := reply.exception()) is None:
                return reply.result()
            self.lost = not raised_by_actor(error)
            self._lose(first_line(error))
        raise _ActorGone(self._gone.result())

    def _lose(self, reason: str) -> None:
        if not self._gone.done():
            self._gone.set_result(reason)
            self._inbox.put_nowait(None)
            if self._actor is not None:
                self._connection.kill(self._actor)

    def _begin(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._sending.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._lose(first_line(error))


class _ActorGone(Exception):
    """The actor, its node or the head of the cluster is gone."""


def describe_all(paths: Iterable[Path]) -> dict[Path, Input]:
    """Return the descriptions of those that can be read: the task tells what the others mean, such as a clip without a
    signature for a missing key.
    """
    described = {}
    for path in paths:
        try:
            described[path] = describe(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            log.warning("a file is not sent to the worker: %s", error)
    return described


def _check(job: PoolJob[Any] | None) -> None:
    if job is not None and job.stopped:
        raise Cancelled("stopped while its files were copied")


def _append(path: Path, block: bytes) -> None:
    with path.open("ab") as file:
        file.write(block)
