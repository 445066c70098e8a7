"""The time left for a job, and whether a retry makes sense after a failure."""

from __future__ import annotations

from bot.records import Job, JobKind
from storage.jobs import JobState
from storage.queue import Estimate

RETRYABLE_CODES = frozenset(
    {"worker_died", "worker_hung", "worker_lost", "worker_out_of_memory", "worker_unready", "job_timeout"}
    | {"worker_version_differs"}
    | {"device_out_of_memory", "disk_full", "internal_error", "storage_failed", "store_busy"}
    | {"ffmpeg_failed", "media_timeout", "bot_blocked", "telegram_refused", "engine_failed"}
)
"""Codes of failures that are not the file's fault."""


def left_s(job: Job, estimate: Estimate) -> float | None:
    """Return the seconds until it is done, 0 once it is; None while they cannot be estimated."""
    if job.state not in (JobState.QUEUED, JobState.RUNNING):
        return 0.0
    starts, takes = estimate.starts_in_s, estimate.takes_s
    return None if starts is None or takes is None else starts + takes


def can_retry(job: Job) -> bool:
    """Return whether a retry may succeed."""
    if job.kind == JobKind.CLIP and job.face_id is None:
        return False  # its face has been deleted
    return job.state is JobState.CANCELLED or (job.failure is not None and job.failure.code in RETRYABLE_CODES)
