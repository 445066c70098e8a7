"""Options of the operator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from engine.choices import EngineOptions
from engine.pool.placement import Placement, usable_cores
from engine.pool.tasks import open_engine


@dataclass(frozen=True)
class PoolOptions:
    """Number of workers, and their limits.

    Attributes:
        workers: per GPU; in total, if there is no GPU.
        gpus: number of GPUs, see :func:`count_gpus`.
        cores: divided among the workers.
        memory_mib: a worker with more resident memory than this, including the programs it started, is ended.
        silence_s: a job without reports for this long counts as hung. It limits hangs, not long work.
        grace_s: time for a job to stop on request, before its worker is ended.
        start_s: time for a worker to get ready.
        drain_s: time for running jobs to continue when the pool closes.
        jobs_per_worker: number of jobs after which a worker is replaced, which limits leaks.
        writable: the only folders in which workers and their programs may write, without TCP connections, as far as the
            kernel can enforce it (see :mod:`engine.confinement`); None: everything is allowed.
        open: called once in every new worker, before its first job; its result is passed to each of its jobs.
    """

    workers: int = 1
    gpus: int = 0
    cores: int = field(default_factory=usable_cores)
    memory_mib: int = 4096
    silence_s: float = 300.0
    grace_s: float = 1.0
    start_s: float = 300.0
    drain_s: float = 60.0
    jobs_per_worker: int = 100
    writable: tuple[Path, ...] | None = None
    open: Callable[[Placement], Any] = partial(open_engine, EngineOptions())

    def __post_init__(self) -> None:
        least = {"workers": 1, "cores": 1, "memory_mib": 1, "jobs_per_worker": 1, "gpus": 0, "drain_s": 0, "grace_s": 0}
        for name, value in least.items():
            if getattr(self, name) < value:
                raise ValueError(f"{name} is {getattr(self, name)}, at least {value} is needed")
        if self.silence_s <= 0 or self.start_s <= 0:
            raise ValueError(f"silence_s {self.silence_s} and start_s {self.start_s} must be positive")

    def placements(self) -> tuple[Placement, ...]:
        """Return one placement for each worker, the GPUs in turn."""
        count = self.workers * max(self.gpus, 1)
        threads = max(1, self.cores // count)
        return tuple(
            Placement(f"cuda:{number % self.gpus}" if self.gpus else "cpu", threads) for number in range(count)
        )
