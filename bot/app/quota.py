"""The quota that the administrators of a group set, besides the limits of the operator."""

from __future__ import annotations

from bot.records import Chat
from storage import Reader
from storage.errors import DailyLimitReached
from storage.limits import usage_of_chat


async def require_quota(tx: Reader, chat: Chat, *, more: int) -> None:
    """Check the group's own quota with ``more`` clips added. Raises DailyLimitReached (daily_limit_reached)."""
    quota = chat.settings.quota
    if quota is not None and (used := (await usage_of_chat(tx, chat.id)).daily_jobs) + more > quota:
        raise DailyLimitReached(f"{used} of {quota} clips in 24 hours", whose="chat", used=used, limit=quota)
