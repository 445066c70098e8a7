"""Where networks compute."""

from __future__ import annotations

import torch

from engine.errors import DeviceMissing


def find_device(name: str = "auto") -> torch.device:
    """``auto`` (the current GPU where there is one), ``cpu``, ``cuda`` or ``cuda:N``. Raises DeviceMissing (device_missing)."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError) as error:  # what a build without CUDA raises is an AssertionError
        raise DeviceMissing(f"{name}: {str(error).splitlines()[0]}", device=name) from error
    return device
