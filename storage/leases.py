"""Running jobs: claimed under a lease, which is renewed during the work and expires otherwise.

A lease consists of an owner (a name for the server process, the same after a restart), a new token for each claim, and a time.
Every change by a worker names the token, so a report after the lease expired changes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeVar

from facenote.errors import FailureCode
from storage import files, jobs
from storage.database import Writer
from storage.errors import LeaseLost
from storage.jobs import Job, JobFailure

MAX_ATTEMPTS = 3

RoleT = TypeVar("RoleT", bound=str)


class LeaseFailure(FailureCode):
    """Reasons why a job fails without a report of its worker."""

    WORKER_LOST = (
        "worker_lost",
        "The server or the worker ended during the job in every attempt.",
        "Try again; if it happens again with the same file, report it with the log.",
    )


@dataclass(frozen=True)
class Lease:
    """The right to change one claimed job."""

    job_id: int
    token: str


@dataclass(frozen=True)
class Claim:
    """A job and the lease under which it was claimed."""

    job: Job
    lease: Lease


async def claim(tx: Writer, owner: str, lease_s: float) -> Claim | None:
    """Claim the next queued job; return None if there is none.

    Users take turns: the next user is the one whose last turn is longest ago, with their oldest job. A batch of a thousand
    delays another user by one job.
    """
    token = secrets.token_hex(8)
    rows = await tx.all(
        """
        UPDATE jobs SET state = 'running', attempts = attempts + 1, stage = '', progress = 0,
            owner = ?, token = ?, lease_until = ?, started_at = ?, changed_at = ?
        WHERE id = (
            SELECT first_id FROM (
                SELECT user_id, MIN(id) AS first_id FROM jobs INDEXED BY jobs_queued WHERE state = 'queued' GROUP BY user_id)
            JOIN users ON users.id = user_id ORDER BY turn, first_id LIMIT 1)
        RETURNING *
        """,
        owner, token, tx.now + timedelta(seconds=lease_s), tx.now, tx.now,
    )  # fmt: skip
    if not rows:
        return None
    await tx.run("UPDATE users SET turn = (SELECT MAX(turn) + 1 FROM users) WHERE id = ?", rows[0]["user_id"])
    return Claim((await jobs.load(tx, rows))[0], Lease(rows[0]["id"], token))


async def renew(
    tx: Writer, lease: Lease, lease_s: float, *, stage: str | None = None, progress: float | None = None
) -> None:
    """Renew the lease of a job that is running or being sent, and record its progress.

    Raises:
        LeaseLost (lease_lost): stop working on it.
    """
    rows = await tx.all(
        """
        UPDATE jobs SET lease_until = ?, stage = COALESCE(?, stage), progress = COALESCE(?, progress), changed_at = ?
        WHERE id = ? AND token = ? RETURNING id
        """,
        tx.now + timedelta(seconds=lease_s), stage, progress, tx.now, lease.job_id, lease.token,
    )  # fmt: skip
    if not rows:
        raise _lost(lease)


async def mark_rendered(tx: Writer, lease: Lease, *, result: object, made: Mapping[RoleT, files.FileSource]) -> Job:
    """Record the end of the work with its files and its result. The job then waits for delivery and is not rendered again.

    Raises:
        LeaseLost (lease_lost): nothing is kept.
    """
    done = "state = 'rendered', stage = '', progress = 1, result = ?, rendered_at = ?"
    job = await change(tx, lease, "running", done, result, tx.now)
    await files.attach(tx, "job", job.id, made)
    return await jobs.get(tx, job.id)


async def fail(tx: Writer, lease: Lease, failure: JobFailure) -> Job:
    """Fail a job that cannot be done (running) or delivered (being sent), if a retry would not help.

    Raises:
        LeaseLost (lease_lost).
    """
    failed = "state = 'failed', code = ?, facts = ?, finished_at = ?"
    return await change(tx, lease, None, failed, failure.code, failure.facts, tx.now)


async def retry(tx: Writer, lease: Lease, failure: JobFailure) -> Job:
    """Requeue a job after an aborted attempt (a worker died), or fail it if that was the last attempt.

    Raises:
        LeaseLost (lease_lost).
    """
    found = await _requeue_or_fail(tx, failure, "id = :id AND token = :token", id=lease.job_id, token=lease.token)
    if not found:
        raise _lost(lease)
    return found[0]


async def give_back(tx: Writer, lease: Lease) -> Job:
    """Requeue a job that was stopped externally (shutdown); the attempt does not count.

    Raises:
        LeaseLost (lease_lost).
    """
    return await change(tx, lease, "running", "state = 'queued', stage = '', progress = 0, attempts = attempts - 1")


async def requeue_expired(tx: Writer) -> tuple[Job, ...]:
    """Requeue running jobs whose lease has expired, or fail them with ``worker_lost``. Call this periodically."""
    return await _requeue_or_fail(tx, JobFailure(LeaseFailure.WORKER_LOST), "lease_until <= :now")


async def expire_all_of(tx: Writer, owner: str) -> None:
    """End all leases of this owner. Call this at startup, for the leases of the server's previous process."""
    await tx.run(
        """
        UPDATE jobs SET lease_until = :now
        WHERE state IN ('running', 'rendered') AND lease_until > :now AND owner = :owner
        """,
        now=tx.now, owner=owner,
    )  # fmt: skip


async def change(
    tx: Writer, lease: Lease, state: Literal["running", "rendered"] | None, assignments: str, *values: object
) -> Job:
    """Change a leased job, optionally only in the given state, and end the lease.

    Raises:
        LeaseLost (lease_lost).
    """
    rows = await tx.all(
        f"""
        UPDATE jobs SET {assignments}, owner = NULL, token = NULL, lease_until = NULL, changed_at = ?
        WHERE id = ? AND token = ? AND state = COALESCE(?, state) RETURNING *
        """,
        *values, tx.now, lease.job_id, lease.token, state,
    )  # fmt: skip
    if not rows:
        raise _lost(lease)
    return (await jobs.load(tx, rows))[0]


async def _requeue_or_fail(tx: Writer, failure: JobFailure, condition: str, **named: object) -> tuple[Job, ...]:
    rows = await tx.all(
        f"""
        UPDATE jobs SET
            state = iif(attempts < :most, 'queued', 'failed'), code = iif(attempts < :most, NULL, :code),
            facts = iif(attempts < :most, facts, :facts), finished_at = iif(attempts < :most, NULL, :now),
            stage = '', progress = 0, owner = NULL, token = NULL, lease_until = NULL, changed_at = :now
        WHERE state = 'running' AND {condition} RETURNING *
        """,
        most=MAX_ATTEMPTS, code=failure.code, facts=failure.facts, now=tx.now, **named,
    )  # fmt: skip
    return await jobs.load(tx, rows)


def _lost(lease: Lease) -> LeaseLost:
    return LeaseLost(f"the lease on job {lease.job_id} is over", job_id=lease.job_id)
