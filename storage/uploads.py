"""Incoming files, received in parts over any number of connections.

A row says how much of a file is durable; a crash may leave the file, ``uploads/<id>`` in the data folder, longer than that.
The file is created before its row is committed, and removed after its row is deleted, so a crash leaves a file without a row
(the sweep removes it) but never a row without a file.

A complete upload becomes content of the media folder in the transaction that deletes its row: a crash leaves an upload or
content, never neither.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage import files
from storage.cancellation import finish_on_cancel
from storage.database import Reader, Writer
from storage.errors import FileTooLarge, NotFound, QuotaExceeded
from storage.limits import Limits
from storage.media import Media, StagedFile
from storage.values import to_time

KEPT = timedelta(days=1)
"""Time without new data after which an upload is deleted."""

RESERVED = timedelta(minutes=10)
"""Time since its last part for which room is reserved for the rest of an upload. A client that announces much and sends
nothing must not keep others out for long.
"""

MIN_QUOTA_BYTES = 1 << 20
"""Minimum quota charge per upload: a row and a file have a cost even if they hold little."""


@dataclass(frozen=True)
class Upload:
    """Upload. ``bytes`` is the final size of the file, ``received`` its durable part; ``name`` is for display."""

    id: str
    user_id: int
    name: str
    bytes: int
    received: int
    changed_at: datetime

    @property
    def expires_at(self) -> datetime:
        """Return the time when it expires."""
        return self.changed_at + KEPT

    @property
    def is_complete(self) -> bool:
        """Return whether all of it has arrived."""
        return self.received == self.bytes


async def create(tx: Writer, user_id: int, *, name: str, size: int, limits: Limits) -> Upload:
    """Create an upload, if there is room for all of it.

    Raises:
        StoreFull (disk_full), QuotaExceeded (quota_exceeded).
    """
    to_come = int(
        await tx.scalar(
            "SELECT COALESCE(SUM(bytes - received), 0) FROM uploads WHERE changed_at > ?", tx.now - RESERVED
        )
    )
    tx.media.require_free(limits.min_free_bytes + to_come + size)
    if limits.bytes_per_user is not None:
        used = max(size, MIN_QUOTA_BYTES) + await files.bytes_of_user(tx, user_id) + await bytes_of_user(tx, user_id)
        if used > limits.bytes_per_user:
            raise QuotaExceeded(
                f"{used} of {limits.bytes_per_user} bytes", whose="user", used=used, limit=limits.bytes_per_user
            )
    upload_id = secrets.token_hex(16)
    await finish_on_cancel(asyncio.to_thread(tx.media.begin_upload, upload_id))
    row = await tx.one(
        "INSERT INTO uploads (id, user_id, name, bytes, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
        upload_id, user_id, name, size, tx.now, tx.now,
    )  # fmt: skip
    assert row is not None
    return _upload(row)


async def get(tx: Reader, user_id: int, upload_id: str) -> Upload:
    """Return the user's upload. Raises NotFound (not_found): it does not exist, or is another user's."""
    row = await tx.one("SELECT * FROM uploads WHERE id = ? AND user_id = ?", upload_id, user_id)
    if row is None:
        raise NotFound("no such upload")
    return _upload(row)


async def write(media: Media, upload: Upload, block: bytes) -> None:
    """Write the next part to the disk; call :func:`set_received` afterwards. One caller at a time.

    Raises: FileTooLarge (file_too_large): it would exceed the announced size; StoreFull (disk_full); NotFound (not_found).
    """
    if upload.received + len(block) > upload.bytes:
        raise FileTooLarge(f"more than the {upload.bytes} bytes that were announced", max_bytes=upload.bytes)
    with _file_expected():
        # Finish even if cancelled, so that the next writer cannot race with it.
        await finish_on_cancel(asyncio.to_thread(media.write_upload, upload.id, upload.received, block))


async def set_received(tx: Writer, upload_id: str, received: int) -> Upload:
    """Record how many bytes are durable. Raises NotFound (not_found): it was deleted meanwhile."""
    row = await tx.one(
        "UPDATE uploads SET received = ?, changed_at = ? WHERE id = ? RETURNING *", received, tx.now, upload_id
    )
    if row is None:
        raise NotFound("no such upload")
    return _upload(row)


async def set_complete(tx: Writer, upload_id: str) -> Upload:
    """Record that the upload is complete. Raises NotFound (not_found): it was deleted meanwhile."""
    row = await tx.one("UPDATE uploads SET bytes = received WHERE id = ? RETURNING *", upload_id)
    if row is None:
        raise NotFound("no such upload")
    return _upload(row)


async def stage(media: Media, upload: Upload, folder: Path) -> StagedFile:
    """Stage a complete upload in ``folder``, a scratch folder; linked if the file system supports it, else copied. Raises
    NotFound (not_found).
    """
    target = folder / "upload"
    with _file_expected():
        await finish_on_cancel(asyncio.to_thread(media.link_upload, upload.id, target))
    return await media.stage(target)


async def delete(tx: Writer, upload_id: str) -> None:
    """Delete its row; :func:`remove_unknown` removes its file."""
    await tx.run("DELETE FROM uploads WHERE id = ?", upload_id)


async def bytes_of_user(tx: Reader, user_id: int) -> int:
    """Return the room that the user's uploads take when complete, each at least :data:`MIN_QUOTA_BYTES`."""
    total = "SELECT COALESCE(SUM(MAX(bytes, ?)), 0) FROM uploads WHERE user_id = ?"
    return int(await tx.scalar(total, MIN_QUOTA_BYTES, user_id))


async def expire(tx: Writer) -> None:
    """Delete uploads that received nothing for :data:`KEPT`."""
    await tx.run("DELETE FROM uploads WHERE changed_at < ?", tx.now - KEPT)


async def remove_unknown(tx: Writer) -> None:
    """Remove the files of uploads that became content, were abandoned, or were deleted with their user. Use a separate
    transaction after the one that deleted the rows.
    """
    known = {row["id"] for row in await tx.all("SELECT id FROM uploads")}
    for upload_id in set(await asyncio.to_thread(tx.media.upload_ids)) - known:
        await finish_on_cancel(asyncio.to_thread(tx.media.remove_upload, upload_id))


@contextlib.contextmanager
def _file_expected() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound("no such upload") from error


def _upload(row: sqlite3.Row) -> Upload:
    return Upload(row["id"], row["user_id"], row["name"], row["bytes"], row["received"], to_time(row["changed_at"]))
