"""The page's files over HTTP: a fixed table, so that no address can name another file."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import hdrs, web
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

TEXTS = re.compile(r"texts-([a-z]{2})-[\w-]{8}\.js")
"""Name of the file with the page's texts in a language, as ``page/vite.config.ts`` gives it."""

OTHER_THAN_PAGES = ("/api/", "/static/")

HASHED = re.compile(r"-[\w-]{8}\.\w+$")
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"

START_MARK = '<div id="'
"""Marker in a page before which the start data is inserted."""

HEAD_END = "</head>"
FALLBACK = "en"

NOT_BUILT = (
    "The page of the studio was not built, so there is nothing to show; the API works.\n"
    "In a checkout, `make page` builds it (and `make serve` by itself); an installed Facenote contains it.\n"
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Start:
    """Start data of a page. ``language``: in which the page will speak, if that is not the browser's."""

    data: BaseModel
    language: str = ""


StartOf = Callable[[web.Request], Awaitable[Start | None]]


def language_of(request: web.Request) -> str:
    """Return the first language that the browser names."""
    return request.headers.get(hdrs.ACCEPT_LANGUAGE, "").split(",")[0].split(";")[0].strip()


class Pages:
    """All files for the browser."""

    def __init__(self, starts: Mapping[str, StartOf], folder: Path = PAGE) -> None:
        """Read the files. ``starts``: by place, what returns the page's start data for the sender; it is sent within the page."""
        self._starts, self._folder = starts, folder
        self._files = {f"/static/{path.name}": path for path in (folder / "static").glob("*.*")}
        self._texts = {found[1]: place for place, path in self._files.items() if (found := TEXTS.fullmatch(path.name))}
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
            return await self.page(request, MISSING, None, status=404, headers={"Cache-Control": "no-store"})

    async def page(
        self, request: web.Request, name: str, start: Start | None, *, status: int = 200, headers: Mapping[str, str]
    ) -> web.Response:
        """Return a page without an address of its own, with its start data."""
        path = self._folder / name
        if not await asyncio.to_thread(path.is_file):
            return web.Response(status=503, text=NOT_BUILT)
        page = self._with_texts(await asyncio.to_thread(path.read_text, "utf-8"), request, start)
        answer = web.Response(text=_with_start(page, start), content_type="text/html", headers=headers, status=status)
        answer.enable_compression()
        return answer

    def _with_texts(self, page: str, request: web.Request, start: Start | None) -> str:
        """Return the page with the address of the texts that it will need: the browser loads them while it loads the program."""
        language = (start.language if start else "") or language_of(request)
        texts = self._texts.get(language.partition("-")[0].lower(), self._texts.get(FALLBACK))
        if not texts:
            return page
        return page.replace(HEAD_END, f'  <link rel="modulepreload" crossorigin href="{texts}">\n{HEAD_END}', 1)

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
        if (start_of := self._starts.get(request.path)) and (start := await start_of(request)):
            return await self.page(request, path.name, start, headers={"Cache-Control": "private, no-store"})
        content = await asyncio.to_thread(path.read_bytes)
        depends_on: list[str] = [hdrs.ACCEPT_ENCODING]
        if path.suffix == ".html":
            content = self._with_texts(content.decode("utf-8"), request, None).encode("utf-8")
            depends_on.append(hdrs.ACCEPT_LANGUAGE)
        answer = web.Response(body=content, content_type=CONTENT_TYPES[path.suffix], charset="utf-8")
        caching = FOR_EVER if HASHED.search(path.name) else ASK_AGAIN
        answer.headers.update({"Cache-Control": caching, "Vary": ", ".join(depends_on)})
        answer.etag = hashlib.sha256(content).hexdigest()[:32]
        if answer.etag in (request.if_none_match or ()):
            return web.Response(status=304, headers=answer.headers)
        answer.enable_compression()
        return answer


def _with_start(page: str, start: Start | None) -> str:
    """Return the page with its start data, as a data block whose content can neither end the block nor be run."""
    data = "null" if start is None else start.data.model_dump_json().replace("<", "\\u003c")
    block = f'<script type="application/json" id="start">{data}</script>'
    head, mark, rest = page.partition(START_MARK)
    return f"{head}{block}{mark}{rest}"
