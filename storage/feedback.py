"""Users' verdicts on their clips."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from storage.database import Reader, Writer


class Verdict(StrEnum):
    """Good or bad."""

    GOOD = "good"
    BAD = "bad"


async def give(tx: Writer, user_id: int, job_id: int, verdict: Verdict) -> None:
    """Record the user's verdict on a clip; a second one replaces the first."""
    await tx.run(
        """
        INSERT INTO feedback (user_id, job_id, verdict, comment, given_at) VALUES (?, ?, ?, '', ?)
        ON CONFLICT DO UPDATE SET verdict = excluded.verdict, given_at = excluded.given_at
        """,
        user_id, job_id, verdict, tx.now,
    )  # fmt: skip


async def verdict_of(tx: Reader, user_id: int, job_id: int) -> Verdict | None:
    """Return the user's verdict on the clip."""
    row = await tx.one("SELECT verdict FROM feedback WHERE user_id = ? AND job_id = ?", user_id, job_id)
    return Verdict(row["verdict"]) if row else None


async def counts(tx: Reader) -> Mapping[Verdict, int]:
    """Return the number of each verdict."""
    rows = await tx.all("SELECT verdict, COUNT(*) AS verdicts FROM feedback GROUP BY verdict")
    return dict.fromkeys(Verdict, 0) | {Verdict(row["verdict"]): int(row["verdicts"]) for row in rows}
