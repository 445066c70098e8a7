"""What an operator may choose, and where a worker lives."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from engine.choices import EngineOptions
from engine.pool.tasks import open_engine

DRIVERS = (Path("/dev/nvidiactl"), Path("/dev/dxg"), Path("/dev/kfd"))
"""What there is with a GPU that torch may know: NVIDIA's, through WSL, AMD's."""


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def count_gpus() -> int:
    """CUDA GPUs that torch sees. It takes 200 MiB and seconds to load: a process of its own asks it, and only if need be."""
    if not any(path.exists() for path in DRIVERS):
        return 0
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as asking:
        return asking.submit(_devices).result()


@dataclass(frozen=True)
class Place:
    """Where a worker lives: a torch ``device`` (``cpu``, ``cuda:0``, ...) and the number of ``threads`` it may use."""

    device: str
    threads: int


@dataclass(frozen=True)
class PoolOptions:
    """How many workers there are, and what they may use.

    Attributes:
        workers: for each GPU; in all, where there is none.
        gpus: how many there are, see :func:`count_gpus`.
        cores: shared out among the workers.
        memory_mib: a worker with more resident memory than this, the programs it started included, is ended.
        silence_s: a job that reports nothing for this long hangs. It bounds standing still, not long work.
        grace_s: how long a job that was told to stop may take to do so, before its worker is ended.
        start_s: how long a worker may take to get ready.
        drain_s: how long running jobs may go on when the pool closes.
        jobs_per_worker: after so many a worker is replaced, which bounds what leaks.
        open: called once in every new worker, before its first job; what it returns is passed to each of its jobs.
    """

    workers: int = 1
    gpus: int = 0
    cores: int = field(default_factory=usable_cores)
    memory_mib: int = 4096
    silence_s: float = 300.0
    grace_s: float = 1.0
    start_s: float = 120.0
    drain_s: float = 60.0
    jobs_per_worker: int = 100
    open: Callable[[Place], Any] = partial(open_engine, EngineOptions())

    def __post_init__(self) -> None:
        least = {"workers": 1, "cores": 1, "memory_mib": 1, "jobs_per_worker": 1, "gpus": 0, "drain_s": 0, "grace_s": 0}
        for name, value in least.items():
            if getattr(self, name) < value:
                raise ValueError(f"{name} is {getattr(self, name)}, at least {value} is needed")
        if self.silence_s <= 0 or self.start_s <= 0:
            raise ValueError(f"silence_s {self.silence_s} and start_s {self.start_s} must be positive")

    def places(self) -> tuple[Place, ...]:
        """One place for every worker, the GPUs in turn."""
        count = self.workers * max(self.gpus, 1)
        threads = max(1, self.cores // count)
        return tuple(Place(f"cuda:{number % self.gpus}" if self.gpus else "cpu", threads) for number in range(count))


def _devices() -> int:
    import torch

    return torch.cuda.device_count()
