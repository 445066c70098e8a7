"""The studio's share of the benchmark: a large upload and a large zip, and the memory they take of the server's process."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from bot.settings import PREFIX
from bot.web.guard import CSRF_HEADER
from bot.web.naming import FRONT
from storage import Store, batches, deliveries, jobs, leases, users
from storage.jobs import NewJob
from storage.limits import Limits

MIB = 1 << 20
UPLOAD_BYTES = 1024 * MIB
CLIPS, CLIP_BYTES = 20, 50 * MIB
TUS = {"Tus-Resumable": "1.0.0"}
READY = re.compile(rb"studio: http://\S+:(\d+)")
TIMEOUT_S = 600.0
FORGET_PEAK = "5"
"""Written to ``clear_refs``, sets the peak of a process's memory back to what it is now (Linux)."""


class Cost(NamedTuple):
    """How long something took, how much the server's memory grew, and how large that was at most."""

    seconds: float
    more_mib: float
    peak_mib: float


async def measure(folder: Path) -> Mapping[str, float]:
    """A server of its own, without Telegram, whose data are in ``folder``."""
    batch_id = await _made_batch(folder)
    async with _server(folder) as (process, port):
        client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", headers={CSRF_HEADER: "1"}, timeout=TIMEOUT_S, trust_env=False
        )
        async with client:
            uploaded = await _watched(process, lambda: _upload(client))
            zipped = await _watched(process, lambda: _download(client, f"/api/batches/{batch_id}/zip"))
    return {
        "studio: upload of 1 GiB, MiB/s": UPLOAD_BYTES / MIB / uploaded.seconds,
        "studio: memory more for the upload, MiB": uploaded.more_mib,
        "studio: zip of 20 clips (1 GB), MiB/s": CLIPS * CLIP_BYTES / MIB / zipped.seconds,
        "studio: memory more for the zip, MiB": zipped.more_mib,
        "studio: server's memory at most, MiB": max(uploaded.peak_mib, zipped.peak_mib),
    }


async def _made_batch(folder: Path) -> int:
    """A batch whose clips are done, for the person at this machine; returns its id."""
    async with Store.open(folder) as store:
        async with store.write() as tx:
            user = await users.ensure(tx, "web:local", name="", language="en")
            batch = await batches.create(tx, user.id, "bench")
        for number in range(CLIPS):
            await _made_clip(store, user.id, batch.id, number)
    return batch.id


async def _made_clip(store: Store, user_id: int, batch_id: int, number: int) -> None:
    async with store.media.scratch() as folder:
        (folder / "clip").write_bytes(os.urandom(CLIP_BYTES))
        clip = await store.media.seal(folder / "clip")
        async with store.write() as tx:
            front = {"front": FRONT, "name": f"clip {number}"}
            await jobs.enqueue(tx, NewJob(user_id, "clip", 1.0, batch_id=batch_id, front=front), Limits())
            claim = await leases.claim(tx, "bench", 60.0)
            assert claim is not None
            await leases.mark_rendered(tx, claim.lease, result={}, made={"clip": clip})
            sending = await deliveries.claim(tx, "bench", 60.0)
            assert sending is not None
            await deliveries.record(tx, sending.lease, [])


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[tuple[int, int]]:
    """Its process and its port."""
    chosen = {
        "DATA_FOLDER": str(folder),
        "PORT": "0",
        "WEB_DEMO": "false",
        "QUOTA_MB_PER_USER": "0",
        "MIN_FREE_MB": "0",
    }
    env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder,
        env={**env, "PYTHONPATH": os.pathsep.join(sys.path), **{PREFIX + name: value for name, value in chosen.items()}},
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stderr is not None
    try:
        while not (ready := READY.search(line := await server.stderr.readline())):
            if not line:
                raise RuntimeError("the server does not start")
        yield server.pid, int(ready[1])
    finally:
        server.send_signal(signal.SIGTERM)
        await server.communicate()


async def _watched(process: int, work: Callable[[], Awaitable[None]]) -> Cost:
    Path(f"/proc/{process}/clear_refs").write_text(FORGET_PEAK)
    before, start = _peak_mib(process), time.perf_counter()
    await work()
    seconds, peak = time.perf_counter() - start, _peak_mib(process)
    return Cost(seconds, peak - before, peak)


def _peak_mib(process: int) -> float:
    (line,) = (line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM"))
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
