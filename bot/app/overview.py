"""Load what the studio shows first."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.batches import BatchDetails, studio_batches
from bot.app.details import JobDetails, details
from bot.app.people import Profile, load_profile
from bot.jobs.service import JobService
from bot.records import JobKind
from storage import Store, jobs
from storage.jobs import UNFINISHED

CHECKS = 20
VOICES = 200
BATCHES = 20
OPEN = 100


@dataclass(frozen=True)
class Overview:
    """A person with their faces, their last face checks, voices and batches, and their unfinished jobs."""

    profile: Profile
    checks: list[JobDetails]
    voices: list[JobDetails]
    batches: list[BatchDetails]
    open: list[JobDetails]


class Overviews:
    """The use case."""

    def __init__(self, store: Store, service: JobService) -> None:
        self._store, self._service = store, service

    async def of_user(self, user_id: int) -> Overview:
        """Return everything in one read, so that the feed after ``profile.last_event_id`` continues it without a gap.

        Raises:
            NotFound (not_found).
        """
        async with self._store.read() as tx:
            checks = await jobs.of_user(tx, user_id, kind=JobKind.FACE, limit=CHECKS)
            voices = await jobs.of_user(tx, user_id, kind=JobKind.VOICE, limit=VOICES)
            unfinished = await jobs.of_user(tx, user_id, states=UNFINISHED, limit=OPEN)
            return Overview(
                profile=await load_profile(tx, user_id),
                checks=await details(tx, self._service, checks),
                voices=await details(tx, self._service, voices),
                batches=await studio_batches(tx, self._service, user_id, BATCHES),
                open=await details(tx, self._service, unfinished),
            )
