"""Types of the storage's JSON columns, and of the rows that hold them."""

from bot.records.batches import BatchState
from bot.records.codec import RECORDS, open_store
from bot.records.dialogues import Attachment, Dialogue, FaceMedia
from bot.records.messages import SentMessage
from bot.records.origins import Origin, StudioOrigin, TelegramOrigin
from bot.records.preferences import ClipTrigger, GroupSettings, MemberRule, Output, UserSettings, VoiceRule
from bot.records.requests import ClipOptions, JobKind
from bot.records.results import ClipResult, FaceResult, FileRole, JobResult, LipQuality, VoiceResult
from bot.records.rows import Batch, Chat, Face, Job, JobEvent, User, length_s

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
    "SentMessage",
    "StudioOrigin",
    "TelegramOrigin",
    "User",
    "UserSettings",
    "VoiceResult",
    "VoiceRule",
    "length_s",
    "open_store",
]
