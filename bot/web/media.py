"""Operations on files of one's own jobs and faces: show, play from any position, download."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import hdrs, web

from bot.app.app import App
from bot.app.downloads import SUFFIXES, content_disposition, content_type
from bot.records import FileRole
from bot.web.openapi import ApiRequest, Operation, Query
from bot.web.views import SHOWN_FILES
from facenote.names import safe_stem
from storage.errors import NotFound

CACHE = "private, no-cache"
"""Cache header: the browser keeps the file, and revalidates it before each use."""


@dataclass(frozen=True)
class Role:
    """What files of a role are used as ("audio", "video", "image"), and of which types they can be."""

    about: str
    family: str
    types: tuple[str, ...]


IMAGES = ("image/jpeg", "image/png", "image/webp")
VIDEOS = ("video/mp4", "video/quicktime", "video/webm")
SOUNDS = tuple(name for name in SUFFIXES if name.startswith("audio/"))

ROLES = {
    FileRole.CLIP: Role("The finished clip", "video", ("video/mp4",)),
    FileRole.POSTER: Role("A still of it", "image", ("image/jpeg",)),
    FileRole.PICTURE: Role("The picture of a face's findings", "image", ("image/jpeg",)),
    FileRole.VOICE: Role("The voice as uploaded, or as made from parts of others", "audio", SOUNDS),
    FileRole.SOURCE: Role("The face's video or photo as uploaded", "video", (*VIDEOS, *IMAGES)),
}


class Download(Query):
    """``download=1``: send as a download instead of showing it."""

    download: Literal["1"] | None = None


class FileRoutes:
    """The operations."""

    def __init__(self, app: App) -> None:
        self._app = app

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            *(
                Operation(
                    "GET", f"/api/jobs/{{job}}/files/{role}", "Files", about.about,
                    self._of_job(role), query=Download, media=about.types,
                )
                for role, about in ROLES.items()
            ),
            Operation(
                "GET", "/api/faces/{face}/poster", "Files", "A still of a face",
                self.face_poster, query=Download, media=["image/jpeg"],
            ),
        ]  # fmt: skip

    async def face_poster(self, call: ApiRequest) -> web.StreamResponse:
        """Return the face's poster. Raises NotFound."""
        face = await self._app.faces.get(call.principal.user.id, call.ids["face"])
        if FileRole.POSTER not in face.files:
            raise NotFound(f"face {face.id} has no poster", face_id=face.id)
        return await self._file_response(call, face.files[FileRole.POSTER], face.name, "image")

    def _of_job(self, role: FileRole) -> Callable[[ApiRequest], Awaitable[web.StreamResponse]]:
        async def send(call: ApiRequest) -> web.StreamResponse:
            one = await self._app.jobs.get(call.principal.user.id, call.ids["job"])
            if role not in one.files or role not in SHOWN_FILES[one.job.kind]:
                raise NotFound(f"job {one.job.id} has no {role}", job_id=one.job.id)
            return await self._file_response(call, one.files[role], one.name, ROLES[role].family)

        return send

    async def _file_response(self, call: ApiRequest, sha256: str, name: str, family: str) -> web.StreamResponse:
        """Return the file; aiohttp handles ranges and conditions. A file of an unknown type is never displayed."""
        path = self._app.media.path(sha256)
        try:
            kind = await asyncio.to_thread(content_type, path, family)
        except FileNotFoundError as error:
            raise NotFound(f"content {sha256} was deleted meanwhile") from error
        download = call.query.download is not None or kind not in SUFFIXES
        stem = safe_stem(name).removesuffix(SUFFIXES.get(kind, ""))
        headers = {
            hdrs.CONTENT_TYPE: kind,
            hdrs.CONTENT_DISPOSITION: content_disposition(stem + SUFFIXES.get(kind, ""), download=download),
            hdrs.CACHE_CONTROL: CACHE,
        }
        return web.FileResponse(path, headers=headers)
