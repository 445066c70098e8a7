"""The GFPGAN network and its published file.

X. Wang, Y. Li, H. Zhang and Y. Shan, "Towards Real-World Blind Face Restoration with Generative Facial Prior", CVPR 2021: a
U-Net reads the face; a StyleGAN2 decoder (T. Karras et al., "Analyzing and Improving the Image Quality of StyleGAN", CVPR 2020),
whose features the U-Net scales and shifts, draws it anew. Names and shapes of the layers match the published file, which is of
the version that resamples bilinearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.renderers.errors import GfpganDamaged
from engine.weights import reading

_SLOPE = 0.2
_GAIN = 2**0.5  # StyleGAN2's, for what the activation takes
_LEAST = 1e-8
_FIRST_PX = 4  # side of the coarsest features


@dataclass(frozen=True)
class GfpganShape:
    """Sizes of the network; by default the published ones.

    Attributes:
        side_px: of the picture, a power of two.
        styles: length of a style vector.
        most, finest: the decoder's channels: ``finest`` at 512 pixels, twice as many at each half, up to ``most``.
        depth: layers from noise to style.
    """

    side_px: int = 512
    styles: int = 512
    most: int = 512
    finest: int = 64
    depth: int = 8

    @property
    def sides(self) -> list[int]:
        """Of the features, pixels, from coarse to fine."""
        return [1 << step for step in range(_FIRST_PX.bit_length() - 1, self.side_px.bit_length())]

    def channels(self, side: int) -> int:
        """Return the channels of the decoder's features of that side; the U-Net has half as many."""
        return min(self.most, self.finest * 512 // side)


class Modulated(nn.Module):
    """Convolution whose weights are scaled by a style for each picture, and by default normalised again."""

    def __init__(self, inputs: int, outputs: int, kernel: int, styles: int, *, normalised: bool = True) -> None:
        super().__init__()
        self.modulation = nn.Linear(styles, inputs)
        self.weight = nn.Parameter(torch.randn(1, outputs, inputs, kernel, kernel) / (inputs * kernel**2) ** 0.5)
        self._normalised = normalised

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        count, inputs, height, width = x.shape
        weight = self.weight * self.modulation(style)[:, None, :, None, None]
        if self._normalised:
            weight = weight * torch.rsqrt(weight.square().sum((2, 3, 4), keepdim=True) + _LEAST)
        kernel = weight.shape[-1]
        # One convolution with a group for each picture.
        x = x.reshape(1, count * inputs, height, width)
        made = functional.conv2d(x, weight.flatten(0, 1), padding=kernel // 2, groups=count)
        return made.reshape(count, -1, height, width)


class Styled(nn.Module):
    """Modulated convolution, noise, bias and activation; if ``larger``, of twice the side."""

    def __init__(self, inputs: int, outputs: int, styles: int, *, larger: bool = False) -> None:
        super().__init__()
        self.modulated_conv = Modulated(inputs, outputs, 3, styles)
        self.weight = nn.Parameter(torch.zeros(1))  # of the noise
        self.bias = nn.Parameter(torch.zeros(1, outputs, 1, 1))
        self._larger = larger

    def forward(self, x: Tensor, style: Tensor, noise: Tensor) -> Tensor:
        x = self.modulated_conv(_resized(x, 2) if self._larger else x, style) * _GAIN
        return functional.leaky_relu(x + self.weight * noise + self.bias, _SLOPE)


class Painted(nn.Module):
    """The picture of the features, added to the ``coarser`` one."""

    def __init__(self, inputs: int, styles: int) -> None:
        super().__init__()
        self.modulated_conv = Modulated(inputs, 3, 1, styles, normalised=False)
        self.bias = nn.Parameter(torch.zeros(1, 3, 1, 1))

    def forward(self, x: Tensor, style: Tensor, coarser: Tensor | None = None) -> Tensor:
        picture: Tensor = self.modulated_conv(x, style) + self.bias
        return picture if coarser is None else picture + _resized(coarser, 2)


class Constant(nn.Module):
    """The features that every face begins with."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, channels, _FIRST_PX, _FIRST_PX))

    def forward(self, count: int) -> Tensor:
        return self.weight.expand(count, -1, -1, -1)


class Decoder(nn.Module):
    """StyleGAN2's synthesis; half of the features of each side are scaled and shifted by ``conditions``."""

    def __init__(self, shape: GfpganShape) -> None:
        super().__init__()
        styles, first = shape.styles, shape.channels(_FIRST_PX)
        # Part of the file, not of the way from face to face: the styles come from the U-Net.
        mapping = [layer for _ in range(shape.depth) for layer in (nn.Linear(styles, styles), nn.LeakyReLU(_SLOPE))]
        self.style_mlp = nn.Sequential(nn.Identity(), *mapping)
        self.constant_input = Constant(first)
        self.style_conv1 = Styled(first, first, styles)
        self.to_rgb1 = Painted(first, styles)
        self.style_convs, self.to_rgbs = nn.ModuleList(), nn.ModuleList()
        self.noises = nn.Module()
        self.noises.register_buffer("noise0", torch.randn(1, 1, _FIRST_PX, _FIRST_PX))
        for step, (coarse, fine) in enumerate(pairwise(shape.sides)):
            inputs, outputs = shape.channels(coarse), shape.channels(fine)
            self.style_convs += [Styled(inputs, outputs, styles, larger=True), Styled(outputs, outputs, styles)]
            self.to_rgbs.append(Painted(outputs, styles))
            for number in (2 * step + 1, 2 * step + 2):
                self.noises.register_buffer(f"noise{number}", torch.randn(1, 1, fine, fine))

    def forward(self, styles: Tensor, conditions: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
        """``styles``: ``(n, layers, styles)``; ``conditions``: (scale, shift) for each side from 8 pixels on.

        The noise is the file's own, always the same, so that it does not flicker.
        """
        noises = list(self.noises.buffers())
        x = self.style_conv1(self.constant_input(len(styles)), styles[:, 0], noises[0])
        picture: Tensor = self.to_rgb1(x, styles[:, 1])
        for step, ((scale, shift), paint) in enumerate(zip(conditions, self.to_rgbs, strict=True)):
            at = 2 * step + 1
            x = self.style_convs[2 * step](x, styles[:, at], noises[at])
            free, bound = x.chunk(2, dim=1)
            x = torch.cat([free, bound * scale + shift], dim=1)
            x = self.style_convs[2 * step + 1](x, styles[:, at + 1], noises[at + 1])
            picture = paint(x, styles[:, at + 2], picture)
        return picture


class ResidualBlock(nn.Module):
    """Two convolutions with resampling by ``factor`` between them, and a shorter way beside them."""

    def __init__(self, inputs: int, outputs: int, factor: float) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(inputs, inputs, 3, padding=1), nn.Conv2d(inputs, outputs, 3, padding=1)
        self.skip = nn.Conv2d(inputs, outputs, 1, bias=False)
        self._factor = factor

    def forward(self, x: Tensor) -> Tensor:
        y = functional.leaky_relu(self.conv1(x), _SLOPE)
        y = functional.leaky_relu(self.conv2(_resized(y, self._factor)), _SLOPE)
        shorter: Tensor = self.skip(_resized(x, self._factor))
        return y + shorter


class Gfpgan(nn.Module):
    """Network from faces to restored faces, ``(n, 3, 512, 512)`` float32, -1 to 1 in RGB, aligned as in FFHQ."""

    def __init__(self, shape: GfpganShape = GfpganShape()) -> None:
        super().__init__()
        self.shape, sides = shape, shape.sides
        width = {side: shape.channels(side) // 2 for side in sides}
        steps = list(pairwise(sides))
        self.conv_body_first = nn.Conv2d(3, width[shape.side_px], 1)
        self.conv_body_down = nn.ModuleList(
            ResidualBlock(width[fine], width[coarse], 0.5) for coarse, fine in reversed(steps)
        )
        self.final_conv = nn.Conv2d(width[_FIRST_PX], width[_FIRST_PX], 3, padding=1)
        self.conv_body_up = nn.ModuleList(ResidualBlock(width[coarse], width[fine], 2) for coarse, fine in steps)
        # Part of the file: pictures of the U-Net, which only its training looks at.
        self.toRGB = nn.ModuleList(nn.Conv2d(width[fine], 3, 1) for _, fine in steps)
        layers = 2 * len(steps) + 2
        self.final_linear = nn.Linear(width[_FIRST_PX] * _FIRST_PX**2, layers * shape.styles)
        self.stylegan_decoder = Decoder(shape)
        self.condition_scale, self.condition_shift = (
            nn.ModuleList(_condition(width[fine]) for _, fine in steps) for _ in range(2)
        )

    def forward(self, faces: Tensor) -> Tensor:
        x = functional.leaky_relu(self.conv_body_first(faces), _SLOPE)
        skipped = []
        for down in self.conv_body_down:
            x = down(x)
            skipped.append(x)
        x = functional.leaky_relu(self.final_conv(x), _SLOPE)
        styles = self.final_linear(x.flatten(1)).unflatten(1, (-1, self.shape.styles))
        conditions = []
        for up, scale, shift in zip(self.conv_body_up, self.condition_scale, self.condition_shift, strict=True):
            x = up(x + skipped.pop())
            conditions.append((scale(x), shift(x)))
        restored: Tensor = self.stylegan_decoder(styles, conditions)
        return restored

    @classmethod
    def load(cls, path: Path, device: torch.device | str, shape: GfpganShape = GfpganShape()) -> Gfpgan:
        """Read the published file: a dictionary with ``params_ema``. Only tensors are unpickled.

        Raises:
            GfpganDamaged (gfpgan_damaged): unreadable, of another network, or with values that are no numbers.
        """
        with torch.device("meta"):
            net = cls(shape)
        net.to_empty(device="cpu")
        with reading(path, GfpganDamaged):
            net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["params_ema"])
            if wrong := [name for name, value in net.state_dict().items() if not value.isfinite().all()]:
                raise ValueError(f"not finite: {wrong[0]}")
        return net.to(device).eval().requires_grad_(False)


def _condition(channels: int) -> nn.Sequential:
    first, second = (nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2))
    return nn.Sequential(first, nn.LeakyReLU(_SLOPE), second)


def _resized(x: Tensor, factor: float) -> Tensor:
    return functional.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)
