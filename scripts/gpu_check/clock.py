"""Measurement of time on a device."""

from __future__ import annotations

import time
from collections.abc import Callable

import torch


def timed(device: torch.device, work: Callable[[], object], runs: int = 3) -> float:
    """Return the seconds of the fastest of some runs, after one warm-up run."""
    seconds = []
    for _ in range(runs + 1):
        wait(device)
        began = time.perf_counter()
        work()
        wait(device)
        seconds.append(time.perf_counter() - began)
    return min(seconds[1:])


def wait(device: torch.device) -> None:
    """Wait until the device has finished its work."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
