"""Jobs: work in the queue, and its outcome.

    queued -> running -> rendered -> delivered
    running -> queued (attempts left, or given back)       leases.py
    rendered -> delivered                                  deliveries.py
    anything unfinished -> failed(code) or cancelled
    failed, cancelled -> queued, or rendered if it was     restart()

The caller defines ``kind``, ``request``, ``stage``, ``result``, ``origin`` (the column ``front``) and the roles of files: the
store's codec decodes them. SQLite reads only the columns for searching jobs from them (migrations 0005 and 0007), and which
clips are withheld (migration 0013).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from storage import files
from storage.database import Reader, Writer
from storage.errors import NotFound, WrongState
from storage.limits import Limits, require_room
from storage.values import Codec, Json, to_time, to_time_or_none

KindT = TypeVar("KindT")
RequestT = TypeVar("RequestT")
StageT = TypeVar("StageT")
ResultT = TypeVar("ResultT")
OriginT = TypeVar("OriginT")
MessageT = TypeVar("MessageT")
RoleT = TypeVar("RoleT")


class JobState(StrEnum):
    """State of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    RENDERED = "rendered"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.DELIVERED, JobState.FAILED, JobState.CANCELLED})
UNFINISHED = frozenset(JobState) - ENDED


@dataclass(frozen=True)
class NewJob:
    """Job to be queued. ``cost_s`` is its size, e.g. seconds of voice; speeds are measured against it. ``key`` identifies the
    request among the user's, so that the same message seen twice makes one job.
    """

    user_id: int
    kind: str
    cost_s: float
    request: object = field(default_factory=dict)
    files: Mapping[str, files.FileSource] = field(default_factory=dict)
    chat_id: int | None = None
    face_id: int | None = None
    batch_id: int | None = None
    key: str | None = None
    origin: object = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.cost_s <= 0:
            raise ValueError(f"cost_s must be positive, not {self.cost_s}")


@dataclass(frozen=True)
class JobFailure:
    """Reason why a job failed: a stable code, and the measured values."""

    code: str
    facts: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Job(Generic[KindT, RequestT, StageT, ResultT, OriginT, MessageT, RoleT]):
    """Current state of a job. ``files`` maps a role to a SHA-256; ``messages`` was recorded at delivery; ``failure`` is None
    unless it failed.
    """

    id: int
    user_id: int
    key: str | None
    chat_id: int | None
    face_id: int | None
    batch_id: int | None
    kind: KindT
    request: RequestT
    cost_s: float
    state: JobState
    attempts: int
    stage: StageT
    progress: float
    result: ResultT
    failure: JobFailure | None
    origin: OriginT
    sends: int
    is_being_sent: bool
    messages: tuple[MessageT, ...]
    created_at: datetime
    started_at: datetime | None
    rendered_at: datetime | None
    finished_at: datetime | None
    files: Mapping[RoleT, str]


async def enqueue(tx: Writer, new: NewJob, limits: Limits) -> Job:
    """Queue a job, within the limits. If the user already has one with this key, return that one and change nothing.

    Raises:
        StoreFull (disk_full), TooManyJobs (too_many_jobs), DailyLimitReached (daily_limit_reached),
        QuotaExceeded (quota_exceeded), NotFound (not_found): a file's hash names nothing.
    """
    if new.key is not None:
        known = await by_key(tx, new.user_id, new.key)
        if known:
            return known
    await require_room(tx, limits, kind=new.kind, user_id=new.user_id, chat_id=new.chat_id)
    rows = await tx.all(
        """
        INSERT INTO jobs (user_id, key, chat_id, face_id, batch_id, kind, request, work, front, created_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
        """,
        new.user_id, new.key, new.chat_id, new.face_id, new.batch_id, new.kind, new.request, new.cost_s, new.origin,
        tx.now, tx.now,
    )  # fmt: skip
    await files.attach(tx, "job", rows[0]["id"], new.files)
    return (await load(tx, rows))[0]


async def get(tx: Reader, job_id: int) -> Job:
    """Return the job. Raises: NotFound (not_found)."""
    rows = await tx.all("SELECT * FROM jobs WHERE id = ?", job_id)
    if not rows:
        raise NotFound(f"no job {job_id}", job_id=job_id)
    return (await load(tx, rows))[0]


async def get_many(tx: Reader, job_ids: Iterable[int]) -> dict[int, Job]:
    """Return the existing jobs, by id."""
    rows = await tx.all("SELECT * FROM jobs WHERE id IN (SELECT value FROM json_each(?))", list(job_ids))
    return {job.id: job for job in await load(tx, rows)}


async def by_key(tx: Reader, user_id: int, key: str) -> Job | None:
    """Return the user's job with that key, if there is one."""
    found = await load(tx, await tx.all("SELECT * FROM jobs WHERE user_id = ? AND key = ?", user_id, key))
    return found[0] if found else None


@dataclass(frozen=True)
class JobSearch:
    """Search criteria for jobs; None matches all. ``text`` is part of the name, case-insensitive."""

    text: str | None = None
    face_id: int | None = None
    voice_id: int | None = None
    batch_id: int | None = None
    form: str | None = None
    channel: str | None = None
    chat_id: int | None = None

    def conditions(self) -> Iterator[tuple[str, object]]:
        """Return SQL conditions with one value each, and the values."""
        columns = {
            "face_id": self.face_id,
            "voice_job_id": self.voice_id,
            "batch_id": self.batch_id,
            "form": self.form,
            "channel": self.channel,
            "chat_id": self.chat_id,
        }
        yield from ((f"{column} = ?", value) for column, value in columns.items() if value is not None)
        if self.text:
            yield "instr(casefold(COALESCE(name, '')), ?) > 0", self.text.casefold()


EVERYTHING = JobSearch()


async def of_user(
    tx: Reader,
    user_id: int,
    *,
    kind: str | None = None,
    states: Iterable[JobState] = JobState,
    matching: JobSearch = EVERYTHING,
    before_id: int | None = None,
    oldest_first: bool = False,
    limit: int = 50,
) -> tuple[Job, ...]:
    """Return the user's jobs, of one kind or of all, newest first; for the next page pass the last id as ``before_id``."""
    order = "ASC" if oldest_first else "DESC"
    wanted: list[tuple[str, object]] = [("state IN (SELECT value FROM json_each(?))", list(states))]
    if kind is not None:
        wanted.append(("kind = ?", kind))
    if before_id is not None:
        wanted.append(("id < ?", before_id))
    wanted.extend(matching.conditions())
    conditions = " AND ".join(condition for condition, _ in wanted)
    rows = await tx.all(
        f"SELECT * FROM jobs WHERE user_id = ? AND {conditions} ORDER BY id {order} LIMIT ?",
        user_id, *(value for _, value in wanted), limit,
    )  # fmt: skip
    return await load(tx, rows)


async def of_batch(tx: Reader, batch_id: int) -> tuple[Job, ...]:
    """Return the jobs of a batch in the order they were queued."""
    return await of_batches(tx, [batch_id])


async def of_batches(tx: Reader, batch_ids: Iterable[int]) -> tuple[Job, ...]:
    """Return the jobs of several batches in the order they were queued."""
    wanted = "batch_id IN (SELECT value FROM json_each(?))"
    return await load(tx, await tx.all(f"SELECT * FROM jobs WHERE {wanted} ORDER BY id", list(batch_ids)))


async def set_origin(tx: Writer, job_id: int, origin: object) -> None:
    """Store data that the delivery needs after a restart, e.g. the status message."""
    await tx.run("UPDATE jobs SET front = ? WHERE id = ?", origin, job_id)


async def cancel(tx: Writer, job_id: int) -> Job:
    """Cancel a job unless it has ended or is being sent; return its new state.

    Its worker gets LeaseLost at the next report; also tell the pool, to stop it at once.
    """
    await cancel_where(tx, "id = ?", job_id)
    return await get(tx, job_id)


async def cancel_all(
    tx: Writer, *, user_id: int | None = None, chat_id: int | None = None, batch_id: int | None = None
) -> tuple[Job, ...]:
    """Cancel all jobs of a user, in a chat, of a batch, or of several of these, as far as they can still be cancelled; return
    those.

    Raises:
        ValueError: no argument is given, which would cancel all jobs of all users.
    """
    named = {"user_id": user_id, "chat_id": chat_id, "batch_id": batch_id}
    wanted = {column: value for column, value in named.items() if value is not None}
    if not wanted:
        raise ValueError("name a user, a chat or a batch")
    return await cancel_where(tx, " AND ".join(f"{column} = ?" for column in wanted), *wanted.values())


async def cancel_where(tx: Writer, condition: str, *values: object) -> tuple[Job, ...]:
    """Cancel all jobs that match an SQL condition and can still be cancelled; return those. Internal to the storage."""
    rows = await tx.all(
        f"""
        UPDATE jobs SET state = 'cancelled', owner = NULL, token = NULL, lease_until = NULL,
            finished_at = ?, changed_at = ?
        WHERE (state IN ('queued', 'running') OR state = 'rendered' AND (token IS NULL OR lease_until <= ?))
            AND ({condition})
        RETURNING *
        """,
        tx.now, tx.now, tx.now, *values,
    )  # fmt: skip
    return await load(tx, rows)


async def restart(tx: Writer, job_id: int, limits: Limits) -> Job:
    """Requeue a failed or cancelled job for rendering, or for delivery if it was rendered.

    Raises:
        WrongState (wrong_state); the errors of limits as in :func:`enqueue`; NotFound (not_found).
    """
    job = await get(tx, job_id)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise WrongState(f"job {job_id} is {job.state}", job_id=job_id, state=str(job.state))
    await require_room(tx, limits, kind=str(job.kind), user_id=job.user_id, chat_id=job.chat_id, but=job.id)
    await tx.run(
        """
        UPDATE jobs SET state = iif(rendered_at IS NULL, 'queued', 'rendered'), attempts = 0, sends = 0,
            send_after = NULL, code = NULL, facts = '{}', stage = '', progress = 0, finished_at = NULL, changed_at = ?
        WHERE id = ?
        """,
        tx.now, job_id,
    )  # fmt: skip
    return await get(tx, job_id)


async def delete(tx: Writer, job_id: int) -> None:
    """Delete a job that has ended, with its files.

    Raises:
        WrongState (wrong_state): cancel it first; NotFound (not_found).
    """
    job = await get(tx, job_id)
    if job.state not in ENDED:
        raise WrongState(f"job {job_id} is {job.state}", job_id=job_id, state=str(job.state))
    await tx.run("DELETE FROM jobs WHERE id = ?", job_id)


async def delete_ended(tx: Writer, job_ids: Iterable[int]) -> tuple[int, ...]:
    """Delete those of the jobs that have ended, with their files; return their ids."""
    rows = await tx.all(
        """
        DELETE FROM jobs WHERE id IN (SELECT value FROM json_each(?))
            AND state IN (SELECT value FROM json_each(?)) RETURNING id
        """,
        list(job_ids), list(ENDED),
    )  # fmt: skip
    return tuple(row["id"] for row in rows)


async def load(tx: Reader, rows: list[sqlite3.Row]) -> tuple[Job, ...]:
    """Return the jobs of these rows, with their files."""
    named = await files.named_by(tx, "job", (row["id"] for row in rows))
    return tuple(_job(row, named[row["id"]], tx.codec) for row in rows)


def _job(row: sqlite3.Row, named: Mapping[Any, str], codec: Codec) -> Job:
    failure = None if row["code"] is None else JobFailure(row["code"], json.loads(row["facts"]))
    return Job(
        id=row["id"],
        user_id=row["user_id"],
        key=row["key"],
        chat_id=row["chat_id"],
        face_id=row["face_id"],
        batch_id=row["batch_id"],
        kind=codec.job_kind(row["kind"]),
        request=codec.job_request(row["kind"], json.loads(row["request"])),
        cost_s=row["work"],
        state=JobState(row["state"]),
        attempts=row["attempts"],
        stage=codec.job_stage(row["stage"]),
        progress=row["progress"],
        result=codec.job_result(row["kind"], json.loads(row["result"])),
        failure=failure,
        origin=codec.job_origin(json.loads(row["front"])),
        sends=row["sends"],
        is_being_sent=row["state"] == JobState.RENDERED and row["token"] is not None,
        messages=tuple(codec.job_message(message) for message in json.loads(row["messages"])),
        created_at=to_time(row["created_at"]),
        started_at=to_time_or_none(row["started_at"]),
        rendered_at=to_time_or_none(row["rendered_at"]),
        finished_at=to_time_or_none(row["finished_at"]),
        files=named,
    )
