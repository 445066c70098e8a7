"""From a finished upload to the job that looks at it, once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.web.uploads import Arrived, Uploads, job_key
from engine.errors import EngineError
from storage import Store, Writer, jobs, uploads
from storage.jobs import Job

Measure = Callable[[Path], float]
"""The length of a file, seconds; raises what makes it no use. Blocks."""

Submit = Callable[[Arrived, float, Writer], Awaitable[Job]]
"""Queues the job of a file of that length, under the file's key."""


class Intake:
    """Turns uploads into jobs."""

    def __init__(self, store: Store, arriving: Uploads) -> None:
        self._store, self._arriving = store, arriving

    async def take(self, user_id: int, upload_id: str, measure: Measure, submit: Submit) -> Job:
        """The job of that upload: queued now, or when it was asked for before.

        The upload ends in the transaction that queues the job, so nothing is lost or done twice. A file that is no use
        goes as well; where only the job is refused, the upload stays for another try.

        Raises:
            NotFound (not_found), WrongState (wrong_state): not all of it is here; what ``measure`` and ``submit`` raise.
        """
        async with self._store.read() as tx:
            known = await jobs.by_key(tx, user_id, job_key(upload_id))
        if known:
            return known
        async with self._arriving.finished(user_id, upload_id) as arrived:
            try:
                seconds = await asyncio.to_thread(measure, arrived.sealed.path)
            except EngineError:
                await self._arriving.drop(upload_id)
                raise
            async with self._store.write() as tx:
                job = await submit(arrived, seconds, tx)
                await uploads.delete(tx, upload_id)
        return job
