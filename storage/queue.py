"""State of the queue: order, measured speed, estimated times."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.database import Reader
from storage.jobs import JobState
from storage.values import to_time, to_time_or_none

SPEED_SAMPLES = 50

MIN_PROGRESS = 0.1
"""Fraction of the work below which its own pace does not predict the rest."""

_ORDERED = """
    SELECT id, kind, work, ROW_NUMBER() OVER (ORDER BY round, turn, first_id) AS position FROM (
        SELECT jobs.id, kind, work, turn,
            ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY jobs.id) AS round,
            MIN(jobs.id) OVER (PARTITION BY user_id) AS first_id
        FROM jobs JOIN users ON users.id = user_id WHERE state = 'queued')
"""
"""All queued jobs in the order in which :func:`storage.leases.claim` takes them if no job is added."""


@dataclass(frozen=True)
class Estimate:
    """Estimate. ``position`` in the queue: 1 is next, 0 if it runs or has ended. Seconds until it starts (0 if it runs), and
    until it is done; None while nothing of that kind has been measured.
    """

    position: int
    starts_in_s: float | None
    takes_s: float | None


NOT_QUEUED = Estimate(0, None, None)


@dataclass(frozen=True)
class Load:
    """Load of the queue."""

    counts: Mapping[JobState, int]
    oldest_queued_at: datetime | None


async def seconds_per_work(tx: Reader, kind: str) -> float | None:
    """Return the measured speed: the median over the last jobs of the kind, or None if there is none."""
    rows = await tx.all(
        """
        SELECT started_at, rendered_at, work FROM jobs WHERE kind = ? AND rendered_at IS NOT NULL
        ORDER BY rendered_at DESC LIMIT ?
        """,
        kind, SPEED_SAMPLES,
    )  # fmt: skip
    speeds = [(to_time(row["rendered_at"]) - to_time(row["started_at"])).total_seconds() / row["work"] for row in rows]
    return statistics.median(speeds) if speeds else None


async def estimates(tx: Reader, *, workers: int) -> Mapping[int, Estimate]:
    """Return the estimates by job, with that many workers always busy: first all running jobs, then all queued ones, in the
    order of turns.

    The rest of a running job is estimated from earlier jobs and, increasingly with its progress, from its own pace: jobs
    behind it are never promised earlier than its end.
    """
    queued = await tx.all(f"SELECT * FROM ({_ORDERED}) ORDER BY position")
    running = await tx.all("SELECT id, kind, work, progress, started_at FROM jobs WHERE state = 'running' ORDER BY id")
    speeds = {kind: await seconds_per_work(tx, kind) for kind in {row["kind"] for row in (*queued, *running)}}

    def seconds(row: sqlite3.Row) -> float | None:
        speed = speeds[row["kind"]]
        return None if speed is None else speed * row["work"]

    ahead: float | None = 0.0
    found = {}
    for row in running:
        left = _remaining_s(row, seconds(row), tx.now)
        found[row["id"]] = Estimate(0, 0.0, left)
        ahead = _sum(ahead, left)
    for row in queued:
        takes = seconds(row)
        found[row["id"]] = Estimate(row["position"], None if ahead is None else ahead / workers, takes)
        ahead = _sum(ahead, takes)
    return found


async def load(tx: Reader) -> Load:
    """Return the number of jobs by state, and the time since which the oldest queued one has been waiting."""
    rows = await tx.all("SELECT state, COUNT(*) AS jobs FROM jobs GROUP BY state")
    counts = dict.fromkeys(JobState, 0) | {JobState(row["state"]): int(row["jobs"]) for row in rows}
    oldest = await tx.scalar("SELECT MIN(created_at) FROM jobs WHERE state = 'queued'")
    return Load(counts, to_time_or_none(oldest))


def _remaining_s(row: sqlite3.Row, takes_s: float | None, now: datetime) -> float | None:
    """Return the seconds that a running job still takes. ``takes_s``: duration of such work before, None while unknown."""
    done = min(1.0, float(row["progress"]))
    elapsed_s = (now - to_time(row["started_at"])).total_seconds()
    own_s = elapsed_s * (1 - done) / done if done else None
    if takes_s is None:
        return own_s if done >= MIN_PROGRESS else None
    usual_s = takes_s * (1 - done)
    return usual_s if own_s is None else done * own_s + (1 - done) * usual_s


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
