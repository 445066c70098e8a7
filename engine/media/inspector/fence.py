"""Limits of the process that opens untrusted files, and how it refuses one."""

from __future__ import annotations

import resource
from pathlib import Path


class Refused(Exception):
    """Something is wrong with the file. ``facts``: ``problem``, and what was measured; plain values."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(problem)
        self.facts = {"problem": problem, **facts}


def close(memory_bytes: int, cpu_s: int) -> None:
    """Limit this process: seconds of processor time, and address space beyond what is in use now."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if statm.exists():  # Linux; macOS has no limit of address space that works
        limit = int(statm.read_text().split()[0]) * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
