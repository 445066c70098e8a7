"""A job with what is shown about it: names, its position in the queue, whether it can be cancelled or retried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.jobs.outlook import can_retry, left_s
from bot.jobs.service import JobService
from bot.records import Job, JobKind, Role
from storage import Reader, faces, files, shares
from storage.jobs import ENDED, JobState
from storage.queue import NOT_QUEUED, Estimate


@dataclass(frozen=True)
class JobDetails:
    """A job and its state.

    Attributes:
        name: what it was called when it was asked for, else its face's name.
        face_name: of the face that it is made with.
        kept_face: the face that was registered from it.
        estimate: its place in the queue, and how long it takes.
        left_s: seconds until it is done, None if unknown.
        withheld: roles of files that its user may not have yet.
        shared_until: until when a link shows it to others, None if none does.
    """

    job: Job
    name: str
    face_name: str | None
    kept_face: int | None
    estimate: Estimate
    left_s: float | None
    withheld: Set[Role] = frozenset()
    shared_until: datetime | None = None

    @property
    def files(self) -> Mapping[Role, str]:
        """SHA-256 by role of the files that its user may have."""
        return {role: sha256 for role, sha256 in self.job.files.items() if role not in self.withheld}

    @property
    def position(self) -> int | None:
        """Position in the queue, 1 is next; None if it is not queued."""
        return max(1, self.estimate.position) if self.job.state is JobState.QUEUED else None

    @property
    def can_cancel(self) -> bool:
        """Whether it has neither ended nor is being sent right now."""
        return self.job.state not in ENDED and not self.job.is_being_sent

    @property
    def can_retry(self) -> bool:
        """Whether a retry may succeed."""
        return can_retry(self.job)


async def details(tx: Reader, service: JobService, wanted: Sequence[Job]) -> list[JobDetails]:
    """Return the details of several jobs, in their order. Compute the queue only if one of them is queued or running."""
    names = await face_names(tx, wanted)
    kept = await faces.kept_from(tx, [job.id for job in wanted if job.kind == JobKind.FACE])
    shared = await shares.ends(tx, [job.id for job in wanted if job.kind == JobKind.CLIP])
    withheld = await files.withheld(tx, [job.id for job in wanted if job.kind == JobKind.CLIP])
    some_go_on = any(job.state in (JobState.QUEUED, JobState.RUNNING) for job in wanted)
    estimates = await service.estimates(tx) if some_go_on else {}
    found = []
    for job in wanted:
        estimate = estimates.get(job.id, NOT_QUEUED)
        face_name = names.get(job.face_id) if job.face_id is not None else None
        found.append(
            JobDetails(
                job,
                name_of(job, names),
                face_name,
                kept.get(job.id),
                estimate,
                left_s(job, estimate),
                withheld.get(job.id, frozenset()),
                shared.get(job.id),
            )
        )
    return found


async def face_names(tx: Reader, wanted: Sequence[Job]) -> dict[int, str]:
    """Return the names of the faces of these jobs, by the faces' ids."""
    return await faces.names(tx, {job.face_id for job in wanted if job.face_id is not None})


def name_of(job: Job, names: Mapping[int, str]) -> str:
    """Return the name of a job, given the names of faces."""
    return job.origin.name or names.get(job.face_id or 0, "")
