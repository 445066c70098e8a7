"""The job service: between the front ends, the storage and the pool."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

from bot.jobs import work
from bot.jobs.delivery import Deliveries, Front
from bot.jobs.errors import FaceNotAllowed, FaceNotUsable, ServiceDraining
from bot.jobs.requests import ClipRequest, FaceRequest, JobKind
from engine.errors import Cancelled, EngineError
from engine.failure import InternalError, plain
from engine.pool import Job as PoolJob
from engine.pool import JobGivenBack, Pool, PoolClosed, Request, WorkerDied, WorkerHung, WorkerUnready
from storage import Store, deliveries, events, faces, jobs, leases, queue, retention
from storage.database import Writer
from storage.errors import LeaseLost, NotFound, StorageError
from storage.events import Event
from storage.faces import Face
from storage.jobs import ENDED, Job, NewJob
from storage.leases import Claim
from storage.limits import Limits
from storage.queue import Estimate
from storage.retention import KEEP_FINISHED

LOOK_S = 1.0
"""How often the queue and the events are looked at without being told to: another process may have changed them."""

REPORT_S = 1.0
TIDY_S = 300.0
WORTH_ANOTHER_ATTEMPT = (WorkerDied, WorkerHung, WorkerUnready, InternalError)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobOptions:
    """``owner``: a name for this server, the same after a restart; two that share a database have different ones."""

    owner: str = "facenote"
    limits: Limits = field(default_factory=Limits)
    lease_s: float = 30.0
    timeout_s: float = 3600.0
    drain_s: float = 60.0
    keep_finished: timedelta = KEEP_FINISHED


class JobService:
    """``async with JobService(...)`` takes requests, has them done and delivered; leaving the block drains it."""

    def __init__(
        self, store: Store, pool: Pool, fronts: Mapping[str, Front], options: JobOptions = JobOptions()
    ) -> None:
        self._store, self._pool, self._options = store, pool, options
        self._deliveries = Deliveries(store, fronts, options.owner)
        self._running: dict[int, PoolJob[Any]] = {}
        self._queued = asyncio.Event()
        self._happened = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self._runners: list[asyncio.Task[None]] = []
        self.draining = False

    async def __aenter__(self) -> Self:
        async with self._store.write() as tx:
            await leases.expire_all_of(tx, self._options.owner)
            await leases.requeue_expired(tx)
        self._runners = [asyncio.create_task(self._run_jobs(), name=f"jobs-{n}") for n in range(self._pool.size)]
        self._tasks = [
            asyncio.create_task(self._deliveries.run(), name="deliveries"),
            asyncio.create_task(self._tidy(), name="tidy"),
        ]
        return self

    async def __aexit__(self, *exception: object) -> None:
        self.drain()
        await self._pool.drain(self._options.drain_s)  # what does not end in time is given back
        await asyncio.gather(*self._runners, return_exceptions=True)
        await self._deliveries.finish(self._options.drain_s)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def drain(self) -> None:
        """Take no new requests and begin no more jobs; those that run go on. Nothing queued is lost."""
        self.draining = True
        self._queued.set()

    async def submit_clip(self, request: ClipRequest, *, tx: Writer | None = None) -> Job:
        """Queue a clip; ``tx``: in that transaction, with what else belongs to it.

        Raises:
            FaceNotAllowed (face_not_allowed), ServiceDraining (service_draining); what :func:`storage.jobs.enqueue` raises.
        """
        new = NewJob(
            user_id=request.user_id,
            kind=JobKind.CLIP,
            work=max(request.voice_s, 0.1),
            request={"form": str(request.form), "denoise": str(request.denoise)},
            files={"voice": request.voice},
            chat_id=request.chat_id,
            face_id=request.face_id,
            batch_id=request.batch_id,
            key=request.key,
            front=request.front,
        )
        return await self._submit(new, tx)

    async def submit_face(self, request: FaceRequest) -> Job:
        """Queue the check and preparation of a face.

        Raises:
            ServiceDraining (service_draining); what :func:`storage.jobs.enqueue` raises.
        """
        new = NewJob(
            user_id=request.user_id,
            kind=JobKind.FACE,
            work=max(request.source_s, 0.1),
            files={"source": request.source},
            chat_id=request.chat_id,
            key=request.key,
            front=request.front,
        )
        return await self._submit(new, None)

    async def keep_face(self, job_id: int, *, name: str) -> Face:
        """Register the face that a finished job prepared; doing it twice adds one.

        Raises:
            FaceNotUsable (face_not_usable), NotFound (not_found).
        """
        async with self._store.write() as tx:
            job = await jobs.get(tx, job_id)
            if job.kind != JobKind.FACE or "template" not in job.files:
                raise FaceNotUsable(f"job {job_id} holds no face that can be used", job_id=job_id)
            return await faces.add(
                tx,
                job.user_id,
                name=name,
                facts=job.result,
                sources={role: job.files[role] for role in ("template", "poster")},
                job_id=job_id,
            )

    async def cancel(self, job_id: int) -> Job:
        """Cancel unless it has ended or is just being sent: then it comes back as it is. Raises NotFound (not_found)."""
        async with self._store.write() as tx:
            job = await jobs.cancel(tx, job_id)
        if job.state in ENDED and (running := self._running.get(job_id)):
            running.cancel()
        await self._tell()
        return job

    async def again(self, job_id: int) -> Job:
        """Put a failed or cancelled job back. Raises what :func:`storage.jobs.restart` does, FaceNotAllowed (the face was
        taken back meanwhile), and ServiceDraining."""
        self._refuse_if_draining()
        async with self._store.write() as tx:
            known = await jobs.get(tx, job_id)
            await _refuse_face(tx, known.face_id, user_id=known.user_id, chat_id=known.chat_id)
            job = await jobs.restart(tx, job_id, self._options.limits)
        await self._queued_one()
        return job

    async def resolve(self, job_id: int, *, arrived: bool) -> Job:
        """What became of an uncertain delivery: it arrived, or it is to be sent again. Raises WrongState, NotFound."""
        async with self._store.write() as tx:
            job = await deliveries.resolve(tx, job_id, arrived=arrived)
        self._deliveries.wake()
        await self._tell()
        return job

    async def estimate(self, job_id: int) -> Estimate:
        """Place in the queue and time left, from measured speed."""
        async with self._store.read() as tx:
            return await queue.estimate(tx, job_id, workers=self._pool.size)

    async def changes(self, after_id: int) -> AsyncIterator[Event]:
        """All events after that one, in order, then new ones as they come, for ever."""
        last = after_id
        while True:
            async with self._store.read() as tx:
                found = await events.after(tx, last)
            for event in found:
                last = event.id
                yield event
            if not found:
                async with self._happened:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_S):
                            await self._happened.wait()

    async def _submit(self, new: NewJob, tx: Writer | None) -> Job:
        self._refuse_if_draining()
        async with contextlib.nullcontext(tx) if tx is not None else self._store.write() as writer:
            await _refuse_face(writer, new.face_id, user_id=new.user_id, chat_id=new.chat_id)
            job = await jobs.enqueue(writer, new, self._options.limits)
        await self._queued_one()
        return job

    def _refuse_if_draining(self) -> None:
        if self.draining:
            raise ServiceDraining("the service is draining")

    async def _queued_one(self) -> None:
        self._queued.set()
        await self._tell()

    async def _tell(self) -> None:
        async with self._happened:
            self._happened.notify_all()

    async def _run_jobs(self) -> None:
        """Take one job after the other until drained. There is a runner for each worker, so that none waits in the pool."""
        while not self.draining:
            self._queued.clear()
            try:
                async with self._store.write() as tx:
                    claim = await leases.claim(tx, self._options.owner, self._options.lease_s)
                if claim is not None:
                    await self._do(claim)
                    continue
            except StorageError:
                log.exception("the storage does not answer")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._queued.wait()

    async def _do(self, claim: Claim) -> None:
        """One claimed job, to its end: whatever happens, the lease is ended or lost."""
        await self._tell()
        job = claim.job
        log.info("begins", extra={"job_id": job.id, "kind": job.kind, "attempt": job.attempts})
        try:
            async with self._store.media.scratch() as folder:
                handle = self._pool.submit(await self._request(job, folder))
                self._running[job.id] = handle
                try:
                    result = await self._watched(claim, handle)
                finally:
                    del self._running[job.id]
                made = {
                    role: await self._store.media.seal(folder / name)
                    for role, name in _made(job.kind).items()
                    if (folder / name).exists()
                }
                async with self._store.write() as tx:
                    await leases.mark_rendered(tx, claim.lease, result=result, made=made)
            log.info("rendered", extra={"job_id": job.id})
        except (Cancelled, LeaseLost):
            log.info("stopped", extra={"job_id": job.id})
        except (EngineError, StorageError) as error:
            await self._end_badly(claim, error)
        except Exception as error:
            log.exception("internal error", extra={"job_id": job.id})
            await self._end_badly(claim, InternalError(repr(error)))
        self._deliveries.wake()
        await self._tell()

    async def _request(self, job: Job, folder: Path) -> Request[dict[str, Any]]:
        media = self._store.media
        if job.kind == JobKind.FACE:
            task = partial(work.make_face, media.path(job.files["source"]), folder)
            return Request(str(job.id), task, self._options.timeout_s)
        if job.face_id is None:
            raise NotFound(f"the face of job {job.id} is gone", job_id=job.id)
        async with self._store.read() as tx:
            face = await faces.get(tx, job.face_id)
        template, voice = media.path(face.files["template"]), media.path(job.files["voice"])
        task = partial(work.make_clip, template, voice, folder, job.request["form"], job.request["denoise"])
        return Request(str(job.id), task, self._options.timeout_s)

    async def _watched(self, claim: Claim, handle: PoolJob[dict[str, Any]]) -> dict[str, Any]:
        """The result; meanwhile the lease is kept and the progress told. A lost lease stops the work."""
        follower = asyncio.create_task(self._report(claim, handle))
        try:
            return await handle.result()
        finally:
            follower.cancel()
            await asyncio.gather(follower, return_exceptions=True)

    async def _report(self, claim: Claim, handle: PoolJob[dict[str, Any]]) -> None:
        latest: tuple[str, float] = ("start", 0.0)

        async def follow() -> None:
            nonlocal latest
            async for event in handle.events():
                stage = work.stage_of(claim.job.kind, event.stage)
                latest = (stage, max(latest[1], work.overall(claim.job.kind, event.stage, event.fraction)))

        following = asyncio.create_task(follow())
        try:
            while True:
                stage, done = latest
                try:
                    async with self._store.write() as tx:
                        await leases.renew(tx, claim.lease, self._options.lease_s, stage=stage, progress=done)
                except LeaseLost:
                    handle.cancel()
                    return
                except StorageError:
                    log.exception("no progress told", extra={"job_id": claim.job.id})
                await self._tell()
                await asyncio.sleep(REPORT_S)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _end_badly(self, claim: Claim, error: EngineError | StorageError) -> None:
        log.warning("%s: %s", error.code, error.detail, extra={"job_id": claim.job.id, "code": error.code})
        facts = plain(error.facts)
        with contextlib.suppress(LeaseLost):
            async with self._store.write() as tx:
                if isinstance(error, (JobGivenBack, PoolClosed)):
                    await leases.give_back(tx, claim.lease)
                elif isinstance(error, WORTH_ANOTHER_ATTEMPT):
                    await leases.retry(tx, claim.lease, error.code, facts)
                else:
                    await leases.fail(tx, claim.lease, error.code, facts)
        self._queued.set()

    async def _tidy(self) -> None:
        """What time brings: leases that ran out, clips that are old, files that nobody names."""
        while True:
            try:
                await self._store.sweep()
                async with self._store.write() as tx:
                    await leases.requeue_expired(tx)
                    await retention.expire(tx, keep_finished=self._options.keep_finished)
            except StorageError:
                log.exception("tidying failed")
            self._queued.set()
            await self._tell()
            await asyncio.sleep(TIDY_S)


async def _refuse_face(tx: Writer, face_id: int | None, *, user_id: int, chat_id: int | None) -> None:
    if face_id is not None and not await faces.may_use(tx, face_id, user_id=user_id, chat_id=chat_id):
        raise FaceNotAllowed(f"face {face_id} may not be used here", face_id=face_id)


def _made(kind: str) -> dict[str, str]:
    """Role and name of each file that a job may leave in its folder."""
    if kind == JobKind.CLIP:
        return {"clip": work.CLIP, "poster": work.CLIP_POSTER}
    return {"template": work.TEMPLATE, "picture": work.PICTURE, "poster": work.POSTER}
