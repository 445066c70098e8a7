"""What the API answers: pydantic models, and how they are made from rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from bot.jobs.outlook import can_retry, left_s
from bot.jobs.requests import Form, JobKind
from bot.jobs.service import JobService
from engine.findings import Severity
from storage import Reader, faces, jobs
from storage.batches import Batch
from storage.faces import Face
from storage.jobs import ENDED, Job, JobState
from storage.queue import NOT_QUEUED, Estimate

SHOWN_FILES = {
    JobKind.CLIP: ("clip", "poster", "voice"),
    JobKind.FACE: ("picture", "poster", "source"),
    JobKind.VOICE: ("voice",),
}
"""By kind of job: the roles of files that its owner may see."""


class FindingView(BaseModel):
    """One rule's result, as :class:`engine.findings.Finding`; texts ``finding-<code>`` and ``advice-<code>`` explain it."""

    code: str
    severity: Severity
    value: float | None = None
    unit: str = ""
    recommended: str | None = None
    limit: float | None = None
    overridable: bool = True
    advice: str = ""
    frame: int | None = None
    side: str = ""


class LipScoreView(BaseModel):
    """How well the lips follow a voice of that person that the training did not hear: correlations, and over how long."""

    opening_r: float
    width_r: float
    seconds: float


class FaceReport(BaseModel):
    """The verdict on a face: "ok", "warn" or "fail". ``blocked``: nobody may accept it; ``needs_override``: one may."""

    verdict: Severity
    blocked: bool
    needs_override: bool
    findings: list[FindingView]
    lip_score: LipScoreView | None
    kind: str | None


class VoiceReport(BaseModel):
    """A voice: its length, its outline (0 to 1, equally spaced), and what is to be said about it."""

    duration_s: float
    peaks: list[float]
    findings: list[FindingView]


class ClipReport(BaseModel):
    """A clip: its size in pixels, its length, how good it is."""

    size: tuple[int, int]
    duration_s: float
    lip_score: LipScoreView | None
    findings: list[FindingView]


class Failure(BaseModel):
    """Why a job failed; the text ``error-<code>`` explains it with the facts."""

    code: str
    facts: dict[str, Any]


class FaceName(BaseModel):
    """A face in a word."""

    id: int
    name: str


class JobView(BaseModel):
    """A job as it stands: the check of a face or of a voice, or a clip.

    ``position`` is its place in the queue, 1 is next; ``left_s`` seconds until it is done, null where nobody can tell;
    ``duration_s`` the length of its video or voice; ``voice`` the job of its voice; ``kept_face`` the face that was
    registered from it; ``files`` are addresses by role.
    """

    id: int
    kind: JobKind
    name: str
    state: JobState
    stage: str
    progress: float
    position: int | None
    left_s: float | None
    error: Failure | None
    can_cancel: bool
    can_retry: bool
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
    face: FaceName | None
    voice: int | None
    batch: int | None
    form: Form | None
    duration_s: float
    report: FaceReport | VoiceReport | ClipReport | None
    kept_face: int | None
    files: dict[str, str]


class JobsView(BaseModel):
    """A page of jobs, newest first; ``next`` is where the next page begins (``before``), null at the end."""

    jobs: list[JobView]
    next: int | None


class VoicesView(BaseModel):
    """All voices, newest first."""

    voices: list[JobView]


class FaceView(BaseModel):
    """A registered face."""

    id: int
    name: str
    is_default: bool
    is_demo: bool
    created_at: datetime
    kind: str | None
    renderer: str | None
    lip_score: LipScoreView | None
    findings: list[FindingView]
    poster: str


class FacesView(BaseModel):
    """All faces of one's own, oldest first."""

    faces: list[FaceView]


class BatchView(BaseModel):
    """Clips that were asked for together, in that order. ``open``: how many are not finished; ``zip``: where all that
    are done can be fetched in one file."""

    id: int
    name: str
    created_at: datetime
    total: int
    done: int
    failed: int
    open: int
    left_s: float | None
    zip: str | None
    jobs: list[JobView]


class BatchesView(BaseModel):
    """The last batches, newest first."""

    batches: list[BatchView]


class Views:
    """Makes views of rows. ``keep_finished``: how long jobs are kept."""

    def __init__(self, service: JobService, keep_finished: timedelta) -> None:
        self._service, self._keep = service, keep_finished

    async def job(self, tx: Reader, job: Job) -> JobView:
        """One job."""
        return (await self.jobs(tx, [job]))[0]

    async def jobs(self, tx: Reader, wanted: Sequence[Job]) -> list[JobView]:
        """Several jobs, in their order."""
        names = await faces.names(tx, {job.face_id for job in wanted if job.face_id is not None})
        kept = await faces.kept_from(tx, [job.id for job in wanted if job.kind == JobKind.FACE])
        some_wait = any(job.state is JobState.QUEUED for job in wanted)
        estimates = await self._service.estimates(tx) if some_wait else {}
        return [self._job(job, names, kept, estimates.get(job.id, NOT_QUEUED), tx.now) for job in wanted]

    async def names(self, tx: Reader, wanted: Collection[Job]) -> dict[int, str]:
        """What the jobs are called, by id."""
        of_faces = await faces.names(tx, {job.face_id for job in wanted if job.face_id is not None})
        return {job.id: _name(job, of_faces) for job in wanted}

    async def batch(self, tx: Reader, batch: Batch) -> BatchView:
        """A batch with its jobs."""
        return (await self.batches(tx, [batch]))[0]

    async def batches(self, tx: Reader, wanted: Sequence[Batch]) -> list[BatchView]:
        """Several batches, in their order."""
        members = await self.jobs(tx, await jobs.of_batches(tx, [batch.id for batch in wanted]))
        return [_batch(batch, [job for job in members if job.batch == batch.id]) for batch in wanted]

    def _job(
        self, job: Job, names: Mapping[int, str], kept: Mapping[int, int], estimate: Estimate, now: datetime
    ) -> JobView:
        face_id = job.face_id
        face = FaceName(id=face_id, name=names[face_id]) if face_id is not None else None
        return JobView(
            id=job.id,
            kind=JobKind(job.kind),
            name=_name(job, names),
            state=job.state,
            stage=job.stage,
            progress=job.progress,
            position=max(1, estimate.position) if job.state is JobState.QUEUED else None,
            left_s=left_s(job, estimate, now),
            error=None if job.code is None else Failure(code=job.code, facts=dict(job.facts)),
            can_cancel=job.state not in ENDED and not job.is_being_sent,
            can_retry=can_retry(job),
            created_at=job.created_at,
            finished_at=job.finished_at,
            expires_at=job.finished_at + self._keep if job.finished_at else None,
            face=face,
            voice=job.front.get("voice"),
            batch=job.batch_id,
            form=job.request.get("form"),
            duration_s=job.work,
            report=_report(job),
            kept_face=kept.get(job.id),
            files={
                role: f"/api/jobs/{job.id}/files/{role}" for role in SHOWN_FILES[JobKind(job.kind)] if role in job.files
            },
        )


def faces_view(own: Iterable[Face]) -> FacesView:
    """All faces of a person."""
    return FacesView(faces=[face_view(face) for face in own])


def face_view(face: Face) -> FaceView:
    """A registered face."""
    return FaceView(
        id=face.id,
        name=face.name,
        is_default=face.is_default,
        is_demo=bool(face.facts.get("is_demo")),
        created_at=face.created_at,
        kind=face.facts.get("kind"),
        renderer=face.facts.get("renderer"),
        lip_score=_lip_score(face.facts),
        findings=_findings(face.facts.get("report", {}).get("findings", ())),
        poster=f"/api/faces/{face.id}/poster",
    )


def _batch(batch: Batch, members: list[JobView]) -> BatchView:
    waits = [job.left_s for job in members if job.state not in ENDED]
    known = [wait for wait in waits if wait is not None]
    done = batch.counts.get(JobState.DELIVERED, 0)
    return BatchView(
        id=batch.id,
        name=batch.name,
        created_at=batch.created_at,
        total=len(members),
        done=done,
        failed=batch.counts.get(JobState.FAILED, 0),
        open=len(waits),
        left_s=max(known, default=0.0) if len(known) == len(waits) else None,
        zip=f"/api/batches/{batch.id}/zip" if done else None,
        jobs=members,
    )


def _name(job: Job, of_faces: Mapping[int, str]) -> str:
    """What it was called when it was asked for, else its face's name."""
    return str(job.front.get("name") or of_faces.get(job.face_id or 0, ""))


def _report(job: Job) -> FaceReport | VoiceReport | ClipReport | None:
    result = job.result
    if not result:
        return None
    if job.kind == JobKind.VOICE:
        findings = _findings(result["findings"])
        return VoiceReport(duration_s=result["duration_s"], peaks=result["peaks"], findings=findings)
    if job.kind == JobKind.CLIP:
        return ClipReport(
            size=result["size"],
            duration_s=result["duration_s"],
            lip_score=_lip_score(result),
            findings=_findings(result["findings"]),
        )
    report = result["report"]
    return FaceReport(
        verdict=report["verdict"],
        blocked=result["blocked"],
        needs_override=not result["blocked"] and report["verdict"] == "fail",
        findings=_findings(report["findings"]),
        lip_score=_lip_score(result),
        kind=result.get("kind"),
    )


def _findings(found: Iterable[Mapping[str, Any]]) -> list[FindingView]:
    return [FindingView.model_validate(finding) for finding in found]


def _lip_score(result: Mapping[str, Any]) -> LipScoreView | None:
    score = result.get("lip_score")
    return LipScoreView.model_validate(score) if score else None
