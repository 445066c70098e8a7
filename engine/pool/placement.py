"""Placement of workers: the processors of this machine, and each worker's share of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from multiprocessing import get_context
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")

DRIVERS = (Path("/dev/nvidiactl"), Path("/dev/dxg"), Path("/dev/kfd"))
"""Device files of the GPUs that torch supports: NVIDIA, NVIDIA in WSL, AMD."""


def usable_cores(cgroups: Path = CGROUPS, own: Path = Path("/proc/self/cgroup")) -> int:
    """Return the number of cores that this process may use: by its affinity, and by the quota of its container or unit."""
    if not hasattr(os, "sched_getaffinity"):  # not Linux
        return os.cpu_count() or 1
    return min([len(os.sched_getaffinity(0)), *_quotas(cgroups, own)])


def _quotas(cgroups: Path, own: Path) -> Iterator[int]:
    """Yield the quotas of the control groups that this process is in, as whole cores (cgroups v2)."""
    with suppress(OSError, ValueError):
        path = own.read_text().strip().partition("0::/")[2]
        for group in (cgroups / path, *(cgroups / path).parents):
            with suppress(OSError, ValueError):
                quota, period = map(int, (group / "cpu.max").read_text().split())  # "max 100000" is none
                yield max(1, ceil(quota / period))
            if group == cgroups:
                return


def count_gpus() -> int:
    """Return the number of GPUs that torch sees.

    Loading torch takes 200 MiB and seconds, so a separate process does it, and only if there is a device file.
    """
    if not any(path.exists() for path in DRIVERS):
        return 0
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as asking:
        return asking.submit(_devices).result()


@dataclass(frozen=True)
class Placement:
    """Placement of a worker: a torch ``device`` (``cpu``, ``cuda:0``, ...) and the number of ``threads`` it may use."""

    device: str
    threads: int


def _devices() -> int:
    import torch

    count = torch.cuda.device_count()
    with suppress(RuntimeError):  # such as a full GPU: the workers report it
        if count:
            torch.cuda.init()  # makes the driver's device files, which confined workers may not
    return count
