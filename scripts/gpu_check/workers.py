"""Check workers on the card: two at once, and one that is killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import torch

from engine.choices import EngineOptions
from engine.media import FPS
from engine.pipeline import RenderOptions
from engine.pool import JobProgress, Pool, PoolJob, PoolOptions, Request, WorkerDied, open_engine, tasks
from engine.watch import Stage
from scripts.gpu_check.clips import Clip
from scripts.gpu_check.report import Row

CLIPS = 4
LIMIT_S = 180.0
LEFT_MIB = 64

Result = TypeVar("Result")


def two_workers(clip: Clip, device: torch.device) -> list[Row]:
    """Measure the throughput of one and of two workers."""
    rates = {}
    for workers in (1, 2):
        rates[workers] = _with_pool(workers, device, partial(_throughput, clip))
    rows = [Row(f"{workers} worker(s)", f"{rate:.1f} x real time") for workers, rate in rates.items()]
    return [*rows, Row("two workers over one", f"{rates[2] / rates[1]:.2f}")]


def killed_worker(clip: Clip, device: torch.device) -> list[Row]:
    """Kill a worker that draws: its job fails with a code, the next try succeeds, and the card's memory is free again."""
    before = _used_mib(device)
    code, at_work, frames, returned = _with_pool(1, device, partial(_kill, clip, device))
    rows = [
        Row("kill -9 while drawing: the job's error", code, code == WorkerDied.code),
        Row("the same job again", f"{frames} frames", frames == len(clip.motion)),
    ]
    if device.type == "cuda":
        after = _used_mib(device)
        told = f"{before} MiB before, {at_work} at work, {returned} just after, {after} at the end"
        rows.append(Row("memory of the card in use", told, max(returned, after) - before <= LEFT_MIB))
    return rows


def _with_pool(workers: int, device: torch.device, work: Callable[[Pool], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        options = PoolOptions(
            workers=workers,
            gpus=1 if device.type == "cuda" else 0,
            open=partial(open_engine, EngineOptions()),
        )
        async with Pool(options) as pool:
            return await work(pool)

    return asyncio.run(run())


def _render(pool: Pool, clip: Clip, name: str) -> PoolJob:
    task = partial(
        tasks.render_clip, clip.face.template.folder, clip.voice_file, clip.folder / name, RenderOptions(poster=False)
    )
    return pool.submit(Request(name, task, LIMIT_S))


async def _throughput(clip: Clip, pool: Pool) -> float:
    warm = [_render(pool, clip, f"warm_{k}.mp4") for k in range(pool.size)]
    await asyncio.gather(*(job.result() for job in warm))
    began = time.perf_counter()
    jobs = [_render(pool, clip, f"worker_{k}.mp4") for k in range(CLIPS)]
    await asyncio.gather(*(job.result() for job in jobs))
    return CLIPS * len(clip.motion) / float(FPS) / (time.perf_counter() - began)


async def _kill(clip: Clip, device: torch.device, pool: Pool) -> tuple[str, int, int, int]:
    job = _render(pool, clip, "killed.mp4")
    await _drawing(job)
    at_work = _used_mib(device)
    (worker,) = multiprocessing.active_children()
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    code = ""
    try:
        await job.result()
    except WorkerDied as error:
        code = error.code
    await asyncio.to_thread(worker.join)
    returned = _used_mib(device)
    report = await _render(pool, clip, "again.mp4").result()
    return code, at_work, report.frames, returned


async def _drawing(job: PoolJob) -> None:
    async for event in job.events():
        if isinstance(event, JobProgress) and event.stage == Stage.DRAW:
            return


def _used_mib(device: torch.device) -> int:
    if device.type != "cuda":
        return 0
    free, total = torch.cuda.mem_get_info(device)
    return (total - free) // 2**20
