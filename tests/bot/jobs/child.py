"""A server that is killed at a given moment of a job: ``python -m tests.bot.jobs.child FOLDER MOMENT``."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.jobs import work
from bot.jobs.outcomes import NotDelivered
from bot.jobs.service import JobService
from bot.records import FileRole, SentMessage, open_store
from engine.pool import Pool
from storage.jobs import Job, JobState
from tests.bot.jobs import slow_work
from tests.bot.jobs.conftest import SOON_S, a_face, a_user, ask_clip, postponed, reaches

VOICES = {"running": ("stay once", slow_work.FOR_EVER)}
"""Instructions for the worker, unless it is to finish at once."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Channel:
    """Reports on standard output what it has sent."""

    max_clip_bytes = None

    def __init__(self, moment: str) -> None:
        self._moment = moment

    async def deliver(self, job: Job, files: Mapping[FileRole, Path]) -> Sequence[SentMessage]:  # noqa: ARG002
        if self._moment == "rendered":
            raise NotDelivered(3600)  # not again before the end
        print("sent", flush=True)  # noqa: T201
        if self._moment == "sending":
            die()
        return []

    async def ask_delivered(self, job: Job) -> None:  # noqa: ARG002
        raise AssertionError("there is no doubt yet")


async def main(folder: Path, moment: str) -> None:
    work.make_clip = slow_work.make_clip
    async with open_store(folder / "data") as store, Pool(slow_work.POOL) as pool, contextlib.AsyncExitStack() as stack:
        service = JobService(store, pool, {"test": Channel(moment)})
        if moment != "queued":  # otherwise nothing claims the job before the end
            await stack.enter_async_context(service)
        user = await a_user(store)
        face = await a_face(store, user)
        job = await ask_clip(service, store, user, face, slow_work.write_voice(folder, *VOICES.get(moment, ())))
        if moment == "running":
            await reaches(store, job, JobState.RUNNING)
            async with asyncio.timeout(SOON_S):
                while not list(folder.glob("*.mark")):
                    await asyncio.sleep(0.02)
        elif moment == "rendered":
            await postponed(store, job)
        elif moment in ("sending", "delivered"):
            await reaches(store, job, JobState.DELIVERED)
        die()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
