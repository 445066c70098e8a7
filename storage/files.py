"""SQL of the table ``files``: content of the media folder, and its removal."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

from storage.cancellation import finish_on_cancel
from storage.database import Reader, Writer
from storage.errors import NotFound
from storage.media import StagedFile

RoleT = TypeVar("RoleT", bound=str)

FileSource = StagedFile | str
"""New content, or the SHA-256 of existing content."""

SLICE = 200
"""Contents that are removed in one transaction: other writers wait for it."""

log = logging.getLogger(__name__)


async def attach(tx: Writer, owner: Literal["face", "job"], owner_id: int, files: Mapping[RoleT, FileSource]) -> None:
    """Attach files to a face or a job, by role. New content is committed to the media folder first.

    Raises:
        NotFound (not_found): a hash names no existing content.
    """
    for role, source in files.items():
        if isinstance(source, StagedFile):
            await finish_on_cancel(asyncio.to_thread(tx.media.commit_file, source))
            await tx.run(
                "INSERT INTO files (sha256, bytes, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                source.sha256, source.bytes, tx.now,
            )  # fmt: skip
        elif await tx.one("SELECT 1 FROM files WHERE sha256 = ?", source) is None:
            raise NotFound(f"no file {source}", sha256=source)
        sha256 = source.sha256 if isinstance(source, StagedFile) else source
        await tx.run(f"INSERT INTO {owner}_files ({owner}_id, role, sha256) VALUES (?, ?, ?)", owner_id, role, sha256)


async def detach(tx: Writer, owner: Literal["face", "job"], owner_id: int, roles: Iterable[str]) -> None:
    """Detach the files of these roles; content that no other row names is removed."""
    await tx.run(
        f"DELETE FROM {owner}_files WHERE {owner}_id = ? AND role IN (SELECT value FROM json_each(?))",
        owner_id, list(roles),
    )  # fmt: skip


async def named_by(tx: Reader, owner: Literal["face", "job"], owner_ids: Iterable[int]) -> dict[int, dict[Any, str]]:
    """Return the files of each face or job: role to SHA-256."""
    found: dict[int, dict[Any, str]] = {owner_id: {} for owner_id in owner_ids}
    rows = await tx.all(
        f"SELECT {owner}_id AS owner_id, role, sha256 FROM {owner}_files"
        f" WHERE {owner}_id IN (SELECT value FROM json_each(?))",
        list(found),
    )
    for row in rows:
        found[row["owner_id"]][tx.codec.file_role(row["role"])] = row["sha256"]
    return found


async def withheld(tx: Reader, job_ids: Iterable[int]) -> dict[int, set[Any]]:
    """Return the roles of those files of each job that its user may not have yet: a clip of a lent face before its delivery."""
    found: dict[int, set[Any]] = {job_id: set() for job_id in job_ids}
    for row in await tx.all(
        "SELECT job_id, role FROM withheld_files WHERE job_id IN (SELECT value FROM json_each(?))", list(found)
    ):
        found[row["job_id"]].add(tx.codec.file_role(row["role"]))
    return found


async def pending_removals(
    tx: Reader, *, without: Iterable[str] = (), after: str = "", limit: int = SLICE
) -> list[str]:
    """Return content that no row names any more, and that may still be in the folder, but not ``without``; sorted, from behind
    ``after``.
    """
    rows = await tx.all(
        "SELECT sha256 FROM removals WHERE sha256 > ? AND sha256 NOT IN (SELECT value FROM json_each(?))"
        " ORDER BY sha256 LIMIT ?",
        after, list(without), limit,
    )  # fmt: skip
    return [row["sha256"] for row in rows]


async def remove(tx: Writer, candidates: Iterable[str]) -> tuple[int, set[str]]:
    """Remove content from the folder unless a row names it; return the number of removed contents, and what cannot be removed:
    it is logged, and stays on the list of removals.
    """
    wanted = list(candidates)
    kept = {
        row["sha256"]
        for row in await tx.all("SELECT sha256 FROM files WHERE sha256 IN (SELECT value FROM json_each(?))", wanted)
    }
    failed: dict[str, OSError] = {}
    for sha256 in wanted:
        if sha256 not in kept:
            try:
                await finish_on_cancel(asyncio.to_thread(tx.media.remove, sha256))
            except OSError as error:
                failed[sha256] = error
    if failed:
        log.error("%d files cannot be removed; retrying later. The first: %s", len(failed), next(iter(failed.values())))
    done = [sha256 for sha256 in wanted if sha256 not in failed]
    await tx.run("DELETE FROM removals WHERE sha256 IN (SELECT value FROM json_each(?))", done)
    return len(set(done) - kept), set(failed)


_UNNAMED = """
    NOT EXISTS (SELECT 1 FROM face_files WHERE face_files.sha256 = files.sha256)
    AND NOT EXISTS (SELECT 1 FROM job_files WHERE job_files.sha256 = files.sha256)
"""


async def unnamed(tx: Reader) -> list[str]:
    """Return content whose row no face and no job names."""
    return [row["sha256"] for row in await tx.all(f"SELECT sha256 FROM files WHERE {_UNNAMED}")]


async def drop_unnamed(tx: Writer, candidates: Iterable[str]) -> None:
    """Delete those of these rows that no face and no job names. Triggers do this at every deletion; the sweep repeats it."""
    await tx.run(f"DELETE FROM files WHERE sha256 IN (SELECT value FROM json_each(?)) AND {_UNNAMED}", list(candidates))


async def all_kept(tx: Reader) -> set[str]:
    """Return the hashes of all content that rows name."""
    return {row["sha256"] for row in await tx.all("SELECT sha256 FROM files")}


async def bytes_of_user(tx: Reader, user_id: int) -> int:
    """Return the bytes of the files of the user's faces and jobs; shared content counts once."""
    return int(
        await tx.scalar(
            """
            SELECT COALESCE(SUM(bytes), 0) FROM files WHERE sha256 IN (
                SELECT sha256 FROM face_files JOIN faces ON faces.id = face_id WHERE user_id = ?
                UNION SELECT sha256 FROM job_files JOIN jobs ON jobs.id = job_id WHERE user_id = ?)
            """,
            user_id, user_id,
        )
    )  # fmt: skip
