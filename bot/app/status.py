"""Read models for status messages: everything in one read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.details import JobDetails, details
from bot.app.recipients import Recipient, recipient_of
from bot.jobs.service import JobService
from bot.records import Batch, Chat, Job
from storage import Store, batches, chats, events, jobs
from storage.errors import NotFound
from storage.jobs import JobState


@dataclass(frozen=True)
class JobStatus:
    """A job and its state, and whom it is shown to."""

    details: JobDetails
    recipient: Recipient


@dataclass(frozen=True)
class BatchStatus:
    """A batch, its jobs in the order in which they were queued (at least one), and whom it is shown to."""

    batch: Batch
    jobs: tuple[Job, ...]
    recipient: Recipient


class Status:
    """The state of jobs and batches, for their own chats; ownership is not checked."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    async def of_job(self, job_id: int) -> JobStatus:
        """Return a job as it stands. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            job = await jobs.get(tx, job_id)
            return JobStatus((await details(tx, self._service, [job]))[0], await recipient_of(tx, job))

    async def of_batch(self, batch_id: int) -> BatchStatus:
        """Return a batch as it stands. Raises NotFound (not_found): it, its chat, or all of its jobs are gone."""
        async with self._store.read() as tx:
            batch, members = await batches.get(tx, batch_id), await jobs.of_batch(tx, batch_id)
            if not members:
                raise NotFound(f"batch {batch_id} is empty", batch_id=batch_id)
            return BatchStatus(batch, members, await recipient_of(tx, members[0]))

    async def subject(self, job_id: int) -> tuple[Job, Chat | None]:
        """Return the job that an event is about, and its chat. Raises NotFound (not_found)."""
        async with self._store.read() as tx:
            job = await jobs.get(tx, job_id)
            return job, None if job.chat_id is None else await chats.get(tx, job.chat_id)

    async def is_running(self, job_id: int) -> bool:
        """Return whether the job is running."""
        async with self._store.read() as tx:
            return job_id in (found := await jobs.get_many(tx, [job_id])) and found[job_id].state is JobState.RUNNING

    async def newest_event(self, after_id: int) -> int:
        """Return the id of the newest event after this one, or this one."""
        async with self._store.read() as tx:
            return max((event.id for event in await events.after(tx, after_id)), default=after_id)
