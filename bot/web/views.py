"""Responses of the API: pydantic models, and their construction from rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel

from bot.app.assessment import LipLevel, VoiceLevel, advice, lip_level, tips, voice_level
from bot.app.batches import BatchDetails
from bot.app.details import JobDetails
from bot.records import (
    ClipResult,
    Face,
    FaceResult,
    FileRole,
    Job,
    JobKind,
    LipQuality,
    VoiceResult,
    clip_options,
    length_s,
)
from engine.choices import ClipSize, Denoise, Form, MouthSize
from engine.findings import Finding, Severity
from storage.jobs import ENDED, JobState

SHOWN_FILES = {
    JobKind.CLIP: (FileRole.CLIP, FileRole.POSTER, FileRole.VOICE),
    JobKind.FACE: (FileRole.PICTURE, FileRole.POSTER, FileRole.SOURCE),
    JobKind.VOICE: (FileRole.VOICE,),
}
"""Roles of files that the owner of a job may see, by kind of job."""


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
    times: list[tuple[float, float]] = []


class LipScoreView(BaseModel):
    """Accuracy of the lips on held-out speech of the person: correlations, and its length."""

    opening_r: float
    width_r: float
    seconds: float


class FaceReport(BaseModel):
    """The verdict on a face: "ok", "warn" or "fail". ``blocked``: cannot be accepted; ``needs_override``: can be accepted.
    ``advice``: codes of the findings to show, in this order."""

    verdict: Severity
    blocked: bool
    needs_override: bool
    findings: list[FindingView]
    lip_score: LipScoreView | None
    lip_level: LipLevel
    advice: list[str]
    kind: str | None


class VoiceReport(BaseModel):
    """A voice: its length, its outline (0 to 1, equally spaced), its findings, and start and end of each stretch of speech in
    seconds; between them are the pauses.
    """

    duration_s: float
    peaks: list[float]
    speech: list[tuple[float, float]]
    findings: list[FindingView]
    voice_level: VoiceLevel
    advice: list[str]


class ClipReport(BaseModel):
    """A clip: its size in pixels, its length and its quality."""

    size: tuple[int, int]
    duration_s: float
    lip_score: LipScoreView | None
    findings: list[FindingView]
    lip_level: LipLevel
    voice_level: VoiceLevel
    advice: list[str]


class Failure(BaseModel):
    """Why a job failed; the text ``error-<code>`` explains it with the facts."""

    code: str
    facts: dict[str, Any]


class FaceName(BaseModel):
    """A face, in short."""

    id: int
    name: str


class JobView(BaseModel):
    """A job and its state: the check of a face or of a voice, or a clip.

    ``position`` is its place in the queue, 1 is next; ``left_s`` the estimated seconds until it is done, null if unknown;
    ``duration_s`` the length of its video or voice; ``voice`` the job of its voice; ``kept_face`` the face that was
    registered from it; ``shared_until``: expiry of the share link; ``files`` are addresses by role.
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
    shared_until: datetime | None
    face: FaceName | None
    voice: int | None
    batch: int | None
    form: Form | None
    denoise: Denoise | None
    mouth: MouthSize | None
    size: ClipSize | None
    max_mb: int | None
    duration_s: float
    report: FaceReport | VoiceReport | ClipReport | None
    kept_face: int | None
    files: dict[str, str]


class JobsView(BaseModel):
    """A page of jobs, newest first; ``next`` is where the next page begins (``before``), null at the end."""

    jobs: list[JobView]
    next: int | None


class VoicesView(BaseModel):
    """Voices: all of them, newest first, or those that were just made."""

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
    lip_level: LipLevel
    findings: list[FindingView]
    advice: list[str]
    poster: str


class FacesView(BaseModel):
    """All of the user's faces, oldest first."""

    faces: list[FaceView]


class BatchView(BaseModel):
    """Clips requested together, in that order. ``open``: number of unfinished clips; ``zip``: address of all finished clips as
    one file."""

    id: int
    name: str
    created_at: datetime
    total: int
    done: int
    failed: int
    cancelled: int
    open: int
    left_s: float | None
    zip: str | None
    jobs: list[JobView]


class BatchesView(BaseModel):
    """The last batches, newest first."""

    batches: list[BatchView]


class Views:
    """Builds views from results of the application layer. ``keep_finished``: how long jobs are kept."""

    def __init__(self, keep_finished: timedelta) -> None:
        self._keep = keep_finished

    def job(self, one: JobDetails) -> JobView:
        """Return the view of a job."""
        job, options = one.job, clip_options(one.job)
        face = None
        if job.face_id is not None and one.face_name is not None:
            face = FaceName(id=job.face_id, name=one.face_name)
        return JobView(
            id=job.id,
            kind=job.kind,
            name=one.name,
            state=job.state,
            stage=job.stage or "",
            progress=job.progress,
            position=one.position,
            left_s=one.left_s,
            error=None if job.failure is None else Failure(code=job.failure.code, facts=dict(job.failure.facts)),
            can_cancel=one.can_cancel,
            can_retry=one.can_retry,
            created_at=job.created_at,
            finished_at=job.finished_at,
            expires_at=job.finished_at + self._keep if job.finished_at else None,
            shared_until=one.shared_until,
            face=face,
            voice=job.origin.voice,
            batch=job.batch_id,
            form=options.form if options else None,
            denoise=options.denoise if options else None,
            mouth=options.mouth if options else None,
            size=options.size if options else None,
            max_mb=options.max_mb if options else None,
            duration_s=length_s(job),
            report=_report(job),
            kept_face=one.kept_face,
            files={role: f"/api/jobs/{job.id}/files/{role}" for role in SHOWN_FILES[job.kind] if role in one.files},
        )

    def batch(self, one: BatchDetails) -> BatchView:
        """Return the view of a batch with its jobs."""
        batch, members = one.batch, [self.job(job) for job in one.jobs]
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
            cancelled=batch.counts.get(JobState.CANCELLED, 0),
            open=len(waits),
            left_s=max(known, default=0.0) if len(known) == len(waits) else None,
            zip=f"/api/batches/{batch.id}/zip" if done else None,
            jobs=members,
        )


def faces_view(own: Iterable[Face]) -> FacesView:
    """Return the view of all faces of a person."""
    return FacesView(faces=[face_view(face) for face in own])


def face_view(face: Face) -> FaceView:
    """Return the view of a face."""
    return FaceView(
        id=face.id,
        name=face.name,
        is_default=face.is_default,
        is_demo=face.facts.is_demo,
        created_at=face.created_at,
        kind=face.facts.kind,
        renderer=face.facts.renderer,
        lip_score=_lip_score(face.facts.lips),
        lip_level=lip_level(face.facts.lips),
        findings=_findings(face.facts.findings),
        advice=[finding.code for finding in advice(face.facts.findings)],
        poster=f"/api/faces/{face.id}/poster",
    )


def _report(job: Job) -> FaceReport | VoiceReport | ClipReport | None:
    match job.result:
        case VoiceResult() as voice:
            return VoiceReport(
                duration_s=voice.duration_s,
                peaks=list(voice.peaks),
                speech=list(voice.speech),
                findings=_findings(voice.findings),
                voice_level=voice_level(voice.findings),
                advice=[finding.code for finding in tips(voice)],
            )
        case ClipResult() as clip:
            return ClipReport(
                size=clip.size,
                duration_s=clip.duration_s,
                lip_score=_lip_score(clip.lips),
                findings=_findings(clip.findings),
                lip_level=lip_level(clip.lips),
                voice_level=voice_level(clip.findings),
                advice=[finding.code for finding in tips(clip)],
            )
        case FaceResult() as face:
            return FaceReport(
                verdict=face.verdict,
                blocked=face.blocked,
                needs_override=face.needs_override,
                findings=_findings(face.findings),
                lip_score=_lip_score(face.lips),
                lip_level=lip_level(face.lips),
                advice=[finding.code for finding in advice(face.findings)],
                kind=face.kind,
            )
    return None


def _findings(found: Iterable[Finding]) -> list[FindingView]:
    return [FindingView.model_validate(finding.to_json()) for finding in found]


def _lip_score(lips: LipQuality | None) -> LipScoreView | None:
    return None if lips is None else LipScoreView(**asdict(lips))
