"""Deletion by age."""

from __future__ import annotations

from datetime import timedelta

from storage import logins, shares, uploads
from storage.database import Writer
from storage.limits import DAY
from storage.values import to_time, to_time_or_none

EXPIRED_AT_ONCE = 500
"""Jobs that are deleted in one transaction: other writers wait for it."""

KEEP_FINISHED = timedelta(days=7)
KEEP_DIALOGUES = timedelta(days=7)


JUMP = timedelta(hours=1)
"""A step of the clock between two looks after which it is doubted: it was set, or the server was not running."""

DOUBT = timedelta(days=1)
"""How long it is doubted while the server runs, unless it is set back by as much before. Small corrections of a running clock do
not count."""


async def trusts_clock(tx: Writer) -> bool:
    """Return whether the clock may be relied on for deletion by age. Call this periodically.

    After a step forward it is doubted for a day, of which further steps are no part: long enough to notice a wrong clock before
    anything is deleted, and short enough for a machine that is switched off at times.
    """
    row = await tx.one("SELECT seen_at, doubted_at FROM clock")
    doubted_at = to_time_or_none(row["doubted_at"]) if row else None
    if row is not None:
        seen_at = to_time(row["seen_at"])
        step = tx.now - seen_at
        if step < -JUMP:
            doubted_at = None
        elif step > JUMP:
            doubted_at = tx.now if doubted_at is None else doubted_at + step
        elif doubted_at is not None and tx.now - doubted_at >= DOUBT:
            doubted_at = None
    await tx.run(
        """
        INSERT INTO clock (id, seen_at, doubted_at) VALUES (1, ?, ?)
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, doubted_at = excluded.doubted_at
        """,
        tx.now, doubted_at,
    )  # fmt: skip
    return doubted_at is None


async def expire(tx: Writer, *, keep_finished: timedelta = KEEP_FINISHED) -> int:
    """Delete jobs that ended before the limit, with their clips, and expired dialogues, logins and batches. Return the number
    of deleted jobs: :data:`EXPIRED_AT_ONCE` at most, the oldest first. Call this periodically.

    Faces stay until their owner deletes them, and so does content that they share with an expired job. A dialogue may name a
    batch, so it never outlives the batch.
    """
    gone = await tx.all(
        """
        DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE finished_at < ? ORDER BY finished_at LIMIT ?) RETURNING id
        """,
        tx.now - keep_finished, EXPIRED_AT_ONCE,
    )  # fmt: skip
    await tx.run("DELETE FROM deleted_clips WHERE created_at < ?", tx.now - DAY)
    await tx.run("DELETE FROM dialogues WHERE changed_at < ?", tx.now - min(KEEP_DIALOGUES, keep_finished))
    await uploads.expire(tx)
    await shares.expire(tx)
    await logins.expire(tx)
    await tx.run(
        "DELETE FROM batches WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM jobs WHERE batch_id = batches.id)",
        tx.now - keep_finished,
    )
    return len(gone)
