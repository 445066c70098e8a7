"""The engine's error tree: one subclass of :class:`EngineError` for each cause that a person can act on."""

from __future__ import annotations

from facenote.errors import FacenoteError


class EngineError(FacenoteError):
    """Base of all errors that the engine raises on purpose."""

    code = "engine_failed"


class Cancelled(EngineError):
    """The caller's cancel signal was set."""

    code = "cancelled"
    advice = "Start it again when you want it."


class DiskFull(EngineError):
    """No space was left for the output."""

    code = "disk_full"
    advice = "Free some disk space and start again."


class DeviceMissing(EngineError):
    """The device that was asked for is not on this machine, or PyTorch was built without it."""

    code = "device_missing"
    advice = "Choose auto, cpu or cuda:N of a GPU that `facenote doctor` lists."
