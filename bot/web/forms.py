"""Upload of a whole file as a form, in one request, which every HTTP client can send.

For large files use tus (:mod:`bot.web.uploads`), which resumes after a broken connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import BodyPartReader, MultipartReader, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel

from bot.app.app import App
from bot.settings import Settings
from bot.web.errors import InvalidRequest
from bot.web.openapi import ApiRequest, Operation
from bot.web.uploads import BLOCK_BYTES, SILENCE_S, shown_name
from facenote.units import MIB
from storage.errors import FileTooLarge
from storage.uploads import Upload

CONTENT_TYPE = "multipart/form-data"
FAULTS = (ValueError, TimeoutError, web.RequestPayloadError, HttpProcessingError)
"""What aiohttp raises for a form that is no form, was cut off or does not arrive."""

FIELD = "file"


class UploadView(BaseModel):
    """A complete upload; ``id`` is the ``upload`` of a voice or of a face check."""

    id: str
    name: str
    bytes: int


class FormRoutes:
    """The operation."""

    def __init__(self, settings: Settings, app: App) -> None:
        self._uploads = app.uploads
        self._max_bytes = settings.max_web_upload_mb * MIB

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation(
                "POST", "/api/files", "Uploads", "Upload a whole file as the field `file` of a form",
                self.take, response=UploadView, status=201, sends=(CONTENT_TYPE,),
                errors=("wrong_state", "file_too_large", "quota_exceeded", "disk_full"),
            ),
        ]  # fmt: skip

    async def take(self, call: ApiRequest) -> UploadView:
        """Store the complete file, or nothing. Raises InvalidRequest, FileTooLarge, StoreFull, QuotaExceeded."""
        request = call.request
        if request.content_type != CONTENT_TYPE:
            raise InvalidRequest(f"the body must be {CONTENT_TYPE}", fields=[])
        if request.content_length is None:
            raise InvalidRequest(f"{hdrs.CONTENT_LENGTH} is missing", fields=[])
        if request.content_length > self._max_bytes:
            raise FileTooLarge(f"more than {self._max_bytes} bytes", max_bytes=self._max_bytes)
        try:
            form = await request.multipart()
            async with asyncio.timeout(SILENCE_S):
                part = await file_part(form)
            upload = await self._uploads.begin(
                call.principal.user.id, name=shown_name(part.filename or ""), size=request.content_length
            )
            return await self._received(upload, form, part)
        except FAULTS as error:
            raise InvalidRequest(f"not a whole form: {error}", fields=[]) from None

    async def _received(self, upload: Upload, form: MultipartReader, part: BodyPartReader) -> UploadView:
        try:
            async for block in blocks_of(part):
                upload = await self._uploads.append(upload, block)
            async with asyncio.timeout(SILENCE_S):
                await form.next()  # the boundary must follow: otherwise the file was cut off
            upload = await self._uploads.complete(upload)
        except BaseException:
            await self._uploads.drop(upload.id)
            raise
        return UploadView(id=upload.id, name=upload.name, bytes=upload.bytes)


async def file_part(form: MultipartReader) -> BodyPartReader:
    """Return the field with the file. Raises InvalidRequest (invalid_request)."""
    async for part in form:
        if isinstance(part, BodyPartReader) and part.name == FIELD:
            return part
    raise InvalidRequest(f"the form has no field {FIELD!r}", fields=[{"field": FIELD, "problem": "is missing"}])


async def blocks_of(part: BodyPartReader) -> AsyncIterator[bytes]:
    """Yield the content in blocks of about ``BLOCK_BYTES``. Raises TimeoutError: nothing came for a while."""
    collected = bytearray()
    while chunk := await asyncio.wait_for(part.read_chunk(1 << 16), SILENCE_S):
        collected += chunk
        if len(collected) >= BLOCK_BYTES:
            yield bytes(collected)
            collected.clear()
    if collected:
        yield bytes(collected)
