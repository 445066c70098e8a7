"""Tests of ``kill -9`` of the whole server in every state of a job, then a restart on the same folder."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.records import open_store
from storage import jobs
from storage.jobs import JobState
from tests.bot.jobs.conftest import REPOSITORY, SOON_S, Letterbox, reaches, send_now, serving, until, use_cases


@pytest.mark.usefixtures("voice")
@pytest.mark.parametrize(
    ("moment", "found", "attempts"),
    [
        ("queued", JobState.QUEUED, 1),
        ("running", JobState.RUNNING, 2),
        ("rendered", JobState.RENDERED, 1),
        ("sending", JobState.RENDERED, 1),
        ("delivered", JobState.DELIVERED, 1),
    ],
)
async def test_nothing_is_lost_and_nothing_sent_twice(
    tmp_path: Path, letterbox: Letterbox, moment: str, found: JobState, attempts: int
) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.jobs.child", str(tmp_path), moment,
        cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    async with asyncio.timeout(2 * SOON_S):
        said, _ = await child.communicate()
    assert child.returncode == -signal.SIGKILL
    sent = said.decode().split().count("sent")
    async with open_store(tmp_path / "data") as store:
        async with store.read() as tx:
            job = await jobs.get(tx, 1)
        assert job.state is found
        await send_now(store, job)
        async with serving(store, letterbox) as service:
            if moment == "sending":

                async def doubted() -> bool:
                    return bool(letterbox.doubted)

                await until(doubted)
                await use_cases(store, service).jobs.resolve(job.user_id, job.id, arrived=True)
            done = await reaches(store, job, JobState.DELIVERED)
            await asyncio.sleep(0.2)
    assert sent + len(letterbox.delivered) == 1
    assert done.attempts == attempts
    assert len(letterbox.doubted) == (moment == "sending")
