"""Encodes clips again, in the pool, that are too large for their channel."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from bot.jobs import work
from bot.jobs.outcomes import RETRY_S, DeliveryFailure, NotDelivered, Undeliverable
from bot.jobs.pool import GIVEN_BACK_ERRORS, WORKER_FAULTS, WorkerPool
from bot.records import Job
from engine.errors import EngineError
from engine.pool import Request

MAX_SENDS = 3
"""After so many attempts, a worker's fault is blamed on the clip."""


class Shrinker:
    """Shares the pool with the jobs: the server process encodes nothing."""

    def __init__(self, pool: WorkerPool, timeout_s: float) -> None:
        self._pool, self._timeout_s = pool, timeout_s

    async def fit(self, job: Job, clip: Path, folder: Path, max_bytes: int) -> Path:
        """Return the clip, or a copy of it in ``folder``, that is at most ``max_bytes`` large.

        Raises:
            Undeliverable (clip_too_large): it cannot be; NotDelivered: the pool closes, or a worker failed.
        """
        if (await asyncio.to_thread(clip.stat)).st_size <= max_bytes:
            return clip
        task = partial(work.shrink_clip, clip, folder, max_bytes)
        try:
            fits = await self._pool.submit(Request(str(job.id), task, self._timeout_s, folder)).result()
        except GIVEN_BACK_ERRORS as error:
            raise NotDelivered(RETRY_S) from error
        except WORKER_FAULTS as error:
            if job.sends < MAX_SENDS:
                raise NotDelivered(RETRY_S) from error
            raise Undeliverable(error.code) from error
        except EngineError as error:
            raise Undeliverable(error.code) from error
        if not fits:
            raise Undeliverable(DeliveryFailure.CLIP_TOO_LARGE)
        return folder / work.SMALLER
