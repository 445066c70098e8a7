"""Resumable uploads by the tus protocol.

Source: https://tus.io/protocols/resumable-upload (1.0.0; core, creation, creation with upload, expiration, termination)
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from email.utils import format_datetime
from weakref import WeakValueDictionary

from aiohttp import hdrs, web
from aiohttp.http_exceptions import PayloadEncodingError

from bot.app.app import App
from bot.settings import Settings
from bot.web.errors import InvalidRequest
from bot.web.openapi import ApiRequest, Header, Operation
from facenote.errors import FacenoteError
from facenote.names import one_line
from facenote.units import MIB
from storage.errors import FileTooLarge
from storage.uploads import Upload

PATH = "/api/uploads"
VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination"
CONTENT_TYPE = "application/offset+octet-stream"
BLOCK_BYTES = 4 << 20
"""Size of a block, which is collected, written and made durable at once: the memory per connection, and the most that a killed
server loses.
"""

SILENCE_S = 60.0
"""A connection that is silent for this long counts as lost; the data received on it is kept."""

MAX_DIGITS = 18
MAX_NAME_LENGTH = 100

RESUMABLE = Header("Tus-Resumable", f"Version of the protocol: {VERSION}.", required=True)
LENGTH = Header("Upload-Length", "Total size in bytes.", required=True)
METADATA = Header("Upload-Metadata", "`filename` and the name in base64; only for display, never used as a path.")
OFFSET = Header("Upload-Offset", "Bytes received so far.", required=True)

log = logging.getLogger(__name__)


class TusVersionUnsupported(FacenoteError):
    """The version of the upload protocol is not supported."""

    code = "tus_version"
    advice = f"Send Tus-Resumable: {VERSION}."


class WrongOffset(FacenoteError):
    """The offset does not match the upload. Facts: ``offset``, the current one."""

    code = "wrong_offset"
    advice = "Ask for the current offset with HEAD, and continue from there."


class _UploadLock:
    """Write lock of an upload: one request at a time."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.request: web.Request | None = None


class UploadRoutes:
    """The operations."""

    def __init__(self, settings: Settings, app: App) -> None:
        self._uploads = app.uploads
        self._max_bytes = settings.max_web_upload_mb * MIB
        self._locks: WeakValueDictionary[str, _UploadLock] = WeakValueDictionary()

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        one, group = f"{PATH}/{{upload}}", "Uploads"
        return [
            Operation("OPTIONS", PATH, group, "The server's tus capabilities", self.options, status=204),
            Operation(
                "POST", PATH, group, "Create an upload; the request may contain the first part",
                self.create, status=201, headers=(RESUMABLE, LENGTH, METADATA), sends=(CONTENT_TYPE,),
                errors=("tus_version", "wrong_state", "file_too_large", "quota_exceeded", "disk_full"),
            ),
            Operation("HEAD", one, group, "The current offset of an upload", self.show, headers=(RESUMABLE,)),
            Operation(
                "PATCH", one, group, "Send the next part",
                self.append, status=204, headers=(RESUMABLE, OFFSET), sends=(CONTENT_TYPE,),
                errors=("wrong_offset", "wrong_state", "file_too_large", "disk_full"),
            ),
            Operation("DELETE", one, group, "Cancel an upload", self.delete, status=204, headers=(RESUMABLE,)),
        ]  # fmt: skip

    async def options(self, _call: ApiRequest) -> web.Response:
        """Describe the protocol; the only request that needs no version."""
        return web.Response(status=204, headers={"Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(self._max_bytes)})

    async def create(self, call: ApiRequest) -> web.Response:
        """Begin an upload; refuse a file that is too large before it is sent."""
        request = call.request
        _check_version(request)
        size = _number(request, "Upload-Length")
        if size > self._max_bytes:
            raise FileTooLarge(f"{size} bytes, at most {self._max_bytes}", max_bytes=self._max_bytes)
        name = _name(request)
        upload = await self._uploads.begin(call.principal.user.id, name=name, size=size)
        if request.content_type == CONTENT_TYPE:
            async with self._alone(request, upload.id):
                upload = await self._received(request, upload)
        return _response(upload, 201, {hdrs.LOCATION: f"{PATH}/{upload.id}"})

    async def show(self, call: ApiRequest) -> web.Response:
        """Return the offset. The client wants to resume, so any other connection of this upload is dead, or is closed now."""
        _check_version(call.request)
        upload = await self._own(call)
        async with self._alone(call.request, upload.id):
            upload = await self._own(call)
        return _response(upload, 200, {"Upload-Length": str(upload.bytes)})

    async def append(self, call: ApiRequest) -> web.Response:
        """Append to an upload; data that arrives before the connection breaks is kept."""
        request = call.request
        _check_version(request)
        if request.content_type != CONTENT_TYPE:
            raise InvalidRequest(f"the body must be {CONTENT_TYPE}", fields=[])
        upload, offset = await self._own(call), _number(request, "Upload-Offset")
        async with self._alone(request, upload.id):
            upload = await self._own(call)
            if offset != upload.received:
                raise WrongOffset(f"{upload.received} bytes are here, not {offset}", offset=upload.received)
            upload = await self._received(request, upload)
        return _response(upload, 204)

    async def delete(self, call: ApiRequest) -> None:
        """Delete an upload."""
        _check_version(call.request)
        upload = await self._own(call)
        async with self._alone(call.request, upload.id):
            await self._uploads.drop(upload.id)

    async def _own(self, call: ApiRequest) -> Upload:
        return await self._uploads.get(call.principal.user.id, call.request.match_info["upload"])

    async def _received(self, request: web.Request, upload: Upload) -> Upload:
        """Receive the body. Each block is durable before its row is updated, and the row before the response."""
        if upload.received + (request.content_length or 0) > upload.bytes:
            raise FileTooLarge(f"more than the {upload.bytes} bytes that were announced", max_bytes=upload.bytes)
        async with contextlib.aclosing(_blocks(request)) as blocks:
            async for block in blocks:
                upload = await self._uploads.append(upload, block)
        return upload

    @contextlib.asynccontextmanager
    async def _alone(self, request: web.Request, upload_id: str) -> AsyncIterator[None]:
        """Hold the upload's lock for the newest request: the previous connection may be lost without notice. It is aborted,
        the data received on it is kept, then this request takes the lock.
        """
        lock = self._locks.setdefault(upload_id, _UploadLock())
        if lock.request and lock.request.transport:
            lock.request.transport.abort()
        async with lock.lock:
            lock.request = request
            try:
                yield
            finally:
                lock.request = None


async def name_the_protocol(request: web.Request, response: web.StreamResponse) -> None:
    """Set the tus headers of every response, including refusals; for ``on_response_prepare``."""
    if request.path.startswith(PATH):
        response.headers.update({"Tus-Resumable": VERSION, "Tus-Version": VERSION})


async def _blocks(request: web.Request) -> AsyncGenerator[bytes, None]:
    """Yield the body in blocks of about :data:`BLOCK_BYTES`; the last one may be shorter if the connection breaks."""
    collected = bytearray()
    try:
        while chunk := await asyncio.wait_for(request.content.readany(), SILENCE_S):
            collected += chunk
            if len(collected) >= BLOCK_BYTES:
                yield bytes(collected)
                collected.clear()
    except (OSError, web.RequestPayloadError, PayloadEncodingError):  # includes TimeoutError
        log.info("upload connection lost; the client can resume")
    if collected:
        yield bytes(collected)


def _response(upload: Upload, status: int, more: Mapping[str, str] | None = None) -> web.Response:
    expires = format_datetime(upload.expires_at, usegmt=True)
    headers = {"Upload-Offset": str(upload.received), "Upload-Expires": expires, **(more or {})}
    return web.Response(status=status, headers=headers)


def _check_version(request: web.Request) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusVersionUnsupported(f"this is tus {VERSION}")


def _number(request: web.Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        raise InvalidRequest(f"{name} must be a number", fields=[{"field": name, "problem": "must be a number"}])
    return int(text)


def _name(request: web.Request) -> str:
    """Return the file's name for display, "" if it has none."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return shown_name(base64.b64decode(value, validate=True).decode())
            except (binascii.Error, ValueError):
                raise InvalidRequest("the filename must be UTF-8 in base64", fields=[]) from None
    return ""


def shown_name(name: str) -> str:
    """Return a file's name for display: without folders and control characters, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return one_line(last)[:MAX_NAME_LENGTH]
