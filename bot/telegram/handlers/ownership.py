"""Things named by the numbers in buttons, given only to whom they belong."""

from __future__ import annotations

from typing import TypeVar

from bot.telegram.context import Context
from storage import batches, faces, jobs
from storage.batches import Batch
from storage.errors import NotFound
from storage.faces import Face
from storage.jobs import Job

Thing = TypeVar("Thing", Job, Face, Batch)


async def own_job(context: Context, job_id: int) -> Job:
    """Raises: NotFound (not_found), also for somebody else's."""
    async with context.services.store.read() as tx:
        return _own(context, await jobs.get(tx, job_id))


async def own_face(context: Context, face_id: int) -> Face:
    """Raises: NotFound (not_found), also for somebody else's."""
    async with context.services.store.read() as tx:
        return _own(context, await faces.get(tx, face_id))


async def own_batch(context: Context, batch_id: int) -> Batch:
    """Raises: NotFound (not_found), also for somebody else's."""
    async with context.services.store.read() as tx:
        return _own(context, await batches.get(tx, batch_id))


def _own(context: Context, thing: Thing) -> Thing:
    if thing.user_id != context.user.id:
        raise NotFound(f"{type(thing).__name__} {thing.id} is not theirs")
    return thing
