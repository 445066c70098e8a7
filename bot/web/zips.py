"""Operations that send several finished clips in one file, created while it is sent."""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_IFREG
from typing import Annotated

from aiohttp import hdrs, web
from pydantic import Field
from stream_zip import NO_COMPRESSION_32, NO_COMPRESSION_64, Method, stream_zip

from bot.app.app import App
from bot.records import FileRole, Job
from bot.web.downloads import content_disposition, distinct, safe_stem
from bot.web.openapi import ApiRequest, Operation, Query
from storage.errors import NotFound
from storage.jobs import JobState

BLOCK_BYTES = 256 << 10
ZIP64_BYTES = (1 << 32) - (1 << 20)
"""Limit of the fields of the old format; above it, headers hold the sizes."""

MODE = S_IFREG | 0o644

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """A file in a zip."""

    name: str
    path: Path
    at: datetime


class ZipQuery(Query):
    """Which clips: their jobs' numbers, with commas between them."""

    jobs: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}(,[1-9][0-9]{0,17}){0,999}$", max_length=7000)]


class ZipRoutes:
    """The operations."""

    def __init__(self, app: App) -> None:
        self._app = app

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "GET", "/api/batches/{batch}/zip", "Batches", "All clips of a batch that are done, in one file",
                self.send_batch, media=["application/zip"],
            ),
            Operation(
                "GET", "/api/clips/zip", "Clips", "Several clips that are done, in one file",
                self.send_selection, query=ZipQuery, media=["application/zip"],
            ),
        ]  # fmt: skip

    async def send_selection(self, call: ApiRequest) -> web.StreamResponse:
        """Send clips by their jobs. Raises NotFound: none of them is done."""
        wanted = [int(number) for number in call.query.jobs.split(",")]
        found = await self._app.jobs.finished_clips(call.principal.user.id, wanted)
        named = [(one.name, one.job) for one in found]
        return await self._send(call, "Facenote", named)

    async def send_batch(self, call: ApiRequest) -> web.StreamResponse:
        """Send the clips of a batch. Raises NotFound: none of them is done."""
        found = await self._app.batches.clips(call.principal.user.id, call.ids["batch"])
        # Named after face and voice, like clips; batches made in Telegram have no name.
        return await self._send(call, found.batch.name, [(job.origin.name, job) for job in found.jobs])

    async def _send(self, call: ApiRequest, name: str, named: Sequence[tuple[str, Job]]) -> web.StreamResponse:
        """Send the finished clips of the jobs, each under its name; the zip is called ``name``."""
        stems = distinct(safe_stem(label) for label, _ in named)
        entries = [
            Entry(f"{stem}.mp4", self._app.media.path(job.files[FileRole.CLIP]), job.finished_at)
            for (_, job), stem in zip(named, stems, strict=True)
            if job.state is JobState.DELIVERED and job.finished_at and FileRole.CLIP in job.files
        ]
        if not entries:
            raise NotFound("none of these clips is done")
        headers = {
            hdrs.CONTENT_TYPE: "application/zip",
            hdrs.CONTENT_DISPOSITION: content_disposition(f"{safe_stem(name)}.zip", download=True),
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
    """Yield a zip of these files in blocks, uncompressed (clips do not compress any further); memory holds one block."""
    blocks = iter(stream_zip(_members(entries), chunk_size=BLOCK_BYTES))
    while block := await asyncio.to_thread(next, blocks, b""):
        yield block


def _members(entries: Sequence[Entry]) -> Iterator[tuple[str, datetime, int, Method, Iterator[bytes]]]:
    """Yield the members for stream-zip. Each file is read twice: its checksum comes before it."""
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
