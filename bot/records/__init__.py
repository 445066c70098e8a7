"""What the bot keeps in the storage's JSON columns, as types; and the storage's rows with these types in them."""

from bot.records.batches import BatchState
from bot.records.codec import RECORDS, open_store
from bot.records.origins import Origin, StudioOrigin, TelegramOrigin
from bot.records.preferences import ClipTrigger, GroupSettings, MemberRule, Output, UserSettings, VoiceRule
from bot.records.requests import ClipOptions
from bot.records.results import ClipResult, FaceResult, FileRole, LipQuality, VoiceResult
from bot.records.rows import Batch, Chat, Face, Job, User

__all__ = [
    "RECORDS",
    "Batch",
    "BatchState",
    "Chat",
    "ClipOptions",
    "ClipResult",
    "ClipTrigger",
    "Face",
    "FaceResult",
    "FileRole",
    "GroupSettings",
    "Job",
    "LipQuality",
    "MemberRule",
    "Origin",
    "Output",
    "StudioOrigin",
    "TelegramOrigin",
    "User",
    "UserSettings",
    "VoiceResult",
    "VoiceRule",
    "open_store",
]
