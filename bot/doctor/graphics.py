"""Checks of the GPU: its driver, and whether torch can use it."""

from __future__ import annotations

from dataclasses import dataclass

import pynvml

from bot.doctor.result import CheckResult
from engine.pool import count_gpus

SUBJECT = "GPU"


@dataclass(frozen=True)
class Driver:
    """NVIDIA's driver: its version and its cards, each as ``name, memory``."""

    version: str
    cards: tuple[str, ...]


def check_gpu() -> CheckResult:
    """Check whether there is a GPU, and whether torch can use it."""
    return assess(find_driver(), count_gpus())


def find_driver() -> Driver | None:
    """Query NVIDIA's driver; return None if there is none."""
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return None
    try:
        cards = [pynvml.nvmlDeviceGetHandleByIndex(number) for number in range(pynvml.nvmlDeviceGetCount())]
        shown = (
            f"{pynvml.nvmlDeviceGetName(card)}, {pynvml.nvmlDeviceGetMemoryInfo(card).total >> 20} MiB"
            for card in cards
        )
        return Driver(str(pynvml.nvmlSystemGetDriverVersion()), tuple(shown))
    finally:
        pynvml.nvmlShutdown()


def assess(driver: Driver | None, usable: int) -> CheckResult:
    """Compare the driver's cards with the number that torch can use."""
    if driver is None and not usable:
        return CheckResult.ok(SUBJECT, "none; everything runs on the CPU", usable=0)
    if driver is None:
        return CheckResult.ok(SUBJECT, f"{usable}, not NVIDIA's", usable=usable)
    shown = f"{'; '.join(driver.cards) or 'no card'}; driver {driver.version}; torch can use {usable}"
    facts = {"driver": driver.version, "cards": list(driver.cards), "usable": usable}
    if usable < len(driver.cards):
        advice = (
            "Install a PyTorch built for CUDA whose version this driver supports (see pytorch.org), or go on without."
        )
        return CheckResult.warn(SUBJECT, shown, advice, **facts)
    return CheckResult.ok(SUBJECT, shown, **facts)
