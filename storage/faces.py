"""Registered faces, and the chats to which they are lent."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from storage import files, jobs
from storage.database import Reader, Writer
from storage.errors import NotFound
from storage.jobs import Job
from storage.values import to_time

FactsT = TypeVar("FactsT")
RoleT = TypeVar("RoleT")
AnyRole = TypeVar("AnyRole", bound=str)


@dataclass(frozen=True)
class Face(Generic[FactsT, RoleT]):
    """Face that is ready for use. ``files`` maps a role to a SHA-256; the codec decodes ``facts`` and the roles."""

    id: int
    user_id: int
    name: str
    facts: FactsT
    is_default: bool
    created_at: datetime
    files: Mapping[RoleT, str]


@dataclass(frozen=True)
class FaceUse:
    """Clip that somebody else made with a lent face. ``user_name`` is None if they have deleted their data since, ``chat_id`` if
    the chat is gone."""

    job_id: int
    user_name: str | None
    chat_id: int | None
    made_at: datetime


async def add(
    tx: Writer,
    user_id: int,
    *,
    name: str,
    facts: object,
    sources: Mapping[AnyRole, files.FileSource],
    job_id: int | None = None,
) -> Face:
    """Register a face; the user's first becomes the default. With the id of the job that made it, calling this twice adds one
    face.

    Call it after the check that the job's lease is still held, and in the same transaction.
    """
    if job_id is not None:
        known = await tx.all("SELECT * FROM faces WHERE job_id = ?", job_id)
        if known:
            return (await _load(tx, known))[0]
    rows = await tx.all(
        """
        INSERT INTO faces (user_id, job_id, name, facts, is_default, created_at)
        VALUES (
            :user_id, :job_id, :name, :facts, NOT EXISTS (SELECT 1 FROM faces WHERE user_id = :user_id), :now
        ) RETURNING *
        """,
        user_id=user_id, job_id=job_id, name=name, facts=facts, now=tx.now,
    )  # fmt: skip
    await files.attach(tx, "face", rows[0]["id"], sources)
    return (await _load(tx, rows))[0]


async def get(tx: Reader, face_id: int) -> Face:
    """Return the face. Raises: NotFound (not_found)."""
    rows = await tx.all("SELECT * FROM faces WHERE id = ?", face_id)
    if not rows:
        raise NotFound(f"no face {face_id}", face_id=face_id)
    return (await _load(tx, rows))[0]


async def of_user(tx: Reader, user_id: int) -> tuple[Face, ...]:
    """Return the user's own faces, oldest first."""
    return await _load(tx, await tx.all("SELECT * FROM faces WHERE user_id = ? ORDER BY id", user_id))


async def made_of(tx: Reader, role: str, sha256: str) -> Face | None:
    """Return the newest face of any user whose file of that role has this content."""
    rows = await tx.all(
        """
        SELECT faces.* FROM faces JOIN face_files ON face_id = faces.id WHERE role = ? AND sha256 = ?
        ORDER BY faces.id DESC LIMIT 1
        """,
        role, sha256,
    )  # fmt: skip
    found = await _load(tx, rows)
    return found[0] if found else None


async def names(tx: Reader, face_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of the existing faces, by id."""
    rows = await tx.all("SELECT id, name FROM faces WHERE id IN (SELECT value FROM json_each(?))", list(face_ids))
    return {row["id"]: row["name"] for row in rows}


async def kept_from(tx: Reader, job_ids: Iterable[int]) -> dict[int, int]:
    """Return the id of the face made from each job, where there is one."""
    rows = await tx.all("SELECT id, job_id FROM faces WHERE job_id IN (SELECT value FROM json_each(?))", list(job_ids))
    return {row["job_id"]: row["id"] for row in rows}


async def default_of(tx: Reader, user_id: int) -> Face | None:
    """Return the user's default face."""
    found = await _load(tx, await tx.all("SELECT * FROM faces WHERE user_id = ? AND is_default = 1", user_id))
    return found[0] if found else None


async def rename(tx: Writer, face_id: int, name: str) -> None:
    """Rename a face."""
    await tx.run("UPDATE faces SET name = ? WHERE id = ?", name, face_id)


async def make_default(tx: Writer, face_id: int) -> None:
    """Make it its owner's default.

    Raises:
        NotFound (not_found).
    """
    face = await get(tx, face_id)
    await tx.run("UPDATE faces SET is_default = 0 WHERE user_id = ?", face.user_id)
    await tx.run("UPDATE faces SET is_default = 1 WHERE id = ?", face_id)


async def delete(tx: Writer, face_id: int) -> tuple[Job, ...]:
    """Delete a face with its files and loans, and the finished job that made it, which holds the source video. Unfinished jobs
    with the face are cancelled and returned. Finished clips stay.

    If it was the default, the newest other face becomes the default.

    Raises:
        NotFound (not_found).
    """
    face = await get(tx, face_id)
    cancelled = await jobs.cancel_where(tx, "face_id = ?", face_id)
    await tx.run(
        "DELETE FROM jobs WHERE id = (SELECT job_id FROM faces WHERE id = ?) AND finished_at IS NOT NULL", face_id
    )
    await tx.run("DELETE FROM faces WHERE id = ?", face_id)
    if face.is_default:
        await tx.run(
            "UPDATE faces SET is_default = 1 WHERE id = (SELECT MAX(id) FROM faces WHERE user_id = ?)", face.user_id
        )
    return cancelled


async def lend(tx: Writer, face_id: int, chat_id: int) -> None:
    """Lend a face to a chat."""
    await tx.run(
        "INSERT INTO shared_faces (chat_id, face_id, shared_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        chat_id, face_id, tx.now,
    )  # fmt: skip


async def take_back(tx: Writer, face_id: int, chat_id: int) -> tuple[Job, ...]:
    """Take a face back; cancel and return the unfinished jobs of other users with it in this chat."""
    return await _withdraw(tx, "chat_id = ? AND face_id = ?", chat_id, face_id)


async def take_back_all_of(tx: Writer, user_id: int, chat_id: int) -> tuple[Job, ...]:
    """Take all of a user's faces back from a chat that the user has left."""
    return await _withdraw(tx, "chat_id = ? AND face_id IN (SELECT id FROM faces WHERE user_id = ?)", chat_id, user_id)


async def take_back_all_in(tx: Writer, chat_id: int) -> tuple[Job, ...]:
    """Take all faces back from a chat that the bot has left."""
    return await _withdraw(tx, "chat_id = ?", chat_id)


async def lent_to(tx: Reader, chat_id: int) -> tuple[Face, ...]:
    """Return the faces lent to a chat, in the order of lending."""
    rows = await tx.all(
        """
        SELECT faces.* FROM faces JOIN shared_faces ON face_id = faces.id WHERE chat_id = ? ORDER BY shared_at, faces.id
        """,
        chat_id,
    )
    return await _load(tx, rows)


async def chats_of(tx: Reader, face_id: int) -> tuple[int, ...]:
    """Return the chats a face is lent to."""
    rows = await tx.all("SELECT chat_id FROM shared_faces WHERE face_id = ? ORDER BY chat_id", face_id)
    return tuple(row["chat_id"] for row in rows)


async def may_use(tx: Reader, face_id: int, *, user_id: int, chat_id: int | None) -> bool:
    """Return whether the user may make a clip with the face in this chat: it is their own, or lent to the chat."""
    row = await tx.one(
        """
        SELECT 1 FROM faces WHERE id = :face_id AND (user_id = :user_id
            OR EXISTS (SELECT 1 FROM shared_faces WHERE face_id = :face_id AND chat_id = :chat_id))
        """,
        face_id=face_id, user_id=user_id, chat_id=chat_id,
    )  # fmt: skip
    return row is not None


async def uses_of(
    tx: Reader, face_id: int, *, before_id: int | None = None, limit: int | None = None
) -> tuple[FaceUse, ...]:
    """Return the clips that others made with a face, newest first; they outlive the clips. For the next page pass the last
    ``job_id`` as ``before_id``."""
    rows = await tx.all(
        """
        SELECT face_uses.*, name FROM face_uses LEFT JOIN users ON users.id = face_uses.user_id
        WHERE face_id = :face_id AND (:before_id IS NULL OR job_id < :before_id) ORDER BY job_id DESC LIMIT :limit
        """,
        face_id=face_id, before_id=before_id, limit=-1 if limit is None else limit,
    )  # fmt: skip
    return tuple(FaceUse(row["job_id"], row["name"], row["chat_id"], to_time(row["made_at"])) for row in rows)


async def _withdraw(tx: Writer, condition: str, *values: object) -> tuple[Job, ...]:
    cancelled: list[Job] = []
    for row in await tx.all(f"DELETE FROM shared_faces WHERE {condition} RETURNING chat_id, face_id", *values):
        cancelled += await jobs.cancel_where(
            tx,
            "chat_id = ? AND face_id = ? AND user_id <> (SELECT user_id FROM faces WHERE id = face_id)",
            row["chat_id"], row["face_id"],
        )  # fmt: skip
    return tuple(cancelled)


async def _load(tx: Reader, rows: list[sqlite3.Row]) -> tuple[Face, ...]:
    named = await files.named_by(tx, "face", (row["id"] for row in rows))
    return tuple(
        Face(
            id=row["id"],
            user_id=row["user_id"],
            name=row["name"],
            facts=tx.codec.face_facts(json.loads(row["facts"])),
            is_default=bool(row["is_default"]),
            created_at=to_time(row["created_at"]),
            files=named[row["id"]],
        )
        for row in rows
    )
