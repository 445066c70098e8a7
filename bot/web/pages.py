"""The page's files over HTTP: a fixed table, so that no address can name another file."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from aiohttp import web

from bot.texts import LOCALES

PAGE = Path(__file__).with_name("page")

PLACES = {"/": "index.html", "/login": "login.html", "/api/docs": "api.html"}

CONTENT_TYPES = {
    ".css": "text/css",
    ".ftl": "text/plain",
    ".html": "text/html",
    ".js": "text/javascript",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
"""By suffix what is served at all; licences and notes that lie beside it are not."""

COMPRESSED = (".css", ".ftl", ".html", ".js", ".svg")
OTHER_PAGES = ("login.js", "api-docs.js")
"""Modules that the studio itself does not import."""


class Pages:
    """Everything that a browser shows and runs."""

    def __init__(self) -> None:
        self._files = {f"/static/locales/{path.name}": path for path in LOCALES.glob("*.ftl")}
        self._files |= {f"/static/{path.relative_to(PAGE).as_posix()}": path for path in PAGE.rglob("*.*")}
        self._files |= {place: PAGE / name for place, name in PLACES.items()}
        modules = (name for name, path in self._files.items() if path.suffix == ".js" and path.name not in OTHER_PAGES)
        self._modules = ", ".join(f"<{name}>; rel=modulepreload" for name in sorted(modules))

    def add_to(self, app: web.Application) -> None:
        """Add a route for each place, and one for all other files."""
        for place in PLACES:
            app.router.add_get(place, self._send)
        app.router.add_get("/static/{name:.+}", self._send)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        """The file; the browser asks by its ETag whether it still has it right.

        ``web.FileResponse`` would not do: with compression its 304 has a body (aiohttp 3.14).
        """
        path = self._files.get(request.path)
        if path is None or path.suffix not in CONTENT_TYPES:
            raise web.HTTPNotFound
        content = await asyncio.to_thread(path.read_bytes)
        answer = web.Response(body=content, content_type=CONTENT_TYPES[path.suffix], charset="utf-8")
        answer.headers.update({"Cache-Control": "no-cache", "Vary": "Accept-Encoding"})
        answer.etag = hashlib.sha256(content).hexdigest()[:32]
        if request.path == "/":
            answer.headers["Link"] = self._modules  # all at once, not one after the other as they import each other
        if answer.etag in (request.if_none_match or ()):
            return web.Response(status=304, headers=answer.headers)
        if path.suffix in COMPRESSED:
            answer.enable_compression()
        return answer
