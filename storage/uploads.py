"""Files on their way in, piece by piece, over as many connections as it takes.

A row says how much of the file is durable; the file, ``uploads/<id>`` in the data folder, may be longer by what a crash
cut off. A finished one becomes content of the media folder in the transaction that deletes its row: what a crash leaves is
either an upload or content, never neither.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Reader, Writer
from storage.errors import NotFound
from storage.values import to_time

KEPT = timedelta(days=1)
"""Without a further piece for so long an upload is given up."""


@dataclass(frozen=True)
class Upload:
    """``bytes`` is how large the file will be, ``received`` how much of it is here; ``name`` is for people to read."""

    id: str
    user_id: int
    name: str
    bytes: int
    received: int
    changed_at: datetime

    @property
    def expires_at(self) -> datetime:
        """When it is given up."""
        return self.changed_at + KEPT

    @property
    def is_complete(self) -> bool:
        """All of it is here."""
        return self.received == self.bytes


async def create(tx: Writer, user_id: int, *, name: str, size: int) -> Upload:
    """An upload of which nothing has come yet."""
    row = await tx.one(
        "INSERT INTO uploads (id, user_id, name, bytes, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
        secrets.token_hex(16), user_id, name, size, tx.now, tx.now,
    )  # fmt: skip
    assert row is not None
    return _upload(row)


async def get(tx: Reader, user_id: int, upload_id: str) -> Upload:
    """The user's upload. Raises NotFound (not_found): there is none, or it is somebody else's."""
    row = await tx.one("SELECT * FROM uploads WHERE id = ? AND user_id = ?", upload_id, user_id)
    if row is None:
        raise NotFound("no such upload")
    return _upload(row)


async def set_received(tx: Writer, upload_id: str, received: int) -> None:
    """So much of it is durable."""
    await tx.run("UPDATE uploads SET received = ?, changed_at = ? WHERE id = ?", received, tx.now, upload_id)


async def delete(tx: Writer, upload_id: str) -> None:
    """Forget it; its file goes at the end of the transaction or with the next sweep."""
    await tx.run("DELETE FROM uploads WHERE id = ?", upload_id)


async def bytes_of_user(tx: Reader, user_id: int) -> int:
    """Room that the user's uploads take when they are complete."""
    return int(await tx.scalar("SELECT COALESCE(SUM(bytes), 0) FROM uploads WHERE user_id = ?", user_id))


async def expire(tx: Writer) -> None:
    """Give up those without a further piece for :data:`KEPT`."""
    await tx.run("DELETE FROM uploads WHERE changed_at < ?", tx.now - KEPT)


async def unknown_of(tx: Reader, names: Iterable[str]) -> list[str]:
    """Of these names of files, those that no row knows."""
    wanted = list(names)
    rows = await tx.all("SELECT id FROM uploads WHERE id IN (SELECT value FROM json_each(?))", wanted)
    return sorted(set(wanted) - {row["id"] for row in rows})


def _upload(row: sqlite3.Row) -> Upload:
    return Upload(row["id"], row["user_id"], row["name"], row["bytes"], row["received"], to_time(row["changed_at"]))
