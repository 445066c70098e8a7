"""Use cases of voices. A voice is its job: it is deleted as one."""

from __future__ import annotations

from bot.app.details import JobDetails, details
from bot.app.ownership import own_job
from bot.jobs.service import JobService
from bot.records import Job, JobKind
from storage import Reader, Store, jobs
from storage.errors import NotFound, WrongState
from storage.jobs import JobState

UNUSABLE = frozenset({JobState.FAILED, JobState.CANCELLED})
"""A voice whose check ended so cannot be used; one that is still being checked can."""


class Voices:
    """The use cases; what adds one is :meth:`bot.app.uploads.Uploads.add_voice`."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    async def of_user(self, user_id: int, limit: int) -> list[JobDetails]:
        """Return the user's voices, newest first, including unchecked and unreadable ones."""
        async with self._store.read() as tx:
            return await details(tx, self._service, await jobs.of_user(tx, user_id, kind=JobKind.VOICE, limit=limit))


async def own_voice(tx: Reader, user_id: int, job_id: int) -> Job:
    """Return a usable voice of the user's, by its job.

    Raises:
        NotFound (not_found); WrongState (wrong_state): it could not be read, or that was cancelled.
    """
    voice = await own_job(tx, user_id, job_id)
    if voice.kind != JobKind.VOICE:
        raise NotFound(f"no voice {job_id}", job_id=job_id)
    if voice.state in UNUSABLE:
        raise WrongState(f"voice {job_id} is {voice.state}", job_id=job_id, state=str(voice.state))
    return voice
