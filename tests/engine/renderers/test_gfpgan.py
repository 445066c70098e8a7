"""Tests of the GFPGAN network and of files for it, on weights of the published names and shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.renderers.errors import GfpganDamaged
from engine.renderers.gfpgan_net import Gfpgan
from tests.engine.renderers.small_gfpgan import SMALL, random_network, save, written_network

PUBLISHED = {
    "conv_body_first.weight": (32, 3, 1, 1),
    "conv_body_down.0.conv1.weight": (32, 32, 3, 3),
    "conv_body_down.0.conv2.weight": (64, 32, 3, 3),
    "conv_body_down.0.skip.weight": (64, 32, 1, 1),
    "conv_body_down.6.conv2.bias": (256,),
    "final_conv.weight": (256, 256, 3, 3),
    "conv_body_up.0.conv1.weight": (256, 256, 3, 3),
    "conv_body_up.6.conv2.weight": (32, 64, 3, 3),
    "toRGB.0.weight": (3, 256, 1, 1),
    "toRGB.6.bias": (3,),
    "final_linear.weight": (8192, 4096),
    "stylegan_decoder.style_mlp.1.weight": (512, 512),
    "stylegan_decoder.style_mlp.15.bias": (512,),
    "stylegan_decoder.constant_input.weight": (1, 512, 4, 4),
    "stylegan_decoder.style_conv1.weight": (1,),
    "stylegan_decoder.style_conv1.bias": (1, 512, 1, 1),
    "stylegan_decoder.style_conv1.modulated_conv.weight": (1, 512, 512, 3, 3),
    "stylegan_decoder.style_conv1.modulated_conv.modulation.weight": (512, 512),
    "stylegan_decoder.to_rgb1.bias": (1, 3, 1, 1),
    "stylegan_decoder.to_rgb1.modulated_conv.weight": (1, 3, 512, 1, 1),
    "stylegan_decoder.style_convs.12.modulated_conv.weight": (1, 64, 128, 3, 3),
    "stylegan_decoder.style_convs.13.modulated_conv.modulation.bias": (64,),
    "stylegan_decoder.to_rgbs.6.modulated_conv.weight": (1, 3, 64, 1, 1),
    "stylegan_decoder.noises.noise0": (1, 1, 4, 4),
    "stylegan_decoder.noises.noise14": (1, 1, 512, 512),
    "condition_scale.0.0.weight": (256, 256, 3, 3),
    "condition_scale.6.2.weight": (32, 32, 3, 3),
    "condition_shift.6.2.bias": (32,),
}
"""Some names and shapes of GFPGANv1.4.pth."""


def test_layers_have_the_published_names_and_shapes() -> None:
    with torch.device("meta"):
        state = Gfpgan().state_dict()
    assert {name: tuple(state[name].shape) for name in PUBLISHED} == PUBLISHED
    assert len(state) == 285
    assert 4 * sum(value.numel() for value in state.values()) == 348_573_104, "the file has 348,632,874 bytes"


@pytest.mark.parametrize(
    ("part", "tensors"),
    [
        ("conv_body_first", 2),
        ("conv_body_down", 7 * 5),
        ("final_conv", 2),
        ("conv_body_up", 7 * 5),
        ("toRGB", 7 * 2),
        ("final_linear", 2),
        ("stylegan_decoder.style_mlp", 8 * 2),
        ("stylegan_decoder.style_conv", 15 * 5),
        ("stylegan_decoder.to_rgb", 8 * 4),
        ("stylegan_decoder.noises", 15),
        ("condition_scale", 7 * 4),
        ("condition_shift", 7 * 4),
    ],
)
def test_parts_have_as_many_tensors_as_published(part: str, tensors: int) -> None:
    with torch.device("meta"):
        state = Gfpgan().state_dict()
    assert len([name for name in state if name.startswith(part)]) == tensors


def test_restores_what_the_published_code_restores() -> None:
    """The published code, given these weights and this picture, and told to use its own noise, made the values below."""
    picture = torch.cos(torch.arange(3.0 * 64 * 64)).reshape(1, 3, 64, 64)
    with torch.inference_mode():
        made = written_network()(picture)[0, :, ::24, ::32].numpy()
    expected = [
        [[5.5850, 9.0634], [5.8755, 9.2675], [5.4997, 7.8583]],
        [[5.9046, 7.9269], [4.7997, 5.3595], [4.9242, 4.7113]],
        [[2.0794, 1.8269], [0.4261, 1.6098], [1.0162, 1.6705]],
    ]
    assert np.allclose(made, expected, rtol=2e-3, atol=2e-3)


def test_each_picture_of_a_batch_is_restored_by_itself() -> None:
    net = written_network()
    pictures = torch.rand(3, 3, 64, 64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    with torch.inference_mode():
        together, alone = net(pictures), torch.cat([net(picture[None]) for picture in pictures])
    assert torch.allclose(together, alone, rtol=1e-3, atol=1e-3)
    assert not torch.allclose(together[0], together[1], atol=0.01)


def test_a_published_file_is_read(tmp_path: Path) -> None:
    wanted = random_network()
    net = Gfpgan.load(save(wanted, tmp_path / "GFPGANv1.4.pth"), "cpu", SMALL)
    assert not net.training
    expected = wanted.state_dict()
    assert all(torch.equal(value, expected[name]) for name, value in net.state_dict().items())


def changed(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda state: {"params_ema": {**state, name: value}}


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "another network": lambda _state: {"params_ema": torch.nn.Linear(2, 2).state_dict()},
    "a layer less": lambda state: {"params_ema": dict(list(state.items())[:-1])},
    "a layer more": changed("more", torch.zeros(1)),
    "a wider layer": changed("final_conv.bias", torch.zeros(999)),
    "another shape of as many values": changed("conv_body_first.weight", torch.zeros(1, 3, 8, 1)),
    "no number": changed("final_conv.bias", torch.full((8,), torch.nan)),
    "infinite": changed("final_conv.bias", torch.full((8,), torch.inf)),
    "a list": changed("final_conv.bias", [0.0] * 8),
    "sparse": changed("final_linear.bias", torch.zeros(160).to_sparse()),
    "without the layer above": lambda state: state,
    "code": lambda _state: {"params_ema": Gfpgan},
    "code among the layers": changed("final_conv.bias", Path),
    "numbers": lambda _state: [1, 2],
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_anything_else_is_refused(wrong: Callable[[dict[str, Any]], object], tmp_path: Path) -> None:
    torch.save(wrong(dict(random_network().state_dict())), tmp_path / "GFPGANv1.4.pth")
    with pytest.raises(GfpganDamaged) as refused:
        Gfpgan.load(tmp_path / "GFPGANv1.4.pth", "cpu", SMALL)
    assert refused.value.code == "gfpgan_damaged"


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_half_a_file_is_refused(share: float, tmp_path: Path) -> None:
    path = save(random_network(), tmp_path / "GFPGANv1.4.pth")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(GfpganDamaged):
        Gfpgan.load(path, "cpu", SMALL)


class Planted:
    """Would write a file when unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.path,)


def test_code_in_a_file_never_runs(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    torch.save({"params_ema": Planted(planted)}, tmp_path / "GFPGANv1.4.pth")
    with pytest.raises(GfpganDamaged):
        Gfpgan.load(tmp_path / "GFPGANv1.4.pth", "cpu", SMALL)
    assert not planted.exists()
