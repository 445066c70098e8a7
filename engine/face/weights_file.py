"""Loader of the weights shipped with the package."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from engine.face.errors import FaceModelDamaged
from engine.weights import reading


def load_weights(net: nn.Module, path: Path, device: torch.device | str) -> None:
    """Load the half-precision weights in ``path`` into ``net`` in single precision; prepare it for inference on ``device``.

    Raises:
        FaceModelDamaged (face_model_damaged): unreadable, or weights of another network.
    """
    with reading(path, FaceModelDamaged):
        net.load_state_dict({name: value.float() for name, value in load_file(path).items()})
    net.eval().requires_grad_(False).to(device)
    for part in net.modules():
        if isinstance(part, nn.Conv2d):
            part.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # valid, but missing from the type stubs
