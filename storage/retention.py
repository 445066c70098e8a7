"""Deletion by age."""

from __future__ import annotations

from datetime import timedelta

from storage import shares, uploads
from storage.database import Writer

KEEP_FINISHED = timedelta(days=7)
KEEP_DIALOGUES = timedelta(days=7)


async def expire(tx: Writer, *, keep_finished: timedelta = KEEP_FINISHED) -> int:
    """Delete jobs that ended before the limit, with their clips, and expired dialogues, logins and batches. Return the number
    of deleted jobs.

    Faces stay until their owner deletes them, and so does content that they share with an expired job. A dialogue may name a
    batch, so it never outlives the batch.
    """
    gone = await tx.all("DELETE FROM jobs WHERE finished_at < ? RETURNING id", tx.now - keep_finished)
    await tx.run("DELETE FROM dialogues WHERE changed_at < ?", tx.now - min(KEEP_DIALOGUES, keep_finished))
    await uploads.expire(tx)
    await shares.expire(tx)
    await tx.run("DELETE FROM sessions WHERE expires_at <= ?", tx.now)
    await tx.run(
        "DELETE FROM batches WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM jobs WHERE batch_id = batches.id)",
        tx.now - keep_finished,
    )
    return len(gone)
