"""Totals for the operator."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader
from storage.limits import DAY


@dataclass(frozen=True)
class Totals:
    """Totals. ``today``: the last 24 hours. ``bytes``: of all kept files."""

    users: int
    faces: int
    groups: int
    delivered_today: int
    failed_today: int
    bytes: int


async def count(tx: Reader) -> Totals:
    """Return the counts."""
    # The unary plus keeps SQLite from reading all jobs of the state by jobs_by_state: the last day's are few.
    row = await tx.one(
        """
        SELECT (SELECT COUNT(*) FROM users) AS users,
               (SELECT COUNT(*) FROM faces) AS faces,
               (SELECT COUNT(*) FROM chats WHERE user_id IS NULL) AS groups,
               (SELECT COUNT(*) FROM jobs WHERE +state = 'delivered' AND finished_at > :since) AS delivered_today,
               (SELECT COUNT(*) FROM jobs WHERE +state = 'failed' AND finished_at > :since) AS failed_today,
               (SELECT COALESCE(SUM(bytes), 0) FROM files) AS bytes
        """,
        since=tx.now - DAY,
    )
    assert row is not None
    return Totals(**dict(row))
