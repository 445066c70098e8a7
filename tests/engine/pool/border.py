"""What every pool does at the border between the caller and its workers."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine.failure import InternalError
from engine.pool import JobProgress, Request
from engine.pool.base import QueuedPool
from tests.engine.pool import tasks
from tests.engine.pool.conftest import eventually


async def crosses_the_border(pool: QueuedPool, caplog: pytest.LogCaptureFixture) -> None:
    """Check that results, events, errors and log lines of an open pool's workers reach the caller."""
    assert await pool.submit(Request("1", partial(tasks.echo, {"clip": Path("a.mp4")}))).result() == {
        "clip": Path("a.mp4")
    }

    job = pool.submit(Request("2", tasks.stages))
    first, second = await asyncio.gather(read(job), read(job))
    assert first == second == await read(job)
    assert_in_order(first)

    with pytest.raises(tasks.Refused) as refused:
        await pool.submit(Request("3", tasks.refuse)).result()
    assert (refused.value.detail, refused.value.facts) == ("too dark: 12 of 255", {"level": 12, "frames": (3, 4)})

    with pytest.raises(InternalError, match="ValueError: a fault in two lines"):
        await pool.submit(Request("4", tasks.fail)).result()
    assert logged(caplog, "4") == [("engine.pool.worker", logging.ERROR)]
    assert "in fail" in caplog.text, "the worker's traceback reaches the log"

    for task in (tasks.give_what_cannot_travel, tasks.refuse_with_what_cannot_travel):
        with pytest.raises(InternalError, match="pickle"):
            await pool.submit(Request("5", task)).result()

    await pool.submit(Request("6", tasks.speak)).result()
    await eventually(lambda: bool(logged(caplog, "6")))
    assert logged(caplog, "6") == [("engine.speaking", logging.INFO)]
    assert "drew 25 frames" in {record.getMessage() for record in caplog.records}


async def read(job: Any) -> list[JobProgress]:
    return [event async for event in job.events()]


def assert_in_order(events: list[JobProgress]) -> None:
    assert events[0] == JobProgress("start", 0.0)
    order = ["start", "track", "draw"]
    keys = [(order.index(event.stage), event.fraction) for event in events]
    assert keys == sorted(keys)
    assert {
        JobProgress("track", 0.0),
        JobProgress("track", 1.0),
        JobProgress("draw", 0.0),
        JobProgress("draw", 1.0),
    } <= set(events)
    assert len(events) < 100, "progress is thinned out"


def logged(caplog: pytest.LogCaptureFixture, job_id: str) -> list[tuple[str, int]]:
    return [(record.name, record.levelno) for record in caplog.records if getattr(record, "job_id", None) == job_id]
