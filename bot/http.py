"""What is served over HTTP: health, metrics, and the webhook that Telegram calls."""

from __future__ import annotations

import contextlib
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any

from aiohttp import web

from bot.metrics import Metrics
from bot.settings import WEBHOOK_PATH

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

LEAVING_S = 5.0
"""How long those who are still connected at the end, e.g. in a download, may go on."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Webhook:
    """``secret`` is what Telegram shows with every call; ``process`` handles the update before it is confirmed."""

    secret: str
    process: Callable[[Mapping[str, Any]], Awaitable[None]]


def make_app(metrics: Metrics, missing: Callable[[], str], webhook: Webhook | None = None) -> web.Application:
    """The application. ``missing`` says in a word what the server is not ready for, "" if it is ready."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        lacks = missing()
        return web.Response(status=503 if lacks else 200, text=f"{lacks or 'ready'}\n")

    async def show_metrics(_request: web.Request) -> web.Response:
        return web.Response(body=await metrics.text(), headers={"Content-Type": METRICS_TYPE})

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", show_metrics)])
    if webhook is not None:
        app.router.add_post(WEBHOOK_PATH, _receiver(webhook))
    return app


@contextlib.asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve the application; yields the port. Raises OSError: the address is taken or not ours."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LEAVING_S)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound: int = runner.addresses[0][1]
        log.info("serving http://%s:%d", host, bound)
        yield bound
    finally:
        await runner.cleanup()


def _receiver(webhook: Webhook) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def receive(request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), webhook.secret.encode()):
            return web.Response(status=403)
        try:
            update = await request.json()
        except (JSONDecodeError, UnicodeDecodeError):
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        await webhook.process(update)
        return web.Response()

    return receive
