"""Memory of a worker and of the programs that it started."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress

import psutil

from facenote.units import MIB


def resident_mib() -> Counter[int]:
    """Resident memory by process group, MiB; pages that processes share count for each of them.

    Resident, because what is merely reserved (RLIMIT_AS) says nothing: CUDA alone reserves more than the machine has.
    """
    total: Counter[int] = Counter()
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):  # it ended while we looked, or is another user's
            total[os.getpgid(process.pid)] += process.memory_info().rss // MIB
    return total
