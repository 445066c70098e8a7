"""Limits of a user or a chat, checked in the transaction that adds to their use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from storage.database import Reader, Writer
from storage.errors import DailyLimitReached, QuotaExceeded, TooManyJobs
from storage.files import bytes_of_user

DAY = timedelta(hours=24)

CLIP = "clip"
"""Kind of the jobs that the daily limits count, as in migrations 0013 and 0016."""


@dataclass(frozen=True)
class Limits:
    """Limits; None means no limit. "Open" jobs are queued, running, or rendered and not yet delivered; "daily" counts the clips
    of the last 24 hours, without those that failed or were cancelled before they were rendered, and with those that were deleted
    after that.
    """

    open_per_user: int | None = None
    open_per_chat: int | None = None
    daily_per_user: int | None = None
    daily_per_chat: int | None = None
    bytes_per_user: int | None = None
    min_free_bytes: int = 0


@dataclass(frozen=True)
class Usage:
    """Use of the limits by a user or a chat; ``daily_jobs`` are clips."""

    open_jobs: int
    daily_jobs: int


async def usage_of_user(tx: Reader, user_id: int, *, but: int | None = None) -> Usage:
    """Count over all chats and the web, without the job ``but``."""
    return await _usage(tx, "user_id", user_id, but)


async def usage_of_chat(tx: Reader, chat_id: int, *, but: int | None = None) -> Usage:
    """Count over all users of the chat, without the job ``but``."""
    return await _usage(tx, "chat_id", chat_id, but)


async def require_room(
    tx: Writer, limits: Limits, *, kind: str, user_id: int, chat_id: int | None, but: int | None = None
) -> None:
    """Raise if one more job of the kind is not allowed; ``but``: the job, if it is there already.

    Raises:
        StoreFull (disk_full), TooManyJobs (too_many_jobs), DailyLimitReached (daily_limit_reached), QuotaExceeded
        (quota_exceeded); all but the first with the facts ``whose`` ("user" or "chat"), ``used`` and ``limit``.
    """
    tx.media.require_free(limits.min_free_bytes)
    if kind != CLIP:
        limits = replace(limits, daily_per_user=None, daily_per_chat=None)
    if limits.open_per_user is not None or limits.daily_per_user is not None:
        _compare("user", await usage_of_user(tx, user_id, but=but), limits.open_per_user, limits.daily_per_user)
    if chat_id is not None and (limits.open_per_chat is not None or limits.daily_per_chat is not None):
        _compare("chat", await usage_of_chat(tx, chat_id, but=but), limits.open_per_chat, limits.daily_per_chat)
    if limits.bytes_per_user is not None:
        used = await bytes_of_user(tx, user_id)
        if used >= limits.bytes_per_user:
            raise QuotaExceeded(
                f"{used} of {limits.bytes_per_user} bytes used", whose="user", used=used, limit=limits.bytes_per_user
            )


def _compare(whose: str, usage: Usage, open_limit: int | None, daily_limit: int | None) -> None:
    if open_limit is not None and usage.open_jobs >= open_limit:
        raise TooManyJobs(
            f"{usage.open_jobs} of {open_limit} open jobs of the {whose}",
            whose=whose, used=usage.open_jobs, limit=open_limit,
        )  # fmt: skip
    if daily_limit is not None and usage.daily_jobs >= daily_limit:
        raise DailyLimitReached(
            f"{usage.daily_jobs} of {daily_limit} jobs of the {whose} in 24 hours",
            whose=whose, used=usage.daily_jobs, limit=daily_limit,
        )  # fmt: skip


async def _usage(tx: Reader, column: str, value: int, but: int | None) -> Usage:
    row = await tx.one(
        f"""
        SELECT (SELECT COUNT(*) FROM jobs WHERE {column} = :value
                AND state IN ('queued', 'running', 'rendered')) AS open_jobs,
               (SELECT COUNT(*) FROM jobs WHERE {column} = :value AND created_at > :since AND kind = :clip
                AND (state NOT IN ('failed', 'cancelled') OR rendered_at IS NOT NULL) AND id IS NOT :but)
               + (SELECT COUNT(*) FROM deleted_clips WHERE {column} = :value AND created_at > :since) AS daily_jobs
        """,
        value=value, since=tx.now - DAY, clip=CLIP, but=but,
    )  # fmt: skip
    assert row is not None
    return Usage(row["open_jobs"], row["daily_jobs"])
