"""Fixtures: pools of real processes, and a check of what they leave behind."""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.pool import PoolJob, PoolOptions
from tests.engine.pool import tasks

SOON_S = 180.0
"""Maximum wait of a test for something that must happen; no test asserts how long it took."""

OPTIONS = PoolOptions(open=tasks.stay, cores=2, grace_s=0.3, drain_s=SOON_S)


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After every test, check that no worker and no temporary folder is left."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[3]))  # where the workers find these tasks
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield
    assert not multiprocessing.active_children()
    assert not list(scratch.iterdir())


async def eventually(happened: Callable[[], bool]) -> None:
    """Wait until it has happened; fail if it does not."""
    async with asyncio.timeout(SOON_S):
        while not happened():
            await asyncio.sleep(0.02)


async def at_work(job: PoolJob) -> None:
    """Wait until the job's task has reported something."""
    async with asyncio.timeout(SOON_S):
        async for event in job.events():
            if event.stage != "start":
                return
    raise AssertionError(f"it ended before: {await job.ended}")


def alive(pid: int) -> bool:
    """Return whether a process with that id runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone(*pids: int) -> bool:
    """Return whether none of them runs any more."""
    return not any(map(alive, pids))
