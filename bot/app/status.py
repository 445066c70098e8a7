"""Read models for whoever shows people how their jobs stand, and brings them the results: everything in one read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.details import JobDetails, details
from bot.app.permission import Permission
from bot.jobs.service import JobService
from bot.records import Batch, Chat, Job, User
from storage import Reader, Store, batches, chats, events, faces, jobs, users
from storage.errors import NotFound
from storage.jobs import JobState


@dataclass(frozen=True)
class Recipient:
    """Who asked for a job, and the chat that it belongs to."""

    user: User
    chat: Chat


@dataclass(frozen=True)
class JobStatus:
    """A job as it stands, and whom it is shown to."""

    details: JobDetails
    recipient: Recipient


@dataclass(frozen=True)
class BatchStatus:
    """A batch, its jobs in the order in which they were queued (at least one), and whom it is shown to."""

    batch: Batch
    jobs: tuple[Job, ...]
    recipient: Recipient


@dataclass(frozen=True)
class ShownJob:
    """A job that a message may show; ``batch``: what it is part of, if it is."""

    job: Job
    batch: Batch | None
    recipient: Recipient


@dataclass(frozen=True)
class DeliveryTarget:
    """Whom a result goes to; ``face_count``: how many faces they have."""

    recipient: Recipient
    face_count: int


class Recipients:
    """Who gets what. All methods raise NotFound (not_found): a chat, or its user, is gone."""

    def __init__(self, store: Store, permission: Permission) -> None:
        self._store, self._permission = store, permission

    async def of(self, job: Job) -> Recipient:
        """Return whom a job belongs to."""
        async with self._store.read() as tx:
            return await _recipient(tx, job)

    async def for_delivery(self, job: Job) -> DeliveryTarget:
        """Return whom a finished job goes to, unless its face may not be used there any more.

        Raises:
            FaceNotAllowed (face_not_allowed); what the messenger raises.
        """
        async with self._store.read() as tx:
            target = DeliveryTarget(await _recipient(tx, job), len(await faces.of_user(tx, job.user_id)))
        await self._permission.require_to_send(job)
        return target

    async def of_shown(self, user_id: int, states: Sequence[JobState]) -> list[ShownJob]:
        """Return the user's jobs in these states that belong to a chat."""
        async with self._store.read() as tx:
            return [
                ShownJob(
                    job,
                    await batches.get(tx, job.batch_id) if job.batch_id is not None else None,
                    await _recipient(tx, job),
                )
                for job in await jobs.of_user(tx, user_id, states=states, limit=1000)
                if job.chat_id is not None
            ]


class Status:
    """How jobs and batches stand, for their own chats: nobody is asked whose they are."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    async def of_job(self, job_id: int) -> JobStatus:
        """Return a job as it stands. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            job = await jobs.get(tx, job_id)
            return JobStatus((await details(tx, self._service, [job]))[0], await _recipient(tx, job))

    async def of_batch(self, batch_id: int) -> BatchStatus:
        """Return a batch as it stands. Raises NotFound (not_found): it, its chat, or all of its jobs are gone."""
        async with self._store.read() as tx:
            batch, members = await batches.get(tx, batch_id), await jobs.of_batch(tx, batch_id)
            if not members:
                raise NotFound(f"batch {batch_id} is empty", batch_id=batch_id)
            return BatchStatus(batch, members, await _recipient(tx, members[0]))

    async def subject(self, job_id: int) -> tuple[Job, Chat | None]:
        """Return the job that an event is about, and its chat. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            job = await jobs.get(tx, job_id)
            return job, None if job.chat_id is None else await chats.get(tx, job.chat_id)

    async def is_running(self, job_id: int) -> bool:
        """Return whether a worker is at this job now."""
        async with self._store.read() as tx:
            return job_id in (found := await jobs.get_many(tx, [job_id])) and found[job_id].state is JobState.RUNNING

    async def newest_event(self, after_id: int) -> int:
        """Return the newest event of a job after this one, or this one."""
        async with self._store.read() as tx:
            return max((event.id for event in await events.after(tx, after_id)), default=after_id)


async def _recipient(tx: Reader, job: Job) -> Recipient:
    if job.chat_id is None:
        raise NotFound(f"job {job.id} belongs to no chat", job_id=job.id)
    return Recipient(await users.get(tx, job.user_id), await chats.get(tx, job.chat_id))
