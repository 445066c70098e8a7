"""What the pool and a worker say to each other over their pipe. Log records travel upwards too, as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.pool.placement import Placement
from facenote.errors import FacenoteError


@dataclass(frozen=True)
class WorkerStart:
    """Given to a new worker: ``scratch`` takes its temporary files, ``log_level`` is the least that is logged."""

    placement: Placement
    open: Callable[[Placement], Any]
    scratch: Path
    log_level: int


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
    """The worker is warm, or says why it is not."""

    error: FacenoteError | None = None


@dataclass(frozen=True)
class JobProgress:
    """A job has done this ``fraction`` of a ``stage``; its first stage is ``start``."""

    stage: str
    fraction: float


@dataclass(frozen=True)
class JobOutcome:
    """What became of a job: ``error``, or without one ``value``."""

    value: Any = None
    error: FacenoteError | None = None
