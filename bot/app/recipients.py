"""Find the recipients of jobs: the user, and the chat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.records import Batch, Chat, Job, User
from storage import Reader, Store, batches, chats, faces, jobs, users
from storage.errors import NotFound


@dataclass(frozen=True)
class Recipient:
    """Who asked for a job, and the chat that it belongs to."""

    user: User
    chat: Chat


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

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, job: Job) -> Recipient:
        """Return the recipient of a job."""
        async with self._store.read() as tx:
            return await recipient_of(tx, job)

    async def for_delivery(self, job: Job) -> DeliveryTarget:
        """Return the recipient of a finished job."""
        async with self._store.read() as tx:
            return DeliveryTarget(await recipient_of(tx, job), len(await faces.of_user(tx, job.user_id)))

    async def of_user(self, user_id: int) -> list[ShownJob]:
        """Return the user's jobs that belong to a chat."""
        async with self._store.read() as tx:
            return [
                await _shown(tx, job) for job in await jobs.of_user(tx, user_id, limit=1000) if job.chat_id is not None
            ]

    async def of_withdrawn(self, withdrawn: Sequence[Job]) -> list[ShownJob]:
        """Return those of these jobs, which are deleted, that belonged to a chat."""
        async with self._store.read() as tx:
            return [ShownJob(job, None, await recipient_of(tx, job)) for job in withdrawn if job.chat_id is not None]


async def shown_alone(tx: Reader, found: Iterable[Job]) -> list[ShownJob]:
    """Return those of these jobs that a message of their own may show: they belong to a chat, and are part of no batch."""
    return [
        ShownJob(job, None, await recipient_of(tx, job))
        for job in found
        if job.chat_id is not None and job.batch_id is None
    ]


async def recipient_of(tx: Reader, job: Job) -> Recipient:
    """Return the recipient of a job. Raises NotFound (not_found): its chat, or its user, is gone."""
    if job.chat_id is None:
        raise NotFound(f"job {job.id} belongs to no chat", job_id=job.id)
    return Recipient(await users.get(tx, job.user_id), await chats.get(tx, job.chat_id))


async def _shown(tx: Reader, job: Job) -> ShownJob:
    batch = await batches.get(tx, job.batch_id) if job.batch_id is not None else None
    return ShownJob(job, batch, await recipient_of(tx, job))
