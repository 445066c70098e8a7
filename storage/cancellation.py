"""Completion of work whose task is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def finish_on_cancel(work: Coroutine[Any, Any, T]) -> T:
    """Wait for ``work`` even if this task is cancelled meanwhile, then raise CancelledError: no lock is released and no folder
    is removed before the work ends.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return task.result()
