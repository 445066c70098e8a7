"""Memory use of a worker and of the programs that it started."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress

import psutil

from facenote.units import MIB


def resident_mib() -> Counter[int]:
    """Return resident memory by process group, MiB; shared pages count for each process.

    Resident, because reserved memory (RLIMIT_AS) is meaningless: CUDA alone reserves more than the machine has.
    """
    total: Counter[int] = Counter()
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):  # it has just ended, or is another user's
            total[os.getpgid(process.pid)] += process.memory_info().rss // MIB
    return total
