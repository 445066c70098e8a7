"""Metrics of the server, for Prometheus."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

import pynvml
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from engine.watch import Stage
from storage import Store, queue
from storage.events import Event
from storage.jobs import JobState
from storage.values import utc_now

STAGE_BUCKETS_S = (0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640)


class Metrics:
    """Metrics of this server; the state of the queue is read from the store on each request."""

    def __init__(self, store: Store, has_room: Callable[[], bool] = lambda: True) -> None:
        self._store = store
        self.has_room = has_room
        """Whether the disk has room for the results of more jobs."""
        self._registry = CollectorRegistry()
        self._jobs = Gauge("facenote_jobs", "Jobs by state", ["state"], registry=self._registry)
        self._queue_age = Gauge("facenote_queue_age_seconds", "Age of the oldest queued job", registry=self._registry)
        self._stages = Histogram(
            "facenote_stage_seconds", "Time in a stage", ["stage"], buckets=STAGE_BUCKETS_S, registry=self._registry
        )
        self._errors = Counter("facenote_errors", "Failed jobs by code", ["code"], registry=self._registry)
        self._disk_full = Gauge("facenote_disk_full", "1 while jobs wait for room on the disk", registry=self._registry)
        self._gpu = Gauge("facenote_gpu_memory_bytes", "Memory in use", ["gpu"], registry=self._registry)
        self._under_way: dict[int, tuple[Stage | None, datetime]] = {}

    async def follow(self, changes: AsyncIterator[Event[Stage | None]]) -> None:
        """Count and time events of jobs, until cancelled."""
        async for event in changes:
            self.observe(event)

    def observe(self, event: Event[Stage | None]) -> None:
        """Record one event."""
        if event.state is JobState.FAILED:
            self._errors.labels(event.code or "").inc()
        stage, since = self._under_way.pop(event.job_id, (None, event.at))
        here = event.stage if event.state is JobState.RUNNING else None
        if stage and stage != here:
            self._stages.labels(stage).observe((event.at - since).total_seconds())
        if here:
            self._under_way[event.job_id] = (here, since if stage == here else event.at)

    async def text(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        async with self._store.read() as tx:
            load = await queue.load(tx)
        for state, count in load.counts.items():
            self._jobs.labels(state.value).set(count)
        waiting_since = load.oldest_queued_at
        self._queue_age.set((utc_now() - waiting_since).total_seconds() if waiting_since else 0)
        self._disk_full.set(not self.has_room())
        for gpu, used in enumerate(await asyncio.to_thread(_gpu_memory_bytes)):
            self._gpu.labels(str(gpu)).set(used)
        return generate_latest(self._registry)


def _gpu_memory_bytes() -> list[int]:
    """Return the memory in use on each NVIDIA GPU, by all programs. Do not ask torch: that would allocate GPU memory."""
    try:
        pynvml.nvmlInit()
        gpus = [pynvml.nvmlDeviceGetHandleByIndex(number) for number in range(pynvml.nvmlDeviceGetCount())]
        return [int(pynvml.nvmlDeviceGetMemoryInfo(gpu).used) for gpu in gpus]
    except pynvml.NVMLError:
        return []  # no driver, or it does not support this
