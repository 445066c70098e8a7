"""A server in its own process. That process loads all imports of this module; they count towards its memory."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.serve import serve
from bot.settings import Settings

LOCALHOST = "127.0.0.1"


@asynccontextmanager
async def running_server(folder: Path) -> AsyncIterator[tuple[int, str]]:
    """Run a server; yield its process and its address."""
    with socket.create_server((LOCALHOST, 0)) as free:
        port = free.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(folder, port))
    server.start()
    assert server.pid is not None
    try:
        async with httpx.AsyncClient(base_url=f"http://{LOCALHOST}:{port}", trust_env=False) as client:
            await _ready(client, server.is_alive)
        yield server.pid, f"http://{LOCALHOST}:{port}"
    finally:
        server.terminate()
        await asyncio.to_thread(server.join)


def _serve(folder: Path, port: int) -> None:
    """Run the server in its process, with settings that do not depend on the environment."""
    logging.disable(logging.WARNING)
    settings = Settings(
        _env_file=None, data_folder=folder, host=LOCALHOST, port=port, web_demo=False, quota_mb_per_user=0, min_free_mb=0,
        telegram_token=None, webhook_url=None, web_url=None, web_tokens={},
    )  # fmt: skip
    asyncio.run(serve(settings))


async def _ready(client: httpx.AsyncClient, is_alive: Callable[[], bool]) -> None:
    while is_alive():
        with contextlib.suppress(httpx.TransportError):
            if (await client.get("/readyz")).is_success:
                return
        await asyncio.sleep(0.1)
    raise RuntimeError("the server does not start")
