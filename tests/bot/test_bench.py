"""Tests that the server's benchmarks measure work that was really done."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.store import measure_store
from bot.bench.telegram import IdlePool, measure_telegram
from bot.records import open_store
from engine.pool import PoolClosed, Request


async def test_every_person_is_answered_and_every_voice_note_becomes_a_job(tmp_path: Path) -> None:
    rows = {row.figure: row.value for row in await measure_telegram(tmp_path, people=5)}
    assert 0 < rows["first reply, median"] <= rows["first reply, p95"]
    assert rows["voice notes"] > 0
    assert await _states(tmp_path) in ({"queued": 5}, {"queued": 4, "running": 1})


async def test_a_drained_pool_takes_no_job_that_nobody_would_give_back() -> None:
    pool = IdlePool()
    await pool.drain(0)
    with pytest.raises(PoolClosed):
        pool.submit(Request("1", print))


async def test_every_job_of_the_store_is_delivered(tmp_path: Path) -> None:
    (row,) = await measure_store(tmp_path, count=5)
    assert row.value > 0
    assert await _states(tmp_path) == {"delivered": 5}


async def _states(folder: Path) -> dict[str, int]:
    async with open_store(folder) as store, store.read() as tx:
        rows = await tx.all("SELECT state, count(*) AS count FROM jobs GROUP BY state")
    return {row["state"]: row["count"] for row in rows}
