"""Placement of workers: the processors of this machine, and each worker's share of them."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

DRIVERS = (Path("/dev/nvidiactl"), Path("/dev/dxg"), Path("/dev/kfd"))
"""Device files of the GPUs that torch supports: NVIDIA, NVIDIA in WSL, AMD."""


def usable_cores() -> int:
    """Return the number of cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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

    return torch.cuda.device_count()
