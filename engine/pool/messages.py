"""Messages between the pool and a worker over their pipe. The worker also sends log records, unchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.pool.placement import Placement
from facenote.errors import FacenoteError


@dataclass(frozen=True)
class WorkerStart:
    """Settings of a new worker: ``scratch`` is the folder for temporary files, ``log_level`` the lowest level that is
    logged, ``writable`` as in :class:`engine.pool.options.PoolOptions`."""

    placement: Placement
    open: Callable[[Placement], Any]
    scratch: Path
    log_level: int
    writable: tuple[Path, ...] | None


@dataclass(frozen=True)
class JobRun:
    """Do this job; ``task`` is pickled."""

    number: int
    job_id: str
    task: bytes


@dataclass(frozen=True)
class Stop:
    """Stop that job, if it is still running."""

    number: int


@dataclass(frozen=True)
class Ready:
    """The worker is warm, or an error why it is not."""

    error: FacenoteError | None = None


@dataclass(frozen=True)
class JobProgress:
    """Progress of a job: the ``fraction`` done of a ``stage``; its first stage is ``start``."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class JobOutcome:
    """Outcome of a job: ``error``, or without one ``value``."""

    value: Any = None
    error: FacenoteError | None = None
