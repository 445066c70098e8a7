"""Takes queued jobs, runs them in the pool, and stores their results."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
from collections.abc import AsyncIterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bot.jobs import work
from bot.jobs.leasing import lease_kept
from bot.jobs.notifier import Notifier, wait_within
from bot.jobs.outlook import can_retry
from bot.jobs.pool import GIVEN_BACK_ERRORS, WORKER_FAULTS, WorkerJob, WorkerPool
from bot.jobs.retrying import write_with_retry
from bot.records import ClipOptions, FileRole, Job, JobKind, PartRole, VoiceEdit, clip_options
from bot.records.results import JobResult
from engine.errors import Cancelled
from engine.failure import InternalError, plain
from engine.pool import Request
from facenote.errors import FacenoteError
from storage import Store, Writer, consents, faces, files, jobs, leases
from storage.errors import LeaseLost, NotFound, StoreBusy, StoreFull
from storage.files import FileSource
from storage.jobs import JobFailure
from storage.leases import Claim

QUEUE_POLL_S = 1.0
"""Polling interval of the queue where no notification comes: another process may have added to it."""

REPORT_S = 1.0
OUT_OF_FILES = (errno.EMFILE, errno.ENFILE)
"""No file can be opened now: others hold too many, e.g. connections. Not the job's fault."""

RETRIED_ERRORS = (*WORKER_FAULTS, StoreBusy)

log = logging.getLogger(__name__)


class Runners:
    """One loop for each worker that there may be, each taking one job at a time, so that jobs wait in the storage and not in the
    pool, where people's turns would no longer count.
    """

    def __init__(
        self,
        store: Store,
        pool: WorkerPool,
        changed: Notifier,
        *,
        owner: str,
        lease_s: float,
        timeout_s: float,
        min_free_bytes: int,
    ) -> None:
        self._store, self._pool, self._changed = store, pool, changed
        self._owner, self._lease_s, self._timeout_s = owner, lease_s, timeout_s
        self._min_free_bytes, self._waits_for_room = min_free_bytes, False
        self._running: dict[int, WorkerJob[JobResult]] = {}
        self.closed = False

    async def run(self) -> None:
        """Take jobs until :meth:`close`, then wait for the running ones."""
        await asyncio.gather(*(self._run_worker_loop(number) for number in range(self._pool.size)))

    def close(self) -> None:
        """Take no more jobs."""
        self.closed = True
        self._changed.notify()

    def stop(self, job_id: int) -> None:
        """Stop a job that was cancelled, if it runs here."""
        if running := self._running.get(job_id):
            running.cancel()

    @property
    def has_room(self) -> bool:
        """Whether the disk has room for the results of more jobs."""
        return self._store.media.free_bytes() >= self._min_free_bytes

    async def _run_worker_loop(self, number: int) -> None:
        while not self.closed:
            changed = self._changed.listen()
            try:
                if number >= self._pool.useful or not self._may_claim():
                    await wait_within(changed, QUEUE_POLL_S)
                    continue
                async with self._store.write() as tx:
                    claim = await leases.claim(tx, self._owner, self._lease_s)
                if claim is None:
                    await wait_within(changed, QUEUE_POLL_S)
                else:
                    self._changed.notify()
                    await self._do(claim)
                    self._changed.notify()
            except Exception:  # a job claimed meanwhile returns to the queue when its lease expires
                log.exception("could not claim or finish a job; retrying in %g s", QUEUE_POLL_S)
                await asyncio.sleep(QUEUE_POLL_S)

    def _may_claim(self) -> bool:
        """Return whether there is room for a result; log each change."""
        has_room = self.has_room
        if self._waits_for_room is has_room:
            log.warning("jobs continue" if has_room else "the disk is almost full: queued jobs wait for room")
        self._waits_for_room = not has_room
        return has_room

    async def _do(self, claim: Claim) -> None:
        """Work on a claimed job until its lease has ended or was lost. Raises StorageError: it could not be ended."""
        job = claim.job
        log.info("job started", extra={"job_id": job.id, "kind": job.kind, "attempt": job.attempts})
        try:
            async with self._store.media.scratch() as folder:
                result = await self._compute(claim, await self._request(job, folder))
                made = await self._seal_outputs(job.kind, folder)
                await write_with_retry(self._store, partial(_keep, claim=claim, result=result, made=made))
            log.info("job rendered", extra={"job_id": job.id})
        except (Cancelled, LeaseLost):
            log.info("job stopped", extra={"job_id": job.id})
        except FacenoteError as error:
            await self._fail(claim, error)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in OUT_OF_FILES:
                await self._fail(claim, InternalError(str(error)), gives_back=True)
                await asyncio.sleep(QUEUE_POLL_S)
                return
            log.exception("internal error in a job", extra={"job_id": job.id})
            await self._fail(claim, InternalError(repr(error)))

    async def _request(self, job: Job, folder: Path) -> Request[JobResult]:
        """Return the request to the pool; its output files go into ``folder``. Raises NotFound (not_found): the face is gone."""
        media = self._store.media
        if job.kind == JobKind.FACE:
            async with self._store.read() as tx:
                consent = await consents.of_job(tx, job.id)
            source, sentence = media.path(job.files[FileRole.SOURCE]), bool(consent and consent.sentence)
            return self._to_request(job, partial(work.make_face, source, folder, sentence=sentence), folder)
        if job.kind == JobKind.VOICE:
            if isinstance(job.request, VoiceEdit):
                sources: dict[str, Any] = {role: media.path(sha256) for role, sha256 in job.files.items()}
                return self._to_request(job, partial(work.edit_voice, folder, job.request, **sources), folder)
            return self._to_request(job, partial(work.check_voice, media.path(job.files[FileRole.VOICE])), folder)
        if job.face_id is None:
            raise NotFound(f"the face of job {job.id} is gone", job_id=job.id)
        async with self._store.read() as tx:
            face = await faces.get(tx, job.face_id)
        template, voice = media.path(face.files[FileRole.TEMPLATE]), media.path(job.files[FileRole.VOICE])
        clip = partial(work.make_clip, template, voice, folder, clip_options(job) or ClipOptions())
        return self._to_request(job, clip, folder)

    def _to_request(self, job: Job, task: partial[Any], folder: Path) -> Request[JobResult]:
        return Request(str(job.id), task, self._timeout_s, folder)

    async def _compute(self, claim: Claim, request: Request[JobResult]) -> JobResult:
        """Return the result; meanwhile keep the lease and record the progress. Raises as :meth:`engine.pool.PoolJob.result`."""
        running = self._running[claim.job.id] = self._pool.submit(request)
        try:
            async with self._reported(claim, running):
                return await running.result()
        finally:
            if (
                self._running.get(claim.job.id) is running
            ):  # unless it was cancelled and retried, and runs again already
                del self._running[claim.job.id]

    @contextlib.asynccontextmanager
    async def _reported(self, claim: Claim, running: WorkerJob[JobResult]) -> AsyncIterator[None]:
        progress = work.ProgressTracker(claim.job.kind)

        async def follow() -> None:
            async for event in running.events():
                progress.update(event.stage, event.fraction)

        follower = asyncio.create_task(follow())
        try:
            async with lease_kept(
                self._store,
                claim,
                lease_s=self._lease_s,
                every_s=REPORT_S,
                progress=progress,
                on_renewed=self._changed.notify,
                on_lost=running.cancel,
            ):
                yield
        finally:
            follower.cancel()
            await asyncio.gather(follower, return_exceptions=True)

    async def _seal_outputs(self, kind: JobKind, folder: Path) -> dict[FileRole, FileSource]:
        """Stage the job's output files; return them by role."""
        paths = {role: folder / name for role, name in work.MADE[kind].items()}
        return {role: await self._store.media.stage(path) for role, path in paths.items() if path.exists()}

    async def _fail(self, claim: Claim, error: FacenoteError, *, gives_back: bool = False) -> None:
        """End the claim: by the error, or with ``gives_back`` without counting the attempt."""
        log.warning("job failed: %s: %s", error.code, error.detail, extra={"job_id": claim.job.id, "code": error.code})
        failure = JobFailure(error.code, plain(error.facts))
        is_full = error.code == StoreFull.code  # the engine's error has the same code
        gives_back |= isinstance(error, GIVEN_BACK_ERRORS) or (is_full and not self.has_room)

        async def end(tx: Writer) -> Job:
            if gives_back:
                return await leases.give_back(tx, claim.lease)
            if isinstance(error, RETRIED_ERRORS) or is_full:
                return await leases.retry(tx, claim.lease, failure)
            failed = await leases.fail(tx, claim.lease, failure)
            return failed if can_retry(failed) else await _release_sources(tx, failed)

        with contextlib.suppress(LeaseLost):
            await write_with_retry(self._store, end, may_use_reserve=True)


async def _keep(tx: Writer, *, claim: Claim, result: JobResult, made: Mapping[FileRole, FileSource]) -> Job:
    """Record the result of a job; it no longer names the voices that it was made from. Raises LeaseLost."""
    await leases.mark_rendered(tx, claim.lease, result=result, made=made)
    return await _release_sources(tx, claim.job)


async def _release_sources(tx: Writer, job: Job) -> Job:
    """Detach the files of the voices that a voice is made from: they may have been deleted meanwhile."""
    await files.detach(tx, "job", job.id, [role for role in job.files if isinstance(role, PartRole)])
    return await jobs.get(tx, job.id)
