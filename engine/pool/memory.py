"""Memory of a worker and of the programs that it started."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_GROUP, _RESIDENT = 2, 21  # fields of /proc/PID/stat after the program's name, see proc_pid_stat(5)


def resident_mib() -> Counter[int]:
    """Resident memory by process group, MiB; pages that processes share count for each of them.

    Resident, because what is merely reserved (RLIMIT_AS) says nothing: CUDA alone reserves more than the machine has.
    """
    total: Counter[int] = Counter()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while we looked
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
            total[int(fields[_GROUP])] += int(fields[_RESIDENT]) * _PAGE_BYTES // 2**20
    return total
