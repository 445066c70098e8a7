"""The one place that starts ffmpeg: commands built by ffmpeg-python, with progress, cancellation and clean-up."""

from __future__ import annotations

import errno
import fcntl
import logging
import select
import signal
import subprocess
import time
from collections import deque
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

import ffmpeg

from engine.errors import DiskFull, EngineError
from engine.failure import InternalError
from engine.media.errors import DamagedMedia, FfmpegFailed, FfmpegMissing, MediaTimeout, UnusableName
from engine.media.info import LIMITS, SLOW_BYTES_PER_S, MediaInfo, MediaLimits
from engine.watch import Watch

log = logging.getLogger(__name__)

POLL_MS = 100
"""Interval at which a waiting call checks the cancel signal."""

STALL_S = 60.0
"""Time without input, output or progress after which ffmpeg counts as stuck. It limits hangs, not long work."""

PIPE_BYTES = 1024 * 1024
"""Largest pipe for an unprivileged Linux user. The default of 64 KiB costs a context switch every 47 rows of 720p."""

KEPT_LINES = 12

MEANINGS: dict[str, type[EngineError]] = {
    "No space left on device": DiskFull,
    "Decode error rate": DamagedMedia,
    "Invalid data found": DamagedMedia,
}
"""Messages of ffmpeg, and their meaning to a person."""


BUNDLED = "imageio_ffmpeg.binaries"
"""The package of the wheel that contains ffmpeg."""


def bundled_ffmpeg() -> Path:
    """Return the path of the ffmpeg in the imageio-ffmpeg wheel: the same build on every machine, independent of the system.

    The wheel's own lookup is not used: it falls back to an ffmpeg on the PATH, and runs each candidate with the terminal as its
    standard input. Raises FfmpegMissing.
    """
    names = [entry.name for entry in files(BUNDLED).iterdir() if entry.name.startswith("ffmpeg-")]
    if not names:
        raise FfmpegMissing(f"{BUNDLED} holds no ffmpeg for this platform")
    with as_file(files(BUNDLED) / names[0]) as path:
        return path


def open_input(path: Path, info: MediaInfo, *, limits: MediaLimits = LIMITS, **options: Any) -> Any:
    """Return an ffmpeg-python input of a probed file.

    The demuxer is the probed one, so neither name nor content can make ffmpeg choose another (a playlist, an image sequence);
    ``file:`` takes names literally that begin with ``-`` or contain a colon.
    """
    return ffmpeg.input(
        as_url(path),
        format=info.container.split(",")[0],
        protocol_whitelist="file,pipe",
        max_pixels=limits.max_pixels,
        **options,
    )


def as_url(path: Path) -> str:
    """Return the path in a form that ffmpeg takes literally. Raises UnusableName for names that ffmpeg-python cannot pass
    on."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise UnusableName(f"not text: {path.name!a}", name=ascii(path.name)) from error
    return f"file:{path.absolute()}"


class Ffmpeg:
    """A running ffmpeg. Leaving the ``with`` block ends it: no zombie, thread or open pipe remains."""

    def __init__(
        self,
        outputs: Any,
        watch: Watch,
        *,
        writes: bool = False,
        log_level: str = "error",
        kept_lines: int = KEPT_LINES,
    ) -> None:
        """Start the command of ``outputs`` (ffmpeg-python) with the ffmpeg of ``watch``, which every wait then checks.

        ``writes``: it reads from this process through its standard input. Raises FfmpegMissing.
        """
        self._watch = watch
        flags = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", log_level]
        program = watch.ffmpeg or bundled_ffmpeg()
        try:
            self._process = subprocess.Popen(
                ffmpeg.compile(outputs, cmd=[str(program), *flags], overwrite_output=True),
                stdin=subprocess.PIPE if writes else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
            )
        except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
            raise FfmpegMissing(f"{program} cannot be run: {error.strerror}") from error
        except OSError as error:
            if error.errno != errno.ENOEXEC:
                raise  # this machine ran out of something
            raise FfmpegMissing(f"{program} is no program for this machine") from error
        process: Any = self._process  # the requested pipes exist, but the types do not show it
        self.stdin, self._output = process.stdin, process.stdout
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN)
        for pipe in filter(None, (self.stdin, self._output)):
            _enlarge(pipe)
        self._lines: deque[str] = deque(maxlen=kept_lines)
        self._drain = Thread(target=self._keep_last_lines, name="ffmpeg-stderr", daemon=True)
        self._drain.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._drain.join()
        for pipe in filter(None, (self.stdin, self._output, self._process.stderr)):
            pipe.close()

    def stop(self) -> None:
        """End it now, unless it has already ended."""
        self._process.kill()
        self._process.wait()

    def read_into(self, view: memoryview) -> int:
        """Fill ``view`` from its standard output; return the bytes read, fewer only at the end."""
        filled = 0
        while filled < len(view):
            self._await_output(_deadline())
            count = self._output.readinto(view[filled:])
            if not count:
                break
            filled += count
        self._watch.check()
        return filled

    def follow(self, stage: str, duration_s: float) -> None:
        """Report the progress blocks on its standard output until it closes that.

        A block comes twice a second even without progress, so a stall is detected by the position in it.
        """
        position, deadline = "", _deadline()
        while True:
            self._await_output(deadline)
            text = self._output.read(PIPE_BYTES).decode()
            if not text:
                return
            latest = next((part for part in reversed(text.split()) if part.startswith("out_time_us=")), position)
            if latest != position:
                position, deadline = latest, _deadline()
            with suppress(ValueError):  # "N/A" before the first packet
                self._watch.report(stage, int(position.partition("=")[2]) / 1e6 / max(duration_s, 0.04))

    def finish(self, output: Path | None = None) -> list[str]:
        """Wait for the end; return its last log lines. Raises the error for its exit code.

        ``output``: the file that it writes. Its index is put in front at the end, which moves the whole file.
        """
        deadline = _deadline() + (output.stat().st_size / SLOW_BYTES_PER_S if output and output.exists() else 0.0)
        # Its last words come just before its end; a process can only be waited for by looking and sleeping in turn.
        while self._drain.is_alive():
            _check(self._watch, deadline)
            self._drain.join(POLL_MS / 1000)
        while self._process.poll() is None:
            _check(self._watch, deadline)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(POLL_MS / 1000)
        if self._process.returncode != 0:
            raise self._failure(self._process.returncode)
        return list(self._lines)

    def _await_output(self, deadline: float) -> None:
        while True:
            ready = self._poll.poll(POLL_MS)
            _check(self._watch, deadline)
            if ready:
                return

    def _failure(self, code: int) -> EngineError:
        if code == -signal.SIGKILL:  # by the kernel, when memory runs out: no fault of the file, so a retry is allowed
            return InternalError("ffmpeg was ended from outside: SIGKILL")
        lines = list(self._lines)
        log.warning(
            "ffmpeg ended with %d:\n%s", code, "\n".join(lines)
        )  # not in the facts: they hold paths and addresses
        for words, error in MEANINGS.items():
            telling = next((line for line in lines if words in line), None)
            if telling:
                return error(telling, exit_code=code)
        return FfmpegFailed(f"exit code {code}: {lines[-1] if lines else 'no message'}", exit_code=code)

    def _keep_last_lines(self) -> None:
        """Drain the standard error, so that ffmpeg never blocks; lines are cut at 4000 bytes."""
        assert self._process.stderr is not None
        with open(self._process.stderr.fileno(), "rb", closefd=False) as lines:
            while line := lines.readline(4000):
                self._lines.append(line.decode(errors="replace").rstrip())


def run(
    outputs: Any, *, watch: Watch, stage: str, duration_s: float, log_level: str = "error", kept_lines: int = KEPT_LINES
) -> list[str]:
    """Run a command that writes files, reporting ``stage`` against ``duration_s``; return the last log lines.

    Raises Cancelled, MediaTimeout, DiskFull, DamagedMedia, FfmpegFailed, FfmpegMissing.
    """
    outputs = outputs.global_args("-progress", "pipe:1")
    with Ffmpeg(outputs, watch, log_level=log_level, kept_lines=kept_lines) as process:
        process.follow(stage, duration_s)
        lines = process.finish()
    watch.report(stage, 1.0)
    return lines


def write_all(pipe: Any, data: bytes) -> None:
    """Write everything to an unbuffered pipe, which accepts part of it at a time. Raises BrokenPipeError."""
    view = memoryview(data)
    while view:
        view = view[pipe.write(view) :]


def _deadline() -> float:
    return time.monotonic() + STALL_S


def _check(watch: Watch, deadline: float) -> None:
    watch.check()
    if time.monotonic() > deadline:
        raise MediaTimeout(f"ffmpeg stood still for {STALL_S:g} s", stall_s=STALL_S)


def _enlarge(pipe: Any) -> None:
    if hasattr(fcntl, "F_SETPIPE_SZ"):  # Linux
        with suppress(PermissionError):  # a lower system limit only slows it down
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
