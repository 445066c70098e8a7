"""Operations that send several finished clips in one file, created while it is sent."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Annotated

from aiohttp import hdrs, web
from pydantic import Field

from bot.app.app import App
from bot.app.downloads import content_disposition, distinct
from bot.app.zips import Entry, zipped
from bot.records import FileRole, Job
from bot.web.openapi import ApiRequest, Operation, Query
from facenote.names import safe_stem
from storage.errors import NotFound
from storage.jobs import JobState

log = logging.getLogger(__name__)


class ZipQuery(Query):
    """The clips' job ids, separated by commas."""

    jobs: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}(,[1-9][0-9]{0,17}){0,999}$", max_length=7000)]


class ZipRoutes:
    """The operations."""

    def __init__(self, app: App) -> None:
        self._app = app

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "GET", "/api/batches/{batch}/zip", "Batches", "All finished clips of a batch as a zip file",
                self.send_batch, media=["application/zip"],
            ),
            Operation(
                "GET", "/api/clips/zip", "Clips", "Several finished clips as a zip file",
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
        return await send_zip(call, f"{safe_stem(name)}.zip", entries)


async def send_zip(call: ApiRequest, name: str, entries: Sequence[Entry]) -> web.StreamResponse:
    """Send these files as a zip of that name."""
    headers = {
        hdrs.CONTENT_TYPE: "application/zip",
        hdrs.CONTENT_DISPOSITION: content_disposition(name, download=True),
    }
    response = web.StreamResponse(headers=headers)
    await response.prepare(call.request)
    if call.request.method == hdrs.METH_HEAD:
        return response
    try:
        async for block in zipped(entries):
            await response.write(block)
    except (OSError, ValueError) as error:  # a file was deleted meanwhile, or the principal has left
        log.info("zip download aborted: %r", error)
        raise ConnectionAbortedError("the zip cannot be completed") from error
    return response
