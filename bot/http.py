"""Basic HTTP endpoints: health, metrics, and the webhook that Telegram calls."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.connections import BrokenRequests, ConnectionLimits, Gate
from bot.metrics import Metrics
from bot.proxies import came_through_proxy
from bot.settings import WEBHOOK_PATH, Settings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

METRICS_CLOSED = "Set FACENOTE_METRICS_TOKEN to read the metrics from elsewhere, or through a proxy.\n"

UNPACKED = {
    "error": {
        "code": "invalid_request",
        "message": "a body with a Content-Encoding is not taken",
        "advice": "Send it unpacked.",
        "facts": {},
    }
}

LEAVING_S = 5.0
"""Time that open connections, e.g. downloads, may continue at shutdown."""

log = logging.getLogger(__name__)


class UpdateNotTaken(Exception):
    """Earlier updates of the same person come first: this one is to be sent again."""


class NoUpdate(Exception):
    """The body of a call of the webhook is no update."""


@dataclass(frozen=True)
class Webhook:
    """Webhook. ``secret`` is what Telegram sends with every call; ``process`` handles the update before it is confirmed, and
    raises NoUpdate if it is none."""

    secret: str
    process: Callable[[Mapping[str, Any]], Awaitable[None]]


def make_app(
    settings: Settings, metrics: Metrics, missing: Callable[[], str], webhook: Webhook | None = None
) -> web.Application:
    """Return the application. ``missing`` names what the server is not ready for, "" if it is ready.

    A full disk is only told: a server that an orchestrator took out of service could delete nothing for anybody.
    """

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        lacks = missing()
        if lacks:
            return web.Response(status=503, text=f"{lacks}\n")
        return web.Response(text="ready\n" if metrics.has_room() else "ready, but the disk is almost full\n")

    async def show_metrics(request: web.Request) -> web.Response:
        if token := settings.metrics_token:
            if not _is_same(request.headers.get(hdrs.AUTHORIZATION, ""), f"Bearer {token.get_secret_value()}"):
                raise web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
        elif not settings.is_local or came_through_proxy(request.headers):
            raise web.HTTPNotFound(text=METRICS_CLOSED)
        return web.Response(body=await metrics.text(), headers={"Content-Type": METRICS_TYPE})

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", show_metrics)])
    if webhook is not None:
        app.router.add_post(WEBHOOK_PATH, _receiver(webhook))
    return app


async def require_free(host: str, port: int) -> None:
    """Raise OSError if the address is taken or not ours."""
    listening = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    listening.close()
    await listening.wait_closed()


@contextlib.asynccontextmanager
async def serving(
    app: web.Application, host: str, port: int, limits: ConnectionLimits = ConnectionLimits()
) -> AsyncIterator[int]:
    """Serve the application; yield the port. Raises OSError: the address is taken or not ours.

    Bodies are not decompressed: a few kilobytes could become gigabytes.
    """
    gate = Gate(limits)
    app.middlewares.insert(0, refuse_encoded)
    app.middlewares.insert(0, gate.heard)
    server_log = logging.getLogger("aiohttp.server")
    server_log.addFilter(broken := BrokenRequests())
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=LEAVING_S, keepalive_timeout=limits.keep_alive_s, auto_decompress=False
    )
    await runner.setup()
    try:
        assert runner.server is not None
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(partial(gate.protocol, runner.server), host, port)
        try:
            bound: int = listening.sockets[0].getsockname()[1]
            log.info("listening on http://%s:%d", host, bound)
            yield bound
        finally:
            listening.close()
    finally:
        await runner.cleanup()
        server_log.removeFilter(broken)


@web.middleware
async def refuse_encoded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse compressed bodies."""
    if request.headers.get(hdrs.CONTENT_ENCODING, "identity").lower() != "identity":
        return web.json_response(UNPACKED, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return await handler(request)


def _is_same(shown: str, secret: str) -> bool:
    """Return whether a header's text is the secret, in a time that tells nothing of it."""
    return hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), secret.encode())


def _receiver(webhook: Webhook) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def receive(request: web.Request) -> web.Response:
        if not _is_same(request.headers.get(SECRET_HEADER, ""), webhook.secret):
            return web.Response(status=403)
        try:
            await webhook.process(await _object(request))
        except NoUpdate as error:
            log.warning("refused an update: %s", error)
            return web.Response(status=400)
        except UpdateNotTaken:
            return web.Response(status=503)  # Telegram sends it again
        return web.Response()

    return receive


async def _object(request: web.Request) -> Mapping[str, Any]:
    """Return the JSON object that was sent. Raises NoUpdate."""
    try:
        sent = await request.json()
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError are of this kind
        raise NoUpdate(str(error)) from error
    if not isinstance(sent, dict):
        raise NoUpdate("not an object")
    return sent
