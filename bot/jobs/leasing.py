"""Keeps the lease of a claimed job while the job is worked on or sent."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from bot.jobs.work import ProgressTracker
from storage import Store, leases
from storage.errors import LeaseLost, StorageError
from storage.leases import Claim

log = logging.getLogger(__name__)


def _ignore() -> None:
    pass


@contextlib.asynccontextmanager
async def lease_kept(
    store: Store,
    claim: Claim,
    *,
    lease_s: float,
    every_s: float,
    progress: ProgressTracker | None = None,
    on_renewed: Callable[[], None] = _ignore,
    on_lost: Callable[[], object] = _ignore,
) -> AsyncIterator[None]:
    """Renew the lease every ``every_s`` seconds during the block, and record the progress, if there is any, with it.

    ``on_lost`` is called if somebody else took the job away; the lease is then renewed no more.
    """
    keeper = asyncio.create_task(_renew(store, claim, lease_s, every_s, progress, on_renewed, on_lost))
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)


async def _renew(
    store: Store,
    claim: Claim,
    lease_s: float,
    every_s: float,
    progress: ProgressTracker | None,
    on_renewed: Callable[[], None],
    on_lost: Callable[[], object],
) -> None:
    if progress is None:
        await asyncio.sleep(every_s)  # the claim is new, and there is nothing to record yet
    while True:
        stage, done = (None, None) if progress is None else (progress.stage, progress.done)
        try:
            async with store.write() as tx:
                await leases.renew(tx, claim.lease, lease_s, stage=stage, progress=done)
        except LeaseLost:
            on_lost()
            return
        except StorageError:
            log.exception("could not renew the lease of a job", extra={"job_id": claim.job.id})
        on_renewed()
        await asyncio.sleep(every_s)
