"""Background tasks that run as long as the program."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

RESTART_S = 3.0
ENDING_S = 5.0

T = TypeVar("T")

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def run_in_background(work: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Run ``work`` in the background of the block, and stop it at the end. If it fails, log that and restart it."""
    task = asyncio.create_task(_restart_on_failure(work))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def finish_before_cancel(work: Coroutine[Any, Any, T]) -> T:
    """Await work that must not be interrupted; if cancelled, let it finish first, for at most ``ENDING_S``."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=ENDING_S)
        task.cancel()
        raise


async def _restart_on_failure(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            return await work()
        except Exception:
            log.exception("%s failed; restarting in %g s", work.__qualname__, RESTART_S)
            await asyncio.sleep(RESTART_S)
