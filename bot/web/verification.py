"""The operation that tells anybody, without a login, what a file says about its origin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web
from pydantic import BaseModel

from bot.app.app import App
from bot.app.verification import TooManyFiles
from bot.settings import Settings
from bot.web.errors import InvalidRequest
from bot.web.forms import CONTENT_TYPE, FAULTS, blocks_of, file_part
from bot.web.guard import Throttle, address_of
from bot.web.openapi import ApiRequest, Operation
from bot.web.uploads import SILENCE_S
from engine.provenance import Validity
from storage.errors import FileTooLarge

MOST, WITHIN_S = 20, 60.0
"""Files from one address, and in which time."""


class MetadataView(BaseModel):
    """Marks in the metadata of a file. They are not signed: anybody can write or remove them."""

    ai_generated: bool
    software: str


class VerificationView(BaseModel):
    """What a file says about its origin, as ``facenote verify`` does; ``meaning`` explains the ``validity``."""

    validity: Validity
    meaning: str
    ai_generated: bool
    software: str
    signer: str
    problems: list[str]
    metadata: MetadataView


class VerificationRoutes:
    """The operation."""

    def __init__(self, settings: Settings, app: App) -> None:
        self._settings, self._verification = settings, app.verification
        self._throttle = Throttle(MOST, WITHIN_S)

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        about = (
            "What a clip or picture, the field `file` of a form, says about its origin; needs no login, keeps nothing"
        )
        return [
            Operation(
                "POST", "/api/verify", "Verification", about, self.verify, response=VerificationView,
                sends=(CONTENT_TYPE,), errors=(
                    "too_many_files", "file_too_large", "server_busy", "disk_full", "media_unsupported", "media_damaged",
                    "media_timeout", "media_too_large", "c2pa_missing",
                ),
            ),
        ]  # fmt: skip

    async def verify(self, call: ApiRequest) -> VerificationView:
        """Read the file. Raises InvalidRequest, FileTooLarge, TooManyFiles, ServerBusy, StoreFull, C2paMissing, UnusableMedia."""
        request, address = call.request, address_of(call.request, self._settings)
        if wait_s := self._throttle.wait_s(address):
            raise TooManyFiles(f"{MOST} files from {address}", retry_after_s=wait_s)
        self._throttle.count(address)
        size, most = request.content_length, self._verification.max_bytes
        if request.content_type != CONTENT_TYPE or size is None:
            raise InvalidRequest(f"the body must be {CONTENT_TYPE}, with its length", fields=[])
        if size > most:
            raise FileTooLarge(f"{size} bytes, at most {most}", max_bytes=most)
        try:
            found = await self._verification.verify(address, size, _file_in(request))
        except TimeoutError:
            raise InvalidRequest("the form does not arrive", fields=[]) from None
        provenance, marks = found.provenance, found.marks
        return VerificationView(
            validity=provenance.validity,
            meaning=provenance.validity.meaning,
            ai_generated=provenance.ai_generated,
            software=provenance.software,
            signer=provenance.signer,
            problems=list(provenance.problems),
            metadata=MetadataView(ai_generated=marks.ai_generated, software=marks.software),
        )


async def _file_in(request: web.Request) -> AsyncIterator[bytes]:
    """Yield the content of the form's file. Raises InvalidRequest: it is no form, or was cut off."""
    try:
        form = await request.multipart()
        async with asyncio.timeout(SILENCE_S):
            part = await file_part(form)
        async for block in blocks_of(part):
            yield block
        async with asyncio.timeout(SILENCE_S):
            await form.next()  # the boundary must follow: otherwise the file was cut off
    except FAULTS as error:
        raise InvalidRequest(f"not a whole form: {error}", fields=[]) from None
