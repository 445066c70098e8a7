"""The device of the networks and of drawing."""

from __future__ import annotations

import torch

from engine.errors import DeviceMissing

_NO_ROOM = ("CUDA error: out of memory", "_STATUS_ALLOC_FAILED")
"""How the driver and CUDA's libraries (cuBLAS, cuDNN, cuSOLVER) report that the GPU has too little memory."""


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether a GPU had too little memory for what was asked."""
    if isinstance(error, torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(text in str(error) for text in _NO_ROOM)


def find_device(name: str = "auto") -> torch.device:
    """Return the device ``auto`` (the current GPU, if any), ``cpu``, ``cuda`` or ``cuda:N``.

    Raises:
        DeviceMissing (device_missing); what :func:`is_out_of_memory` recognises, if the GPU is full.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError) as error:  # a build without CUDA raises AssertionError
        if is_out_of_memory(error):
            raise
        raise DeviceMissing(f"{name}: {str(error).splitlines()[0]}", device=name) from error
    return device
