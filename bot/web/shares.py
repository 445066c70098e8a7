"""Operations on links to clips, and the pages of the links, which need no login."""

from __future__ import annotations

from datetime import datetime

from aiohttp import hdrs, web
from pydantic import BaseModel

from bot.app.app import App
from bot.app.downloads import content_disposition
from bot.records import ClipResult, FileRole, clip_options
from bot.web.openapi import ApiRequest, Operation, RequestModel
from bot.web.pages import Pages, Start
from storage.errors import NotFound

GROUP = "Clips"
PLACE = "/s/{secret:[A-Za-z0-9_-]{32}}"
NOT_LISTED = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}


class ShareOrder(RequestModel):
    """``download``: whether the link offers the file as a download."""

    download: bool = False


class ShareView(BaseModel):
    """A share link. ``path`` is shown only once: it contains the secret, of which the server stores a hash."""

    path: str
    download: bool
    expires_at: datetime


class SharedView(BaseModel):
    """What the page behind a link shows: no more than the clip itself. Its name may hold those of a face and a voice."""

    form: str
    size: tuple[int, int] | None
    clip: str
    poster: str
    download: str | None
    expires_at: datetime


class ShareRoutes:
    """The operations, and the pages."""

    def __init__(self, app: App, pages: Pages) -> None:
        self._app, self._pages = app, pages

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        one = "/api/jobs/{job}/share"
        return [
            Operation(
                "POST", one, GROUP, "Create a share link for a clip; an earlier link is revoked",
                self.begin, body=ShareOrder, response=ShareView, status=201,
                errors=["sharing_off", "wrong_state", "face_not_allowed"],
            ),
            Operation("DELETE", one, GROUP, "Revoke a share link", self.end, status=204),
        ]  # fmt: skip

    def add_to(self, app: web.Application) -> None:
        """Add the routes of shared links."""
        app.router.add_get(PLACE, self._page)
        app.router.add_get(f"{PLACE}/clip", self._clip)
        app.router.add_get(f"{PLACE}/poster", self._poster)

    async def begin(self, call: ApiRequest) -> ShareView:
        """Make a link to a clip. Raises SharingOff, WrongState, FaceNotAllowed."""
        link = await self._app.shares.begin(call.principal.user.id, call.ids["job"], allows_download=call.body.download)
        return ShareView(path=f"/s/{link.secret}", download=link.allows_download, expires_at=link.expires_at)

    async def end(self, call: ApiRequest) -> None:
        """Revoke the link; idempotent."""
        await self._app.shares.end(call.principal.user.id, call.ids["job"])

    async def _page(self, request: web.Request) -> web.StreamResponse:
        try:
            shared = await self._app.shares.open(request.match_info["secret"])
        except NotFound:
            return await self._pages.page(request, "share.html", None, status=404, headers=NOT_LISTED)
        job, place = shared.job, request.path
        options = clip_options(job)
        view = SharedView(
            form=str(options.form) if options else "video",
            size=job.result.size if isinstance(job.result, ClipResult) else None,
            clip=f"{place}/clip",
            poster=f"{place}/poster",
            download=f"{place}/clip?download=1" if shared.allows_download else None,
            expires_at=shared.expires_at,
        )
        return await self._pages.page(request, "share.html", Start(view), headers=NOT_LISTED)

    async def _clip(self, request: web.Request) -> web.StreamResponse:
        return await self._file(request, FileRole.CLIP, "video/mp4", ".mp4")

    async def _poster(self, request: web.Request) -> web.StreamResponse:
        return await self._file(request, FileRole.POSTER, "image/jpeg", ".jpg")

    async def _file(self, request: web.Request, role: FileRole, kind: str, suffix: str) -> web.StreamResponse:
        """Return a file of the clip; aiohttp handles ranges and conditions."""
        try:
            shared = await self._app.shares.open(request.match_info["secret"])
        except NotFound:
            raise web.HTTPNotFound(headers=NOT_LISTED) from None
        files = shared.job.files
        download = "download" in request.query
        if role not in files or (download and not shared.allows_download):
            raise web.HTTPNotFound(headers=NOT_LISTED)
        disposition = content_disposition(f"Facenote{suffix}", download=download)
        headers = {**NOT_LISTED, hdrs.CONTENT_TYPE: kind, hdrs.CONTENT_DISPOSITION: disposition}
        return web.FileResponse(self._app.media.path(files[role]), headers=headers)
