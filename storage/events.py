"""Events of jobs: written by the schema's triggers, read here.

Ids rise and are committed in order (one writer), so "after the last id that I saw" misses nothing. Each change of state is
kept as long as its job; for progress, only the last event of a job is kept.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from storage.database import Reader, Writer
from storage.jobs import JobState
from storage.values import Codec, to_time

StageT = TypeVar("StageT")


class EventKind(StrEnum):
    """Kind of event."""

    STATE = "state"
    PROGRESS = "progress"


@dataclass(frozen=True)
class Event(Generic[StageT]):
    """Event of a job, and the job's state at that time."""

    id: int
    job_id: int
    user_id: int
    kind: EventKind
    state: JobState
    stage: StageT
    progress: float
    code: str | None
    at: datetime


async def after(tx: Reader, last_id: int, *, user_id: int | None = None, limit: int = 500) -> tuple[Event, ...]:
    """Return the next events after ``last_id``, of one user or of all."""
    if user_id is None:
        rows = await tx.all("SELECT * FROM job_events WHERE id > ? ORDER BY id LIMIT ?", last_id, limit)
    else:
        rows = await tx.all(
            "SELECT * FROM job_events WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?", user_id, last_id, limit
        )
    return tuple(_event(row, tx.codec) for row in rows)


async def last_of_user(tx: Reader, user_id: int, limit: int) -> tuple[Event, ...]:
    """Return the user's newest events, in order."""
    rows = await tx.all("SELECT * FROM job_events WHERE user_id = ? ORDER BY id DESC LIMIT ?", user_id, limit)
    return tuple(_event(row, tx.codec) for row in reversed(rows))


async def repeat(tx: Writer, job_id: int) -> None:
    """Emit the job's state again, although the job itself has not changed, e.g. because its batch was closed."""
    await tx.run("DELETE FROM job_events WHERE job_id = ? AND kind = 'progress'", job_id)
    await tx.run(
        """
        INSERT INTO job_events (job_id, user_id, kind, state, stage, progress, code, at)
        SELECT id, user_id, 'progress', state, stage, progress, code, ? FROM jobs WHERE id = ?
        """,
        tx.now, job_id,
    )  # fmt: skip


async def last_id(tx: Reader) -> int:
    """Return the id of the newest event ever, 0 before the first: where a new reader starts."""
    return int(await tx.scalar("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'job_events'"))


def _event(row: sqlite3.Row, codec: Codec) -> Event:
    return Event(
        id=row["id"],
        job_id=row["job_id"],
        user_id=row["user_id"],
        kind=EventKind(row["kind"]),
        state=JobState(row["state"]),
        stage=codec.job_stage(row["stage"]),
        progress=row["progress"],
        code=row["code"],
        at=to_time(row["at"]),
    )
