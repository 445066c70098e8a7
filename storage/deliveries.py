"""Deliveries of rendered jobs to their users, each once.

The intent is recorded (and on disk) before anything is sent: a lease on the rendered job. After sending, the ids of the
messages are recorded and the job is delivered. If the process is killed:

* before the intent: nothing was sent; the next claim sends it.
* between intent and record: it may or may not have arrived, and no record here can tell. The storage errs on the side
  of **not sending twice**: no claim takes such a job again. Once its lease is over it is listed by :func:`uncertain`,
  and the front end resolves it: by asking the other side, by an action that is the same when done twice (putting the
  clip into an existing message), or by telling the user with a button "send it". The clip is kept all the while, so it
  is never lost.
* after the record: delivered.

A certain refusal (no connection was made, "too many requests") is not such a case: see :func:`postpone`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from storage import jobs
from storage.database import Reader, Writer
from storage.errors import WrongState
from storage.jobs import Job
from storage.leases import Claim, Lease, change

MOST_OF_ONE = 4


async def claim(tx: Writer, owner: str, lease_s: float) -> Claim | None:
    """Record the intent to send the rendered job that waits longest; return None if none waits. Commit before sending.

    Of one user only :data:`MOST_OF_ONE` are sent at a time: who has many keeps nobody else waiting.
    """
    token = secrets.token_hex(8)
    rows = await tx.all(
        """
        UPDATE jobs SET owner = ?, token = ?, lease_until = ?, sends = sends + 1, changed_at = ?
        WHERE id = (
            SELECT id FROM jobs WHERE state = 'rendered' AND token IS NULL AND (send_after IS NULL OR send_after <= ?)
                AND user_id NOT IN (
                    SELECT user_id FROM jobs WHERE state = 'rendered' AND token IS NOT NULL AND lease_until > ?
                    GROUP BY user_id HAVING COUNT(*) >= ?)
            ORDER BY rendered_at, id LIMIT 1)
        RETURNING *
        """,
        owner, token, tx.now + timedelta(seconds=lease_s), tx.now, tx.now, tx.now, MOST_OF_ONE,
    )  # fmt: skip
    return Claim((await jobs.load(tx, rows))[0], Lease(rows[0]["id"], token)) if rows else None


async def record(tx: Writer, lease: Lease, messages: Sequence[object]) -> Job:
    """Record that it has arrived. ``messages``: where, so that it can be sent again without rendering or uploading.

    Raises:
        LeaseLost (lease_lost): it was resolved meanwhile.
    """
    return await change(
        tx, lease, "rendered", "state = 'delivered', messages = ?, finished_at = ?", list(messages), tx.now
    )


async def postpone(tx: Writer, lease: Lease, until: datetime) -> Job:
    """Record that it has certainly not arrived, and is to be sent again from ``until`` on. ``Job.sends`` counts the attempts.

    Raises:
        LeaseLost (lease_lost).
    """
    return await change(tx, lease, "rendered", "send_after = ?", until)


async def uncertain(tx: Reader) -> tuple[Job, ...]:
    """Return the jobs whose sender died or stopped responding between intent and record: they may have arrived."""
    rows = await tx.all(
        "SELECT * FROM jobs WHERE state = 'rendered' AND token IS NOT NULL AND lease_until <= ? ORDER BY id", tx.now
    )
    return await jobs.load(tx, rows)


async def resolve(tx: Writer, job_id: int, *, arrived: bool) -> Job:
    """Record the outcome of an unconfirmed delivery: it has arrived, or is to be sent again.

    Raises:
        WrongState (wrong_state): its delivery is not unconfirmed; NotFound (not_found).
    """
    rows = await tx.all(
        """
        UPDATE jobs SET state = iif(:arrived, 'delivered', 'rendered'),
            finished_at = iif(:arrived, :now, NULL), changed_at = :now,
            owner = NULL, token = NULL, lease_until = NULL
        WHERE id = :id AND state = 'rendered' AND token IS NOT NULL AND lease_until <= :now RETURNING id
        """,
        arrived=arrived, now=tx.now, id=job_id,
    )  # fmt: skip
    job = await jobs.get(tx, job_id)
    if not rows:
        raise WrongState(f"the delivery of job {job_id} is not uncertain", job_id=job_id, state=str(job.state))
    return job
