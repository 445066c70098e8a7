"""Rows of links to clips. A link is identified by a secret; the row holds its hash, which the caller computes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Reader, Writer
from storage.values import to_time


@dataclass(frozen=True)
class Share:
    """Link to the clip of a job, valid until ``expires_at``; ``allows_download``: the file may be kept."""

    job_id: int
    allows_download: bool
    expires_at: datetime


async def begin(tx: Writer, job_id: int, sha256: str, lasts: timedelta, *, allows_download: bool) -> Share:
    """Create a link to a clip for the given time; an earlier link to it stops working."""
    share = Share(job_id, allows_download, tx.now + lasts)
    await tx.run("DELETE FROM shares WHERE job_id = ?", job_id)
    await tx.run(
        "INSERT INTO shares (job_id, sha256, allows_download, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        job_id, sha256, int(allows_download), tx.now, share.expires_at,
    )  # fmt: skip
    return share


async def find(tx: Reader, sha256: str) -> Share | None:
    """Return the valid link with this hash."""
    row = await tx.one("SELECT * FROM shares WHERE sha256 = ? AND expires_at > ?", sha256, tx.now)
    return Share(row["job_id"], bool(row["allows_download"]), to_time(row["expires_at"])) if row else None


async def ends(tx: Reader, job_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when the links to these jobs' clips end, for those with a valid link."""
    rows = await tx.all(
        "SELECT job_id, expires_at FROM shares WHERE job_id IN (SELECT value FROM json_each(?)) AND expires_at > ?",
        list(job_ids), tx.now,
    )  # fmt: skip
    return {row["job_id"]: to_time(row["expires_at"]) for row in rows}


async def end(tx: Writer, job_id: int) -> None:
    """Revoke the link to the clip; idempotent."""
    await tx.run("DELETE FROM shares WHERE job_id = ?", job_id)


async def expire(tx: Writer) -> None:
    """Delete expired links."""
    await tx.run("DELETE FROM shares WHERE expires_at <= ?", tx.now)
