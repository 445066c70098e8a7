"""Failures of a job that are no fault of its media."""

from __future__ import annotations

from engine.errors import EngineError


class WorkerDied(EngineError):
    """The worker's process ended in the middle of the job; the facts hold its exit code (minus a signal's number)."""

    code = "worker_died"
    advice = "Try again; if it happens again with the same file, report it with the log."


class WorkerHung(EngineError):
    """The worker gave no sign of life for too long, and was ended."""

    code = "worker_hung"
    advice = "Try again; if it happens again with the same file, report it with the log."


class WorkerOutOfMemory(EngineError):
    """The worker, with the programs it started, took more memory than it may."""

    code = "worker_out_of_memory"
    advice = "Use a shorter or smaller file, or give the workers more memory."


class WorkerUnready(EngineError):
    """No worker could be started, or none got its models ready."""

    code = "worker_unready"
    advice = "Run: facenote models. A file may be missing or damaged."


class JobTimeout(EngineError):
    """The job was at work all the time, and still took longer than it may."""

    code = "job_timeout"
    advice = "Use a shorter file, or allow more time."


class JobGivenBack(EngineError):
    """The pool is closing and did not finish the job; it is as if it had never been started."""

    code = "job_given_back"
    advice = "Start it again when the service is back."


class PoolClosed(EngineError):
    """The pool takes no new jobs."""

    code = "pool_closed"
    advice = "Start it again when the service is back."
