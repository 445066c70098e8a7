"""Checks of the machine: its cores and its memory."""

from __future__ import annotations

import os

import psutil

from bot.doctor.result import CheckResult
from engine import confinement
from engine.pool.placement import usable_cores
from facenote.units import MIB

ENOUGH_CORES = 2


def check_cores(usable: int | None = None) -> CheckResult:
    """Check the number of cores that this process may use."""
    cores = usable_cores() if usable is None else usable
    load = os.getloadavg()[0]
    shown = f"{cores} usable of {os.cpu_count()}; load {load:.1f}"
    facts = {"usable": cores, "all": os.cpu_count(), "load": load}
    if cores < ENOUGH_CORES:
        return CheckResult.warn(
            "cores", shown, "Give it two cores or more: with one, a clip takes twice as long.", **facts
        )
    return CheckResult.ok("cores", shown, **facts)


def check_memory(workers: int, worker_mib: int) -> CheckResult:
    """Check that there is enough memory for all workers, each at the limit of the settings."""
    memory = psutil.virtual_memory()
    total, free = memory.total // MIB, memory.available // MIB
    wanted = workers * worker_mib
    shown = f"{total} MiB, {free} MiB of them free; the worker processes may take {wanted} MiB"
    facts = {"total_mib": total, "free_mib": free, "workers_mib": wanted}
    if wanted > total:
        advice = "Set FACENOTE_WORKERS or FACENOTE_WORKER_MEMORY_MIB lower, or the system may end the server."
        return CheckResult.warn("memory", shown, advice, **facts)
    return CheckResult.ok("memory", shown, **facts)


def check_confinement(enforced: tuple[bool, bool] | None = None) -> CheckResult:
    """Check what the kernel denies to the processes that open people's files."""
    files, network = confinement.enforced() if enforced is None else enforced
    facts = {"files": files, "network": network}
    if files and network:
        return CheckResult.ok(
            "confinement", "what opens people's files has no TCP connections and no other files", **facts
        )
    advice = "Run it in the container, or as the systemd unit, which restrict it too."
    if files:
        shown = "what opens people's files has no other files, but this kernel cannot deny it TCP connections"
        return CheckResult.warn("confinement", shown, f"{advice} Linux 6.7 can.", **facts)
    shown = "what opens people's files has all rights of this user: this system has no Landlock"
    return CheckResult.warn("confinement", shown, advice, **facts)
