"""Types of the storage's JSON columns, and of the rows that hold them."""

from bot.records.batches import BatchState
from bot.records.codec import RECORDS, open_store
from bot.records.dialogues import Attachment, Dialogue, FaceMedia
from bot.records.messages import SentMessage
from bot.records.origins import Origin, StudioOrigin, TelegramOrigin
from bot.records.preferences import ClipTrigger, GroupSettings, MemberRule, Output, UserSettings, VoiceRule
from bot.records.requests import ClipOptions, JobKind, SourcePart, VoiceEdit
from bot.records.results import (
    ClipResult,
    FaceResult,
    FileRole,
    JobResult,
    LipQuality,
    PartRole,
    Role,
    VoiceResult,
    part_role,
)
from bot.records.rows import Batch, Chat, Face, Job, JobEvent, User, clip_options, length_s

__all__ = [
    "RECORDS",
    "Attachment",
    "Batch",
    "BatchState",
    "Chat",
    "ClipOptions",
    "ClipResult",
    "ClipTrigger",
    "Dialogue",
    "Face",
    "FaceMedia",
    "FaceResult",
    "FileRole",
    "GroupSettings",
    "Job",
    "JobEvent",
    "JobKind",
    "JobResult",
    "LipQuality",
    "MemberRule",
    "Origin",
    "Output",
    "PartRole",
    "Role",
    "SentMessage",
    "SourcePart",
    "StudioOrigin",
    "TelegramOrigin",
    "User",
    "UserSettings",
    "VoiceEdit",
    "VoiceResult",
    "VoiceRule",
    "clip_options",
    "length_s",
    "open_store",
    "part_role",
]
