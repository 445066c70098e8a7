"""Limits of the process that opens untrusted files, and its refusal of a file."""

from __future__ import annotations

import resource
from pathlib import Path


class Refused(Exception):
    """The file is unusable. ``facts``: ``problem``, and measured values; plain values."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(problem)
        self.facts = {"problem": problem, **facts}


def close(memory_bytes: int, cpu_s: int) -> None:
    """Limit this process: seconds of processor time, and address space beyond the current use."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if statm.exists():  # Linux; macOS has no working limit of address space
        limit = int(statm.read_text().split()[0]) * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
