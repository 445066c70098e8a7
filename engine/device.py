"""The device of the networks and of drawing."""

from __future__ import annotations

import torch

from engine.errors import DeviceMissing


def find_device(name: str = "auto") -> torch.device:
    """Return the device ``auto`` (the current GPU, if any), ``cpu``, ``cuda`` or ``cuda:N``. Raises DeviceMissing
    (device_missing)."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError) as error:  # a build without CUDA raises AssertionError
        raise DeviceMissing(f"{name}: {str(error).splitlines()[0]}", device=name) from error
    return device
