"""The media folder: files and whole folders, stored under the SHA-256 of their content.

The order of steps is safe at any moment of a power failure or a kill:

* in: written in a scratch folder and fsynced (:meth:`Media.receive`, :meth:`Media.stage`); then, **inside the write
  transaction** that adds the row, renamed into the media folder, which is fsynced (:meth:`Media.commit_file`); then the
  commit. Between the rename and the commit a crash leaves a file without a row, which the sweep removes. A row without
  its file cannot be.
* out: the row goes with its commit; then, in a write transaction of its own that looks once more for a row, the file.

SQLite's write lock therefore orders all renames and removals, between tasks and between processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from facenote.locks import make_locked, remove_abandoned, remove_locked
from storage.cancellation import finish_on_cancel
from storage.errors import FileTooLarge, StoreFull

BLOCK_BYTES = 1 << 20
_HASH = re.compile("[0-9a-f]{64}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class StagedFile:
    """Durable file or folder in a scratch folder with known content; it must not change any more."""

    path: Path
    sha256: str
    bytes: int


FOLDER_NAMES = ("media", "scratch", "uploads")


class Media:
    """The folders ``media`` (content), ``scratch`` (work in progress) and ``uploads`` (incoming files, see
    :mod:`storage.uploads`) on one file system.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self._scratch, self._uploads = (folder / name for name in FOLDER_NAMES)
        for part in (self.folder, self._scratch, self._uploads):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Return the path of the content. It has no suffix: the row of the file holds its type."""
        return self.folder / sha256

    def free_bytes(self) -> int:
        """Return the free space on the disk, bytes."""
        return shutil.disk_usage(self.folder).free

    def require_free(self, minimum_bytes: int) -> None:
        """Check the free space before accepting work, so that accepted work has room.

        Raises:
            StoreFull (disk_full): less than ``minimum_bytes`` are free.
        """
        free = self.free_bytes()
        if free < minimum_bytes:
            raise StoreFull(f"{free} bytes free, {minimum_bytes} wanted", free_bytes=free, minimum_bytes=minimum_bytes)

    @contextlib.asynccontextmanager
    async def scratch(self) -> AsyncIterator[Path]:
        """Yield a folder on the file system of the media; remove it at the end with its content.

        It is locked meanwhile: a folder without a lock was left by a dead process. Raises StoreFull (disk_full): no room for it.
        """
        with no_room_mapped():
            folder, lock = make_locked(self._scratch)
        try:
            yield folder
        finally:
            await finish_on_cancel(asyncio.to_thread(remove_locked, folder, lock))

    async def receive(self, chunks: AsyncIterable[bytes], target: Path, *, max_bytes: int) -> StagedFile:
        """Write a stream to ``target``, a new file in a scratch folder, and compute its hash; memory use is constant.

        Raises:
            FileTooLarge (file_too_large): more than ``max_bytes`` came.
            StoreFull (disk_full): no room for it.
        """
        digest, size = hashlib.sha256(), 0
        with no_room_mapped(), target.open("xb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > max_bytes:
                    raise FileTooLarge(f"more than {max_bytes} bytes", max_bytes=max_bytes)
                await asyncio.to_thread(_append, file, digest, chunk)
            await asyncio.to_thread(_flush, file)
        return StagedFile(target, digest.hexdigest(), size)

    def begin_upload(self, upload_id: str) -> None:
        """Create the file of an upload, durably. Call only with the write lock held."""
        with no_room_mapped():
            (self._uploads / upload_id).touch(mode=0o600, exist_ok=False)
            fsync_folder(self._uploads)

    def write_upload(self, upload_id: str, offset: int, block: bytes) -> None:
        """Write the next part of an upload, durably, replacing anything after ``offset`` that a crash left.

        Raises:
            StoreFull (disk_full): no room for it; FileNotFoundError.
        """
        with no_room_mapped(), (self._uploads / upload_id).open("r+b") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(block)
            _flush(file)

    def link_upload(self, upload_id: str, target: Path) -> None:
        """Make a complete upload available in a scratch folder as well. Raises: FileNotFoundError."""
        with no_room_mapped():
            link_or_copy(self._uploads / upload_id, target)

    def upload_path(self, upload_id: str) -> Path:
        """Return the path of an upload's file."""
        return self._uploads / upload_id

    def remove_upload(self, upload_id: str) -> None:
        """Remove an upload's file, if it exists. Call only after the commit that deleted its row."""
        (self._uploads / upload_id).unlink(missing_ok=True)

    def upload_ids(self) -> list[str]:
        """Return the ids of uploads that have a file."""
        return [entry.name for entry in os.scandir(self._uploads)]

    async def stage(self, path: Path) -> StagedFile:
        """Hash and fsync a file or folder that was made in a scratch folder.

        A folder's hash is that of its sorted list of relative names and file hashes.
        """
        if self._scratch not in path.parents:
            raise ValueError(f"{path} is not in a scratch folder")
        with no_room_mapped():
            sha256, size = await asyncio.to_thread(stage_content, path)
        return StagedFile(path, sha256, size)

    def commit_file(self, staged: StagedFile) -> None:
        """Rename it to its final name, durably. Call only with the write lock held; blocks for a rename and an fsync."""
        target = self.path(staged.sha256)
        with no_room_mapped():
            if not target.exists():
                staged.path.rename(target)
            fsync_folder(self.folder)

    def remove(self, sha256: str) -> None:
        """Remove the content, if it exists. Call only with the write lock held, and after checking that no row names it."""
        path = self.path(sha256)
        if path.is_dir():
            # At its final name, content is complete or absent: never a partly removed folder.
            folder, lock = make_locked(self._scratch)
            try:
                path.rename(folder / "removed")
            finally:
                remove_locked(folder, lock)
        else:
            path.unlink(missing_ok=True)

    def names(self) -> set[str]:
        """Return the hashes of all content in the folder; ignore files with other names."""
        return {entry.name for entry in os.scandir(self.folder) if _HASH.fullmatch(entry.name)}

    def remove_abandoned_scratch(self) -> int:
        """Remove scratch folders of dead processes; return their number. They may hold voices and pictures."""
        return remove_abandoned(self._scratch)


async def read_chunks(path: Path) -> AsyncIterator[bytes]:
    """Yield a file in blocks, for :meth:`Media.receive`."""
    with path.open("rb") as file:
        async for block in read_blocks(file):
            yield block


async def read_blocks(file: BinaryIO) -> AsyncIterator[bytes]:
    """Yield the rest of an open file in blocks, for :meth:`Media.receive`."""
    while block := await asyncio.to_thread(file.read, BLOCK_BYTES):
        yield block


def link_or_copy(source: Path, target: Path) -> None:
    """Make ``target`` a hard link to a file, or a copy if the file system has no hard links; for a folder, make a new folder
    of such files. Raises: FileNotFoundError.
    """
    if source.is_dir():
        target.mkdir(mode=0o700)
        for entry in os.scandir(source):
            link_or_copy(Path(entry), target / entry.name)
        return
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stage_content(path: Path) -> tuple[str, int]:
    """Hash a file or folder and make it durable; return the SHA-256 and the bytes. See :meth:`Media.stage`."""
    return _stage_folder(path) if path.is_dir() else _stage_file(path)


def _append(file: BinaryIO, digest: hashlib._Hash, chunk: bytes) -> None:
    file.write(chunk)
    digest.update(chunk)


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _stage_file(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        return digest, file.tell()


def _stage_folder(folder: Path) -> tuple[str, int]:
    listing, total = hashlib.sha256(b"folder\n"), 0
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            fsync_folder(path)
            continue
        sha256, size = _stage_file(path)
        listing.update(f"{sha256} {path.relative_to(folder).as_posix()}\n".encode())
        total += size
    fsync_folder(folder)
    return listing.hexdigest(), total


@contextlib.contextmanager
def no_room_mapped() -> Iterator[None]:
    """Map a full disk to StoreFull (disk_full)."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFull(f"{error.strerror} while writing", errno=error.errno) from error
        raise
