"""A worker's process: run jobs one by one, and listen for stop messages.

The main thread works, a second one listens. If the pool ends, the pipe breaks, and the worker ends with every program that it
started. (PR_SET_PDEATHSIG would end the worker alone, and leave its ffmpeg behind.)
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import tempfile
import time
from collections.abc import Callable
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from engine.confinement import allow_writing_only
from engine.failure import InternalError, as_known_error
from engine.pool.errors import WorkerOutOfMemory
from engine.pool.messages import JobOutcome, JobProgress, JobRun, Ready, Stop, WorkerStart
from engine.threads import wait_passively
from engine.watch import Progress, Watch
from facenote.errors import FacenoteError

EVENT_S = 0.1
"""Shortest interval between progress reports within a stage."""

log = logging.getLogger(__name__)


def main(connection: Connection, start: WorkerStart) -> None:
    """Run as the entry point of the process."""
    os.setsid()  # its own group, so that its programs can be ended with it, and no terminal that could stop them
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    wait_passively()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # sent to all processes at a shutdown: the pool decides on their order
    tempfile.tempdir = str(start.scratch)
    if start.writable is not None:
        # Libraries cache there what they compile, and the user's own cache is not theirs to change.
        os.environ["XDG_CACHE_HOME"] = os.environ["CUDA_CACHE_PATH"] = str(start.scratch)
        allow_writing_only([*start.writable, start.scratch])
    _Worker(connection, start).work()


class _Worker:
    def __init__(self, connection: Connection, start: WorkerStart) -> None:
        self._connection, self._start = connection, start
        self._sending = Lock()
        self._jobs: SimpleQueue[JobRun] = SimpleQueue()
        self._job_id = ""
        self._stopped = -1

    def work(self) -> None:
        self._log_to_pool()
        Thread(target=self._listen, name="pool-listener", daemon=True).start()
        try:
            opened = self._start.open(self._start.placement)
        except Exception as error:
            log.exception("worker is not ready")
            self._post(Ready(as_known_error(error)))
            return
        self._post(Ready())
        while True:
            run = self._jobs.get()
            self._job_id = run.job_id
            self._send(self._outcome(run, opened))

    def _outcome(self, run: JobRun, opened: Any) -> bytes:
        """Return the pickled :class:`JobOutcome` of a job."""
        watch = Watch(self._progress(), lambda: self._stopped == run.number)
        try:
            return pickle.dumps(JobOutcome(pickle.loads(run.task)(opened, watch)))
        except MemoryError as error:
            log.exception("no memory for the job")
            return _packed(WorkerOutOfMemory(f"refused: {error}"))
        except Exception as error:
            known = as_known_error(error)
            if isinstance(known, InternalError):
                log.exception("job failed")
            return _packed(known)

    def _progress(self) -> Progress:
        last = ("", 0.0)

        def progress(stage: str, fraction: float) -> None:
            nonlocal last
            now = time.monotonic()
            if stage != last[0] or fraction >= 1.0 or now - last[1] >= EVENT_S:
                last = (stage, now)
                self._post(JobProgress(stage, fraction))

        return progress

    def _listen(self) -> None:
        while True:
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                os.killpg(0, signal.SIGKILL)
            if isinstance(message, Stop):
                self._stopped = message.number
            else:
                self._jobs.put(message)

    def _log_to_pool(self) -> None:
        handler = handler_for(self._post)
        handler.addFilter(self._sign)
        logging.basicConfig(level=self._start.log_level, handlers=[handler], force=True)

    def _sign(self, record: logging.LogRecord) -> bool:
        record.job_id = self._job_id
        return True

    def _post(self, message: object) -> None:
        self._send(pickle.dumps(message))

    def _send(self, message: bytes) -> None:
        with self._sending:
            self._connection.send_bytes(message)


def handler_for(post: Callable[[object], None]) -> QueueHandler:
    """Return a log handler that posts records, ready to be pickled."""
    handler = QueueHandler(_Put(post))  # type: ignore[arg-type]  # it needs only put_nowait
    handler.setFormatter(logging.Formatter())  # the message alone: the receiver adds level and name
    return handler


class _Put:
    """Writing end of a queue, for :class:`QueueHandler`."""

    def __init__(self, put: Callable[[object], None]) -> None:
        self.put_nowait = put


def _packed(error: FacenoteError) -> bytes:
    try:
        return pickle.dumps(JobOutcome(error=error))
    except Exception as fault:  # noqa: BLE001  the job's end must be reported, even with facts that cannot be pickled
        return pickle.dumps(JobOutcome(error=InternalError(f"{error.code} does not pickle: {fault!r}")))
