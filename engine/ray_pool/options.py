"""Options of the operator for a pool on a Ray cluster."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engine.pool import PoolOptions


@dataclass(frozen=True)
class RayOptions:
    """The cluster, the number of workers and the share of a node that each gets.

    Attributes:
        address: of the cluster's Ray client server, ``ray://host:port``.
        pool: limits of each worker, and in ``workers`` the largest number of them; ``gpus`` and ``cores`` are not used.
        min_workers: number of workers that are kept when there is nothing to do.
        cpus: cores of a worker.
        gpus: share of a GPU that a worker gets; 0: none.
        sends: files that the options of ``pool.open`` name, and that travel to the workers.
        scale_after_s: a job that has waited for this long brings another worker.
        idle_s: a worker above the minimum that has had nothing to do for this long is ended.
        retry_s: pause before another try to reach the cluster or to start a worker.
    """

    address: str
    pool: PoolOptions = field(default_factory=PoolOptions)
    min_workers: int = 1
    cpus: int = 1
    gpus: float = 0.0
    sends: tuple[Path, ...] = ()
    scale_after_s: float = 3.0
    idle_s: float = 300.0
    retry_s: float = 5.0

    def __post_init__(self) -> None:
        if not 0 <= self.min_workers <= self.pool.workers:
            raise ValueError(f"min_workers {self.min_workers} must be between 0 and workers, {self.pool.workers}")
        if self.cpus < 1 or self.gpus < 0:
            raise ValueError(f"cpus {self.cpus} must be at least 1, gpus {self.gpus} at least 0")
