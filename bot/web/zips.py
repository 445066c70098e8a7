"""The operation that sends the finished clips of a batch in one file, made while it is sent."""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_IFREG

from aiohttp import hdrs, web
from stream_zip import NO_COMPRESSION_32, NO_COMPRESSION_64, Method, stream_zip

from bot.app.app import App
from bot.records import FileRole
from bot.web.downloads import content_disposition, distinct, safe_stem
from bot.web.openapi import ApiRequest, Operation
from storage.errors import NotFound
from storage.jobs import JobState

BLOCK_BYTES = 256 << 10
ZIP64_BYTES = (1 << 32) - (1 << 20)
"""From here on the fields of the old format are too small; headers take the rest."""

MODE = S_IFREG | 0o644

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """A file in a zip."""

    name: str
    path: Path
    at: datetime


class ZipRoutes:
    """The operation."""

    def __init__(self, app: App) -> None:
        self._app = app

    def operations(self) -> list[Operation]:
        """For the API's table."""
        return [
            Operation(
                "GET", "/api/batches/{batch}/zip", "Batches", "All clips of a batch that are done, in one file",
                self.send, media=["application/zip"],
            )
        ]  # fmt: skip

    async def send(self, call: ApiRequest) -> web.StreamResponse:
        """Raises NotFound: nothing of it is done."""
        found = await self._app.batches.clips(call.principal.user.id, call.ids["batch"])
        batch, members = found.batch, found.jobs
        # After face and voice, as clips are called; those of a batch made in Telegram have no name.
        names = distinct(safe_stem(job.origin.name) for job in members)
        entries = [
            Entry(f"{name}.mp4", self._app.media.path(job.files[FileRole.CLIP]), job.finished_at)
            for job, name in zip(members, names, strict=True)
            if job.state is JobState.DELIVERED and job.finished_at and FileRole.CLIP in job.files
        ]
        if not entries:
            raise NotFound(f"no clip of batch {batch.id} is done", batch_id=batch.id)
        headers = {
            hdrs.CONTENT_TYPE: "application/zip",
            hdrs.CONTENT_DISPOSITION: content_disposition(f"{safe_stem(batch.name)}.zip", download=True),
        }
        response = web.StreamResponse(headers=headers)
        await response.prepare(call.request)
        if call.request.method == hdrs.METH_HEAD:
            return response
        try:
            async for block in zipped(entries):
                await response.write(block)
        except (OSError, ValueError) as error:  # a clip was deleted meanwhile, or the principal has left
            log.info("zip download aborted: %r", error)
            raise ConnectionAbortedError("the zip cannot be completed") from error
        return response


async def zipped(entries: Sequence[Entry]) -> AsyncIterator[bytes]:
    """A zip of these files, stored (clips do not shrink any more), in blocks; memory holds one of them."""
    blocks = iter(stream_zip(_members(entries), chunk_size=BLOCK_BYTES))
    while block := await asyncio.to_thread(next, blocks, b""):
        yield block


def _members(entries: Sequence[Entry]) -> Iterator[tuple[str, datetime, int, Method, Iterator[bytes]]]:
    """What stream-zip wants to know. A file is read twice: its checksum stands before it."""
    sizes = [entry.path.stat().st_size for entry in entries]
    stored = NO_COMPRESSION_64 if sum(sizes) > ZIP64_BYTES else NO_COMPRESSION_32
    for entry, size in zip(entries, sizes, strict=True):
        checksum = 0
        for block in _read(entry.path):
            checksum = zlib.crc32(block, checksum)
        yield entry.name, entry.at, MODE, stored(size, checksum), _read(entry.path)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
