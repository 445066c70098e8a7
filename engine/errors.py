"""The engine's error tree: one subclass of :class:`EngineError` for each cause that a person can act on."""

from __future__ import annotations

from facenote.errors import FacenoteError


class EngineError(FacenoteError):
    """Base of all errors that the engine raises on purpose."""

    code = "engine_failed"


class Cancelled(EngineError):
    """The caller's cancel signal was set."""

    code = "cancelled"
    advice = "Start it again when needed."


class DiskFull(EngineError):
    """There is no space left for the output."""

    code = "disk_full"
    advice = "Free some disk space and start again."


class DeviceMissing(EngineError):
    """The requested device does not exist on this machine, or PyTorch was built without support for it."""

    code = "device_missing"
    advice = "Choose auto, cpu or cuda:N of a GPU that `facenote doctor` lists."


class DeviceOutOfMemory(EngineError):
    """The GPU has too little free memory. Normally only logged: the work is done in smaller parts, or on the CPU."""

    code = "device_out_of_memory"
    advice = "Run fewer workers on each GPU (FACENOTE_WORKERS), or end other programs that use it."
