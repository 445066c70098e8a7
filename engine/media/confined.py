"""Start of the inspector, the process that opens untrusted files for the others."""

from __future__ import annotations

import json
import logging
import math
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from engine.errors import EngineError
from engine.failure import InternalError
from engine.media.errors import DamagedMedia, MediaMissing, MediaTimeout, MediaTooLarge, MediaTooLong, UnsupportedMedia
from engine.media.info import SLOW_BYTES_PER_S, MediaLimits
from engine.watch import Watch

INSPECTOR = Path(__file__).with_name("inspector")
REFUSED = 3
POLL_MS = 100
CHUNK_BYTES = 1 << 20
KEPT_BYTES = 20_000
SOUND_CPU_S = 600
"""Decoding half an hour of any sound twice takes less."""

FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Signals that a file cannot cause: sent by the kernel when memory runs out, or by the operator who stops the server."""

COSTLY = {"packets": "packets", "memory": "bytes of memory", "scans": "scans", "segments": "segments"}
"""Limited resources of a file: the inspector's name for each, and its name in words."""

PATIENCE = 4
"""How many times the limit of computing may pass on the clock: on a busy machine a process waits for its turn."""

log = logging.getLogger(__name__)


def inspect(role: str, path: Path, limits: MediaLimits, **options: Any) -> bytes:
    """Run a role of the inspector to its end and return its output.

    Raises MediaMissing, DamagedMedia, UnsupportedMedia, MediaTooLarge, MediaTooLong, MediaTimeout, and InternalError for
    internal faults.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise MediaMissing(f"cannot be read: {error.strerror}", name=path.name) from error
    timeout_s = PATIENCE * limits.timeout_s + size / SLOW_BYTES_PER_S
    with started(role, path, limits, cpu_s=max(1, math.ceil(limits.timeout_s)), **options) as process:
        try:
            output, _ = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired as error:
            raise MediaTimeout(f"not understood within {timeout_s:.0f} s", timeout_s=timeout_s) from error
    return bytes(output)


def stream(
    role: str, path: Path, limits: MediaLimits, *, watch: Watch, late: Callable[[], Mapping[str, Any]], **options: Any
) -> Iterator[bytes]:
    """Run a role like :func:`inspect` and yield its output in pieces, without a time limit. Raises Cancelled as well.

    ``late``: returns further options; called while the process loads its libraries.
    """
    with started(role, path, limits, cpu_s=SOUND_CPU_S, stdin=subprocess.PIPE, late=True, **options) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        further = json.dumps(late()).encode()
        with suppress(BrokenPipeError):  # it has ended, and its exit code says why
            process.stdin.write(further)
            process.stdin.close()
        ready = select.poll()
        ready.register(process.stdout, select.POLLIN)
        while True:
            while not ready.poll(POLL_MS):
                watch.check()
            watch.check()
            piece = process.stdout.read1(CHUNK_BYTES)  # type: ignore[attr-defined]
            if not piece:
                break
            yield piece
        try:
            process.wait(limits.timeout_s)
        except subprocess.TimeoutExpired as error:
            raise MediaTimeout(f"no end for {limits.timeout_s:.0f} s", timeout_s=limits.timeout_s) from error


@contextmanager
def started(
    role: str, path: Path, limits: MediaLimits, *, cpu_s: int, stdin: int = subprocess.DEVNULL, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Yield the process; end it at the end of the block, and check how it ended. Raises as :func:`inspect`."""
    given = {
        "max_pixels": limits.max_pixels,
        "max_side_px": limits.max_side_px,
        "max_streams": limits.max_streams,
        "max_duration_s": limits.max_duration_s,
        "max_packets": limits.max_packets,
        "memory_bytes": limits.memory_bytes,
        "cpu_s": cpu_s,
        "packages": [path for path in sys.path if Path(path).is_absolute()],
        **options,
    }
    command = [sys.executable, "-I", str(INSPECTOR), role, str(path.absolute()), json.dumps(given)]
    began = time.monotonic()
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=complaints)
        try:
            yield process
            process.wait()
        finally:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(BrokenPipeError):  # it still holds what could not be sent
                    pipe.close()
        if process.returncode:
            complaints.seek(max(complaints.seek(0, 2) - KEPT_BYTES, 0))
            said = complaints.read().decode(errors="replace").strip()
            raise _meaning(process.returncode, said, limits, time.monotonic() - began)


def _meaning(code: int, said: str, limits: MediaLimits, seconds: float) -> EngineError:
    """Return the error for an exit of the inspector."""
    if code == -signal.SIGXCPU:
        return MediaTimeout(f"not understood after {seconds:.0f} s", timeout_s=limits.timeout_s)
    if -code in FROM_OUTSIDE:
        return InternalError(f"the inspector was ended from outside: {signal.Signals(-code).name}")
    if code < 0:
        return DamagedMedia(f"reading it ended with {signal.Signals(-code).name}", exit_code=code)
    if code != REFUSED:
        log.error("the inspector failed with %d:\n%s", code, said)
        return InternalError(f"the inspector ended with {code}: {(said.splitlines() or ['no message'])[-1]}")
    return complaint(json.loads(said.splitlines()[-1]), limits)


def complaint(facts: dict[str, Any], limits: MediaLimits) -> EngineError:
    """Return the error for the inspector's report on a file or one of its tracks."""
    known = dict(facts)
    match problem := known.pop("problem"):
        case "unreadable":
            return DamagedMedia(f"cannot be read: {known['why']}")
        case "damaged":
            return DamagedMedia(f"the photo is broken or breaks off: {known['why']}")
        case "empty":
            return DamagedMedia("a track that holds nothing")
        case "codec":
            return UnsupportedMedia(f"{known.pop('track')} codec {known['codec']}", **known)
        case "channels":
            return UnsupportedMedia(f"sound in more than {known['max_channels']} channels", **known)
        case "long":
            seconds = round(known["duration_s"], 3)
            return MediaTooLong(
                f"{seconds:.1f} s, at most {limits.max_duration_s:g}", duration_s=seconds, max_s=limits.max_duration_s
            )
        case "pixels":
            return MediaTooLarge(f"{known['width']}x{known['height']}, at most {limits.max_pixels} pixels", **known)
        case "streams":
            return MediaTooLarge(f"{known['streams']} streams, at most {limits.max_streams}", **known)
        case _ if problem in COSTLY:
            return MediaTooLarge(f"reading it takes too many {COSTLY[problem]}", **known)
    return InternalError(f"the inspector complained of {problem}")
