"""Benchmark of the store: jobs per second, from request to delivery."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from engine.bench import Row
from storage import Store, deliveries, jobs, leases, users
from storage.jobs import NewJob
from storage.limits import Limits

JOBS = 300


async def measure_store(folder: Path, count: int = JOBS) -> Sequence[Row]:
    """Measure ``count`` jobs, one after the other, with six durable transactions each."""
    async with Store.open(folder) as store:
        async with store.write() as tx:
            user = await users.ensure(tx, "bench:1", name="Ada", language="en")
        start = time.perf_counter()
        for number in range(count):
            async with store.write() as tx:
                await jobs.enqueue(tx, NewJob(user.id, "clip", 1.0, key=str(number)), Limits())
            async with store.write() as tx:
                claim = await leases.claim(tx, "bench", 60.0)
            assert claim is not None
            async with store.write() as tx:
                await leases.renew(tx, claim.lease, 60.0, stage="draw", progress=0.5)
            async with store.write() as tx:
                await leases.mark_rendered(tx, claim.lease, result={}, made={})
            async with store.write() as tx:
                sending = await deliveries.claim(tx, "bench", 60.0)
            assert sending is not None
            async with store.write() as tx:
                await deliveries.record(tx, sending.lease, [number])
        return [Row("store", "jobs, request to delivery", count / (time.perf_counter() - start), "a second")]
