"""Look up what belongs to a person. Things of others are reported as not found."""

from __future__ import annotations

from bot.records import Batch, Face, Job, JobKind
from storage import Reader, batches, faces, jobs
from storage.errors import NotFound, WrongState
from storage.jobs import JobState


async def own_job(tx: Reader, user_id: int, job_id: int) -> Job:
    """Return the user's job. Raises NotFound (not_found)."""
    job = await jobs.get(tx, job_id)
    if job.user_id != user_id:
        raise NotFound(f"no job {job_id}", job_id=job_id)
    return job


async def own_clip(tx: Reader, user_id: int, job_id: int, *, state: JobState | None = None) -> Job:
    """Return the user's clip, in that state if one is given.

    Raises:
        NotFound (not_found), WrongState (wrong_state).
    """
    job = await own_job(tx, user_id, job_id)
    if job.kind != JobKind.CLIP:
        raise NotFound(f"no clip {job_id}", job_id=job_id)
    if state not in (None, job.state):
        raise WrongState(f"job {job_id} is {job.state}", job_id=job_id, state=str(job.state))
    return job


async def own_face(tx: Reader, user_id: int, face_id: int) -> Face:
    """Return the user's face. Raises NotFound (not_found)."""
    face = await faces.get(tx, face_id)
    if face.user_id != user_id:
        raise NotFound(f"no face {face_id}", face_id=face_id)
    return face


async def own_batch(tx: Reader, user_id: int, batch_id: int) -> Batch:
    """Return the user's batch. Raises NotFound (not_found)."""
    batch = await batches.get(tx, batch_id)
    if batch.user_id != user_id:
        raise NotFound(f"no batch {batch_id}", batch_id=batch_id)
    return batch
