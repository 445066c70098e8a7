"""The Wav2Lip network and its checkpoints.

K R Prajwal, R. Mukhopadhyay, V. Namboodiri and C. V. Jawahar, "A Lip Sync Expert Is All You Need for Speech to Lip Generation
In the Wild", ACM Multimedia 2020. Names and shapes of the layers match the published checkpoints.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from engine.renderers.errors import Wav2LipDamaged
from engine.weights import reading

SIDE_PX = 96
MELS, MEL_STEPS = 80, 16


class Block(nn.Module):
    """Convolution, batch normalisation and ReLU; if ``residual``, with the input added before the ReLU."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 3,
        stride: int | tuple[int, int] = 1,
        padding: int = 1,
        *,
        residual: bool = False,
    ) -> None:
        super().__init__()
        self.conv_block = nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding), nn.BatchNorm2d(outputs))
        self._residual = residual

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.conv_block(x)
        return torch.relu(x + y if self._residual else y)


class Widening(nn.Module):
    """Transposed convolution, batch normalisation and ReLU."""

    def __init__(self, inputs: int, outputs: int, stride: int = 2, padding: int = 1) -> None:
        super().__init__()
        self.conv_block = nn.Sequential(
            nn.ConvTranspose2d(inputs, outputs, 3, stride, padding, output_padding=stride - 1), nn.BatchNorm2d(outputs)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.conv_block(x))


def _same(channels: int, count: int) -> list[nn.Module]:
    return [Block(channels, channels, residual=True) for _ in range(count)]


class Wav2Lip(nn.Module):
    """Network from mel spectrogram ``(n, 1, 80, 16)`` and faces ``(n, 6, 96, 96)`` to faces ``(n, 3, 96, 96)``; all float32,
    faces 0 to 1 in BGR.

    The six channels are the face with its lower half black, then a reference of the same face.
    """

    def __init__(self) -> None:
        super().__init__()
        down = ((16, 32, 2), (32, 64, 3), (64, 128, 2), (128, 256, 2), (256, 512, 1))
        self.face_encoder_blocks = nn.ModuleList(
            [
                nn.Sequential(Block(6, 16, 7, 1, 3)),
                *(nn.Sequential(Block(a, b, stride=2), *_same(b, same)) for a, b, same in down),
                nn.Sequential(Block(512, 512, padding=0), Block(512, 512, 1, padding=0)),
            ]
        )
        self.audio_encoder = nn.Sequential(
            *(Block(1, 32), *_same(32, 2)),
            *(Block(32, 64, stride=(3, 1)), *_same(64, 2)),
            *(Block(64, 128, stride=3), *_same(128, 2)),
            *(Block(128, 256, stride=(3, 2)), *_same(256, 1)),
            *(Block(256, 512, padding=0), Block(512, 512, 1, padding=0)),
        )
        up = ((1024, 512), (768, 384), (512, 256), (320, 128), (160, 64))
        self.face_decoder_blocks = nn.ModuleList(
            [
                nn.Sequential(Block(512, 512, 1, padding=0)),
                nn.Sequential(Widening(1024, 512, 1, 0), *_same(512, 1)),
                *(nn.Sequential(Widening(a, b), *_same(b, 2)) for a, b in up),
            ]
        )
        self.output_block = nn.Sequential(Block(80, 32), nn.Conv2d(32, 3, 1), nn.Sigmoid())

    def forward(self, mel: torch.Tensor, faces: torch.Tensor) -> torch.Tensor:
        skipped = []
        for encoder in self.face_encoder_blocks:
            faces = encoder(faces)
            skipped.append(faces)
        x = self.audio_encoder(mel)
        for decoder in self.face_decoder_blocks:
            x = torch.cat([decoder(x), skipped.pop()], dim=1)
        made: torch.Tensor = self.output_block(x)
        return made

    @classmethod
    def load(cls, path: Path, device: torch.device | str) -> Wav2Lip:
        """Read a published checkpoint: a dictionary with ``state_dict``, its names with or without ``module.``.

        Only tensors are unpickled.

        Raises:
            Wav2LipDamaged (wav2lip_damaged): unreadable, or of another network.
        """
        net = cls()
        with reading(path, Wav2LipDamaged):
            state = torch.load(path, map_location="cpu", weights_only=True)["state_dict"]
            net.load_state_dict({name.removeprefix("module."): value for name, value in state.items()})
        return net.to(device).eval().requires_grad_(False)
