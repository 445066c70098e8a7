"""Rows of webhooks, and of the messages that are still to be sent to them: the outbox, which the schema's trigger fills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row

from storage import jobs
from storage.database import Reader, Writer
from storage.jobs import Job
from storage.values import to_time, to_time_or_none


@dataclass(frozen=True)
class Attempt:
    """Outcome of sending something: the status of the answer, None if there was none, and what went wrong, None if nothing."""

    status: int | None
    fault: str | None


@dataclass(frozen=True)
class JobWebhook:
    """Address that is told when a user's jobs end.

    ``waiting`` messages are still to be sent, ``given_up`` ones are not sent any more; ``last``: the last attempt, at
    ``tried_at``, None before the first.
    """

    id: int
    url: str
    secret: str
    created_at: datetime
    waiting: int
    given_up: int
    tried_at: datetime | None
    last: Attempt | None


@dataclass(frozen=True)
class Message:
    """Message about the end of a job, claimed for the attempt of that number; ``key`` is the same in each attempt."""

    id: int
    key: str
    attempt: int
    webhook: JobWebhook
    job: Job


_WEBHOOKS = """
    SELECT *, (SELECT COUNT(*) FROM webhook_messages WHERE webhook_id = webhooks.id) AS waiting FROM webhooks
    """

_DUE = """
    FROM webhook_messages JOIN webhooks ON webhooks.id = webhook_id
    WHERE send_after <= ? AND user_id NOT IN (SELECT value FROM json_each(?))
    ORDER BY tried_at, send_after, webhook_messages.id LIMIT 1
    """


async def add(tx: Writer, user_id: int, url: str, secret: str) -> JobWebhook:
    """Add a webhook of a user's; it is told of jobs that end from now on."""
    row = await tx.one(
        "INSERT INTO webhooks (user_id, url, secret, created_at) VALUES (?, ?, ?, ?) RETURNING *, 0 AS waiting",
        user_id, url, secret, tx.now,
    )  # fmt: skip
    assert row is not None, "it was added just now"
    return _webhook(row)


async def of_user(tx: Reader, user_id: int) -> tuple[JobWebhook, ...]:
    """Return a user's webhooks, newest first."""
    return tuple(_webhook(row) for row in await tx.all(f"{_WEBHOOKS} WHERE user_id = ? ORDER BY id DESC", user_id))


async def delete(tx: Writer, user_id: int, webhook_id: int) -> bool:
    """Delete a user's webhook with its messages; return whether there was one."""
    row = await tx.one("DELETE FROM webhooks WHERE user_id = ? AND id = ? RETURNING id", user_id, webhook_id)
    return row is not None


async def is_due(tx: Reader, *, busy: Iterable[int] = ()) -> bool:
    """Return whether :func:`claim` would find a message."""
    return await tx.one(f"SELECT 1 {_DUE}", tx.now, list(busy)) is not None


async def claim(tx: Writer, holds: timedelta, *, busy: Iterable[int] = ()) -> Message | None:
    """Claim a message that is due, but for those of the users ``busy``; None if none is due. Webhooks take turns: the next is the
    one whose last attempt is longest ago, with the message that has been due longest.

    Unless :func:`settle` comes before, it is due again after ``holds``: whoever claimed it has died, and it may have been sent.
    """
    row = await tx.one(
        f"""
        UPDATE webhook_messages SET attempts = attempts + 1, send_after = ?
        WHERE id = (SELECT webhook_messages.id {_DUE}) RETURNING *
        """,
        tx.now + holds, tx.now, list(busy),
    )  # fmt: skip
    if row is None:
        return None
    [webhook] = await tx.all(f"{_WEBHOOKS} WHERE id = ?", row["webhook_id"])
    return Message(row["id"], row["key"], row["attempts"], _webhook(webhook), await jobs.get(tx, row["job_id"]))


async def settle(tx: Writer, message: Message, attempt: Attempt, *, again_in: timedelta | None) -> None:
    """Record the outcome of the attempt for which the message was claimed. ``again_in``: the pause before the next attempt, if it
    failed; None: give up.

    The message may be gone or claimed anew by now: nothing changes but the webhook's last attempt.
    """
    if attempt.fault is not None and again_in is not None:
        await tx.run(
            "UPDATE webhook_messages SET send_after = ? WHERE id = ? AND attempts = ?",
            tx.now + again_in, message.id, message.attempt,
        )  # fmt: skip
    else:
        ended = await tx.one(
            "DELETE FROM webhook_messages WHERE id = ? AND attempts = ? RETURNING id", message.id, message.attempt
        )
        if ended is not None and attempt.fault is not None:
            await tx.run("UPDATE webhooks SET given_up = given_up + 1 WHERE id = ?", message.webhook.id)
    await note(tx, message.webhook.id, attempt)


async def note(tx: Writer, webhook_id: int, attempt: Attempt) -> None:
    """Record the last attempt to reach a webhook."""
    await tx.run(
        "UPDATE webhooks SET tried_at = ?, status = ?, fault = ? WHERE id = ?",
        tx.now, attempt.status, attempt.fault, webhook_id,
    )  # fmt: skip


def _webhook(row: Row) -> JobWebhook:
    return JobWebhook(
        id=row["id"],
        url=row["url"],
        secret=row["secret"],
        created_at=to_time(row["created_at"]),
        waiting=row["waiting"],
        given_up=row["given_up"],
        tried_at=to_time_or_none(row["tried_at"]),
        last=Attempt(row["status"], row["fault"]) if row["tried_at"] is not None else None,
    )
