"""Run ``check``, ``prepare`` and ``render`` in warm worker processes; a fault fails one job, never the service.

Existing pool libraries do not suffice: concurrent.futures and loky break the whole pool when a worker dies, and cannot stop a
running task. pebble can do both, but its workers share one pipe under one lock: a task taken by a worker that is being
ended for its previous task never finishes (pebble issue 153). Here each worker has a ``multiprocessing`` pipe of its own,
on which progress, log lines and result also arrive in order.
"""

from engine.pool.errors import (
    JobGivenBack,
    JobTimeout,
    PoolClosed,
    WorkerDied,
    WorkerHung,
    WorkerOutOfMemory,
    WorkerUnready,
)
from engine.pool.job import PoolJob, Request
from engine.pool.messages import JobProgress
from engine.pool.options import PoolOptions
from engine.pool.placement import Placement, count_gpus
from engine.pool.pool import Pool
from engine.pool.tasks import open_engine

__all__ = [
    "JobGivenBack",
    "JobProgress",
    "JobTimeout",
    "Placement",
    "Pool",
    "PoolClosed",
    "PoolJob",
    "PoolOptions",
    "Request",
    "WorkerDied",
    "WorkerHung",
    "WorkerOutOfMemory",
    "WorkerUnready",
    "count_gpus",
    "open_engine",
]
