"""Tests of workers' temporary folders after a server was killed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from engine.pool.scratch import Scratch, clear_abandoned

KILLED = """
import os, signal, tempfile, sys
from engine.pool.scratch import Scratch
tempfile.tempdir = sys.argv[1]
(Scratch().path / "frames.raw").touch()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_only_what_nobody_uses_is_cleared() -> None:
    place = Path(tempfile.gettempdir())
    subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False, stdin=subprocess.DEVNULL)
    (abandoned,) = place.iterdir()
    used = Scratch()
    clear_abandoned()
    assert not abandoned.exists()
    assert list(place.iterdir()) == [used.path]
    used.remove()
    assert not list(place.iterdir())
