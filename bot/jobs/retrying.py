"""Writes to the storage that are retried while it is busy or full."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage import Store, Writer
from storage.errors import StoreBusy, StoreFull

PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0)

T = TypeVar("T")

log = logging.getLogger(__name__)


async def write_with_retry(
    store: Store, change: Callable[[Writer], Awaitable[T]], *, may_use_reserve: bool = False
) -> T:
    """Make a change that must not be lost, such as a finished clip or a sent message. Retry for some seconds while the
    storage is busy or the disk full. With ``may_use_reserve``, the reserve is given up once the disk was too full.

    Raises:
        StorageError: what ``change`` raises; StoreBusy (store_busy), StoreFull (disk_full): it lasts.
    """
    is_full = False
    for pause_s in PAUSES_S:
        try:
            async with store.write(may_use_reserve=may_use_reserve and is_full) as tx:
                return await change(tx)
        except (StoreBusy, StoreFull) as error:
            is_full = isinstance(error, StoreFull)
            log.exception("storage write failed; retrying in %g s", pause_s)
            await asyncio.sleep(pause_s)
    async with store.write(may_use_reserve=may_use_reserve and is_full) as tx:
        return await change(tx)
