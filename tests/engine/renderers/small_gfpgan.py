"""GFPGAN networks that are as small as tests like them: the published layers with fewer channels, for 64 pixels."""

from __future__ import annotations

from pathlib import Path

import torch

from engine.renderers.gfpgan_net import Gfpgan, GfpganShape

SMALL = GfpganShape(side_px=64, styles=16, most=16, finest=2)


def random_network() -> Gfpgan:
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return Gfpgan(SMALL).eval().requires_grad_(False)


def written_network() -> Gfpgan:
    """A network with weights that anybody can write down, under which inputs make a difference."""
    net = random_network()
    for name, value in net.state_dict().items():
        wave = torch.sin(torch.arange(value.numel(), dtype=torch.float64) ** 1.5)
        single = value.ndim not in (2, 4) or any(word in name for word in ("noise", "bias", "constant"))
        value.copy_((wave * (0.3 / (1 if single else value[0].numel())) ** 0.5).reshape(value.shape))
    return net


def save(net: Gfpgan, path: Path) -> Path:
    """Write a file in the form of the published one."""
    torch.save({"params_ema": net.state_dict()}, path)
    return path
