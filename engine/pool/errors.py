"""Failures of a job that are no fault of its media."""

from __future__ import annotations

from engine.errors import EngineError


class WorkerDied(EngineError):
    """The worker process ended during the job. Facts: its exit code, negative for a signal."""

    code = "worker_died"
    advice = "Try again; if it happens again with the same file, report it with the log."


class WorkerHung(EngineError):
    """The worker made no progress for too long and was ended."""

    code = "worker_hung"
    advice = "Try again; if it happens again with the same file, report it with the log."


class WorkerOutOfMemory(EngineError):
    """The worker and the programs that it started exceeded their memory limit."""

    code = "worker_out_of_memory"
    advice = "Use a shorter or smaller file, or give the workers more memory."


class WorkerUnready(EngineError):
    """No worker could start, or none could load its models."""

    code = "worker_unready"
    advice = "Run: facenote models. A file may be missing or damaged."


class JobTimeout(EngineError):
    """The job took longer than its time limit, although it made progress."""

    code = "job_timeout"
    advice = "Use a shorter file, or allow more time."


class JobGivenBack(EngineError):
    """The pool is closing and did not finish the job, which does not count as an attempt."""

    code = "job_given_back"
    advice = "Start it again when the service is back."


class PoolClosed(EngineError):
    """The pool takes no new jobs."""

    code = "pool_closed"
    advice = "Start it again when the service is back."
