"""Load what the studio shows first."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.batches import BatchDetails, Batches
from bot.app.details import JobDetails
from bot.app.faces import Faces
from bot.app.jobs import Jobs
from bot.app.voices import Voices
from bot.records import Face, JobKind
from storage.jobs import ENDED, JobState

CHECKS = 20
VOICES = 200
BATCHES = 20
OPEN = 100


@dataclass(frozen=True)
class Overview:
    """A person's faces, the last checks of some, voices and batches, and what is under way."""

    faces: tuple[Face, ...]
    checks: list[JobDetails]
    voices: list[JobDetails]
    batches: list[BatchDetails]
    open: list[JobDetails]


class Overviews:
    """The use case."""

    def __init__(self, faces: Faces, jobs: Jobs, voices: Voices, batches: Batches) -> None:
        self._faces, self._jobs, self._voices, self._batches = faces, jobs, voices, batches

    async def of_user(self, user_id: int) -> Overview:
        """Return everything as it stands; what changes meanwhile is told by the feed after the event known before."""
        unfinished = [state for state in JobState if state not in ENDED]
        return Overview(
            faces=await self._faces.of_user(user_id),
            checks=(await self._jobs.page(user_id, kind=JobKind.FACE, limit=CHECKS)).jobs,
            voices=await self._voices.of_user(user_id, VOICES),
            batches=await self._batches.of_user(user_id, BATCHES),
            open=(await self._jobs.page(user_id, states=unfinished, limit=OPEN)).jobs,
        )
