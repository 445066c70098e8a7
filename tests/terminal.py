"""An interactive shell under a pseudo-terminal, with job control, like that of a person at the machine."""

from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

SOON_S = 300.0


class Terminal:
    """Runs bash until the end of the block, then hangs up on it, like a window that is closed."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        self._shown = bytearray()
        command = ["setsid", "--ctty", "bash", "--norc", "--noprofile", "-i"]
        self._shell = subprocess.Popen(
            command,
            cwd=folder,
            env={**env, "PS1": "", "TERM": "dumb", "HISTFILE": "/dev/null"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        self._reader = Thread(target=self._read, name="terminal-reader", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shell.send_signal(signal.SIGHUP)
        self._shell.wait(SOON_S)
        self._reader.join(SOON_S)
        assert not self._reader.is_alive(), "a process still has the terminal open"
        os.close(self._master)

    def type(self, *words: str | Path, then: str = "") -> None:
        """Type a command, quoted word by word, then ``then`` unquoted (such as ``&``), then return."""
        self.press(f"{shlex.join(map(str, words))} {then}\n".encode())

    def press(self, keys: bytes) -> None:
        """Send keys, such as a line, or Ctrl-C (3)."""
        os.write(self._master, keys)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Return the first match in all output, once there is one. Raises AssertionError: there is none in time."""
        end = time.monotonic() + SOON_S
        while not (found := re.search(pattern, self.shown)):
            assert time.monotonic() < end, self.shown
            time.sleep(0.05)
        return found

    @property
    def shown(self) -> str:
        """Return all output so far."""
        return self._shown.decode(errors="replace")

    def _read(self) -> None:
        with suppress(OSError):  # EIO: no process has the terminal open any more
            while data := os.read(self._master, 65536):
                self._shown += data
