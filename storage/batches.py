"""Batches: jobs that were ordered together."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from storage.database import Reader, Writer
from storage.errors import NotFound
from storage.jobs import JobState
from storage.values import to_time

StateT = TypeVar("StateT")


@dataclass(frozen=True)
class Batch(Generic[StateT]):
    """A group of jobs and how many of them are in each state."""

    id: int
    user_id: int
    name: str
    state: StateT
    created_at: datetime
    counts: Mapping[JobState, int]


async def create(tx: Writer, user_id: int, name: str, key: str | None = None) -> Batch:
    """Create an empty batch; queue its jobs with ``NewJob.batch_id`` in the same transaction. ``key``: see :func:`by_key`."""
    rows = await tx.all(
        "INSERT INTO batches (user_id, name, key, created_at) VALUES (?, ?, ?, ?) RETURNING *",
        user_id, name, key, tx.now,
    )  # fmt: skip
    return (await _load(tx, rows))[0]


async def by_key(tx: Reader, user_id: int, key: str) -> Batch | None:
    """Return the user's batch that was created with that key, if there is one."""
    found = await _load(tx, await tx.all("SELECT * FROM batches WHERE user_id = ? AND key = ?", user_id, key))
    return found[0] if found else None


async def get(tx: Reader, batch_id: int) -> Batch:
    """Return the batch. Raises: NotFound (not_found)."""
    found = await _load(tx, await tx.all("SELECT * FROM batches WHERE id = ?", batch_id))
    if not found:
        raise NotFound(f"no batch {batch_id}", batch_id=batch_id)
    return found[0]


async def of_user(
    tx: Reader, user_id: int, *, channel: str | None = None, name: str | None = None, limit: int = 50
) -> tuple[Batch, ...]:
    """Return the user's batches, optionally of one channel and one name only, newest first."""
    rows = await tx.all(
        """
        SELECT * FROM batches WHERE user_id = :user_id
            AND channel = COALESCE(:channel, channel) AND name = COALESCE(:name, name)
        ORDER BY id DESC LIMIT :limit
        """,
        user_id=user_id, channel=channel, name=name, limit=limit,
    )  # fmt: skip
    return await _load(tx, rows)


async def set_state(tx: Writer, batch_id: int, state: object) -> None:
    """Store what the front end needs after a restart: the column ``front``."""
    await tx.run("UPDATE batches SET front = ? WHERE id = ?", state, batch_id)


async def rename(tx: Writer, batch_id: int, name: str) -> None:
    """Rename a batch."""
    await tx.run("UPDATE batches SET name = ? WHERE id = ?", name, batch_id)


async def delete(tx: Writer, batch_id: int) -> None:
    """Delete a batch; its remaining jobs stay, without a batch."""
    await tx.run("DELETE FROM batches WHERE id = ?", batch_id)


async def _load(tx: Reader, rows: list[sqlite3.Row]) -> tuple[Batch, ...]:
    counts: dict[int, Counter[JobState]] = {row["id"]: Counter() for row in rows}
    for row in await tx.all(
        """
        SELECT batch_id, state, COUNT(*) AS jobs FROM jobs WHERE batch_id IN (SELECT value FROM json_each(?))
        GROUP BY batch_id, state
        """,
        list(counts),
    ):
        counts[row["batch_id"]][JobState(row["state"])] = row["jobs"]
    return tuple(
        Batch(
            row["id"],
            row["user_id"],
            row["name"],
            tx.codec.batch_state(json.loads(row["front"])),
            to_time(row["created_at"]),
            counts[row["id"]],
        )
        for row in rows
    )
