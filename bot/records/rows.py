"""The storage's rows as the bot knows them."""

from __future__ import annotations

from bot.records.batches import BatchState
from bot.records.messages import SentMessage
from bot.records.origins import Origin
from bot.records.preferences import GroupSettings, UserSettings
from bot.records.requests import ClipOptions, JobKind, VoiceEdit
from bot.records.results import FaceResult, FileRole, JobResult, Role
from engine.watch import Stage
from storage import batches, chats, events, faces, jobs, users

Job = jobs.Job[JobKind, ClipOptions | VoiceEdit | None, Stage | None, JobResult | None, Origin, SentMessage, Role]
JobEvent = events.Event[Stage | None]
Batch = batches.Batch[BatchState]
Face = faces.Face[FaceResult, FileRole]
User = users.User[UserSettings]
Chat = chats.Chat[GroupSettings]


def length_s(job: Job) -> float:
    """Return the length of the job's voice or face video, seconds: the cost of a job is counted in it."""
    return job.cost_s


def clip_options(job: Job) -> ClipOptions | None:
    """Return how a clip is made; None for other jobs."""
    return job.request if isinstance(job.request, ClipOptions) else None
