"""The page's files over HTTP: a fixed table, so that no address can name another file."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel

PAGE = Path(__file__).with_name("page") / "built"
"""Output of ``page/build.py``; the wheel contains it."""

PLACES = {
    "/": "index.html",
    "/login": "login.html",
    "/verify": "verify.html",
    "/api/docs": "api.html",
    "/licenses": "licenses.md",
    "/icon.svg": "icon.svg",  # the manifest names it, so its name stays
}
MISSING = "missing.html"
"""Page that is shown for unknown addresses."""

CONTENT_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".md": "text/plain",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
"""Content type by suffix; other files are not served."""

OTHER_THAN_PAGES = ("/api/", "/static/")

HASHED = re.compile(r"-[\w-]{8}\.\w+$")
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"

START_MARK = '<div id="'
"""Marker in a page before which the start data is inserted."""

NOT_BUILT = (
    "The page of the studio was not built, so there is nothing to show; the API works.\n"
    "In a checkout, `make page` builds it (and `make serve` by itself); an installed Facenote contains it.\n"
)

log = logging.getLogger(__name__)


StartOf = Callable[[web.Request], Awaitable[BaseModel | None]]


class Pages:
    """All files for the browser."""

    def __init__(self, start: StartOf, folder: Path = PAGE) -> None:
        """Read the files. ``start`` returns the studio's start data for the sender; it is sent within the page."""
        self._start, self._folder = start, folder
        self._files = {f"/static/{path.name}": path for path in (folder / "static").glob("*.*")}
        self._files |= {place: folder / name for place, name in PLACES.items() if (folder / name).is_file()}
        if "/" not in self._files:
            log.warning("the page of the studio was not built: make page")

    def add_to(self, app: web.Application) -> None:
        """Add a route for each place, and one for all other files."""
        for place in PLACES:
            app.router.add_get(place, self._send)
        app.router.add_get("/static/{name:.+}", self._send)
        app.middlewares.append(self._missing)

    @web.middleware
    async def _missing(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Show a page for an address that does not exist; `/api` redirects to its documentation."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if request.path == "/api":
                raise web.HTTPFound("/api/docs") from None
            if "text/html" not in request.headers.get("Accept", "") or request.path.startswith(OTHER_THAN_PAGES):
                raise
            return await self.page(MISSING, None, status=404, headers={"Cache-Control": "no-store"})

    async def page(
        self, name: str, start: BaseModel | None, *, status: int = 200, headers: Mapping[str, str]
    ) -> web.Response:
        """Return a page without an address of its own, with its start data."""
        path = self._folder / name
        if not await asyncio.to_thread(path.is_file):
            return web.Response(status=503, text=NOT_BUILT)
        answer = _with_start(await asyncio.to_thread(path.read_bytes), start, headers)
        answer.set_status(status)
        return answer

    async def _send(self, request: web.Request) -> web.StreamResponse:
        """Return the file. The browser keeps a file whose name identifies its content for good; for others it revalidates by
        the ETag.

        ``web.FileResponse`` would not do: with compression its 304 has a body (aiohttp 3.14).
        """
        path = self._files.get(request.path)
        if path is None and request.path in PLACES:
            return web.Response(status=503, text=NOT_BUILT)
        if path is None or path.suffix not in CONTENT_TYPES:
            raise web.HTTPNotFound
        content = await asyncio.to_thread(path.read_bytes)
        if request.path == "/" and (start := await self._start(request)):
            return _with_start(content, start, {"Cache-Control": "private, no-store"})
        answer = web.Response(body=content, content_type=CONTENT_TYPES[path.suffix], charset="utf-8")
        caching = FOR_EVER if HASHED.search(path.name) else ASK_AGAIN
        answer.headers.update({"Cache-Control": caching, "Vary": "Accept-Encoding"})
        answer.etag = hashlib.sha256(content).hexdigest()[:32]
        if answer.etag in (request.if_none_match or ()):
            return web.Response(status=304, headers=answer.headers)
        answer.enable_compression()
        return answer


def _with_start(page: bytes, start: BaseModel | None, headers: Mapping[str, str]) -> web.Response:
    """Return the page with its start data, as a data block whose content can neither end the block nor be run."""
    data = "null" if start is None else start.model_dump_json().replace("<", "\\u003c")
    block = f'<script type="application/json" id="start">{data}</script>'
    head, mark, rest = page.decode("utf-8").partition(START_MARK)
    answer = web.Response(text=f"{head}{block}{mark}{rest}", content_type="text/html", headers=headers)
    answer.enable_compression()
    return answer
