"""The storage's rows as the bot knows them."""

from __future__ import annotations

from bot.records.batches import BatchState
from bot.records.origins import Origin
from bot.records.preferences import GroupSettings, UserSettings
from bot.records.requests import ClipOptions
from bot.records.results import FaceResult, Result
from storage import batches, chats, faces, jobs, users

Job = jobs.Job[ClipOptions | None, Result | None, Origin]
Batch = batches.Batch[BatchState]
Face = faces.Face[FaceResult]
User = users.User[UserSettings]
Chat = chats.Chat[GroupSettings]
