"""Tests that a worker's memory includes that of its programs."""

from __future__ import annotations

import os
import subprocess
import sys

from engine.pool.memory import resident_mib

HELD_MIB = 60


def test_memory_of_a_group_of_processes_is_added_up() -> None:
    """The one that leads the group, and the one that it started."""
    hold = f"hoard = b'x' * ({HELD_MIB} << 20); print('held', flush=True); input()"
    both = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {hold!r}], stdin=0); {hold}"
    with subprocess.Popen(
        [sys.executable, "-c", both], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == [b"held\n"] * 2
        used = resident_mib()[process.pid]
        os.killpg(process.pid, 9)
    assert HELD_MIB + 20 < used < 2 * HELD_MIB + 80  # the machine may have moved a part to the disk
    assert resident_mib()[os.getpgid(0)] > 0
