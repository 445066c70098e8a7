"""Benchmark of a large upload and a large zip: time, and memory of the server's process."""

from __future__ import annotations

import math
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import httpx

from bot.accounts import LOCAL
from bot.app.this_machine import new_api_token
from bot.bench.server import running_server
from bot.records import StudioOrigin
from engine.bench import Row
from facenote.units import MIB
from storage import Store, batches, deliveries, jobs, leases, users
from storage.jobs import NewJob
from storage.limits import Limits

UPLOAD_BYTES = 1024 * MIB
CLIPS, CLIP_BYTES = 20, 50 * MIB
TUS = {"Tus-Resumable": "1.0.0"}
TIMEOUT_S = 600.0
FORGET_PEAK = "5"
"""Written to ``clear_refs``, resets the peak memory of a process to its current memory (Linux)."""


class Cost(NamedTuple):
    """Time that something took, growth of the server's memory, and its peak."""

    seconds: float
    more_mib: float
    peak_mib: float


async def measure_studio(folder: Path) -> Sequence[Row]:
    """Measure a server without Telegram that keeps its data in ``folder``."""
    batch_id = await _made_batch(folder)
    async with running_server(folder) as (process, address):
        login = {"Authorization": f"Bearer {(await new_api_token(folder, 'bench')).secret}"}
        client = httpx.AsyncClient(base_url=address, headers=login, timeout=TIMEOUT_S, trust_env=False)
        async with client:
            uploaded = await _watched(process, lambda: _upload(client))
            zipped = await _watched(process, lambda: _download(client, f"/api/batches/{batch_id}/zip"))
    return [
        Row("studio, upload of 1 GiB", "pace", UPLOAD_BYTES / MIB / uploaded.seconds, "MiB/s"),
        Row("studio, upload of 1 GiB", "more memory", uploaded.more_mib, "MiB"),
        Row(f"studio, zip of {CLIPS} clips", "pace", CLIPS * CLIP_BYTES / MIB / zipped.seconds, "MiB/s"),
        Row(f"studio, zip of {CLIPS} clips", "more memory", zipped.more_mib, "MiB"),
        Row("studio", "memory at most", max(uploaded.peak_mib, zipped.peak_mib), "MiB"),
    ]


async def _made_batch(folder: Path) -> int:
    """Create a batch with clips for the local user; return its id."""
    async with Store.open(folder) as store:
        async with store.write() as tx:
            user = await users.ensure(tx, LOCAL, name="", language="en")
            batch = await batches.create(tx, user.id, "bench")
        for number in range(CLIPS):
            await _made_clip(store, user.id, batch.id, number)
    return batch.id


async def _made_clip(store: Store, user_id: int, batch_id: int, number: int) -> None:
    async with store.media.scratch() as folder:
        (folder / "clip").write_bytes(os.urandom(CLIP_BYTES))
        clip = await store.media.stage(folder / "clip")
        async with store.write() as tx:
            origin = StudioOrigin(label=f"clip {number}")
            await jobs.enqueue(tx, NewJob(user_id, "clip", 1.0, batch_id=batch_id, origin=origin), Limits())
            claim = await leases.claim(tx, "bench", 60.0)
            assert claim is not None
            await leases.mark_rendered(tx, claim.lease, result={}, made={"clip": clip})
            sending = await deliveries.claim(tx, "bench", 60.0)
            assert sending is not None
            await deliveries.record(tx, sending.lease, [])


async def _watched(process: int, work: Callable[[], Awaitable[None]]) -> Cost:
    _forget_peak(process)
    before, start = _peak_mib(process), time.perf_counter()
    await work()
    seconds, peak = time.perf_counter() - start, _peak_mib(process)
    return Cost(seconds, peak - before, peak)


def _forget_peak(process: int) -> None:
    forget = Path(f"/proc/{process}/clear_refs")
    if forget.exists():
        forget.write_text(FORGET_PEAK)


def _peak_mib(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return math.nan  # only Linux records the peak memory of another process
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


async def _upload(client: httpx.AsyncClient) -> None:
    async def content() -> AsyncIterator[bytes]:
        block = os.urandom(MIB)
        for _ in range(UPLOAD_BYTES // MIB):
            yield block

    begun = await client.post("/api/uploads", headers={**TUS, "Upload-Length": str(UPLOAD_BYTES)})
    begun.raise_for_status()
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    (await client.patch(begun.headers["Location"], headers=headers, content=content())).raise_for_status()


async def _download(client: httpx.AsyncClient, address: str) -> None:
    async with client.stream("GET", address) as answer:
        answer.raise_for_status()
        async for _ in answer.aiter_bytes(MIB):
            pass
