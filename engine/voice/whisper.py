"""The first two blocks of Whisper's speech encoder: from 16 kHz sound to 50 Hz speech features.

The residual stream after block 2 follows the lips far better than a mel spectrogram (see the model card of
``engine.articulation``), and needs 4.7 of the model's 39 million parameters.

A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022 (tiny.en, MIT licence).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

import librosa
import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from engine.voice.errors import SpeechModelDamaged
from engine.weights import reading

SAMPLE_RATE_HZ = 16_000
FEATURE_RATE_HZ = 50
SAMPLES_PER_FEATURE = SAMPLE_RATE_HZ // FEATURE_RATE_HZ
WIDTH = 384  # values per feature frame
_HEADS = 6
BLOCKS = 2  # of four in tiny.en
_MELS = 80
_CHUNK_S, _CONTEXT_S = 10, 1


class _Block(nn.Module):
    """A pre-norm transformer block, named as in the official checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.attn_ln = nn.LayerNorm(WIDTH)
        self.attn = nn.ModuleDict(
            {
                "query": nn.Linear(WIDTH, WIDTH),
                "key": nn.Linear(WIDTH, WIDTH, bias=False),
                "value": nn.Linear(WIDTH, WIDTH),
                "out": nn.Linear(WIDTH, WIDTH),
            }
        )
        self.mlp_ln = nn.LayerNorm(WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # (batch, time, WIDTH)
        normed = self.attn_ln(x)
        query, key, value = (
            self.attn[name](normed).unflatten(-1, (_HEADS, -1)).transpose(1, 2) for name in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(query, key, value)
        x = x + self.attn["out"](mixed.transpose(1, 2).flatten(2))
        return x + self.mlp(self.mlp_ln(x))


def mel_filters(bands: int) -> torch.Tensor:
    """Return Whisper's mel filters, ``(bands, 201)``."""
    return torch.from_numpy(librosa.filters.mel(sr=SAMPLE_RATE_HZ, n_fft=400, n_mels=bands))


def log_mel(samples: torch.Tensor, filters: torch.Tensor, window: torch.Tensor) -> torch.Tensor:
    """Return Whisper's log-mel spectrogram ``(bands, len // 160)`` of ``samples`` ``(len,)``.

    ``filters``: of :func:`mel_filters`; ``window``: a Hann window of 400 samples.
    """
    spectrum = torch.stft(samples, 400, 160, window=window, return_complex=True)[:, :-1].abs() ** 2
    log = (filters @ spectrum).clamp(min=1e-10).log10()
    return (torch.maximum(log, log.max() - 8.0) + 4.0) / 4.0


class SpeechEncoder(nn.Module):
    """Log-mel spectrogram, two convolutions and two transformer blocks of Whisper tiny.en."""

    mel_filters: torch.Tensor
    window: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(_MELS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.positional_embedding = nn.Parameter(torch.zeros(1500, WIDTH))
        self.blocks = nn.ModuleList(_Block() for _ in range(BLOCKS))
        self.register_buffer("mel_filters", mel_filters(_MELS), persistent=False)
        self.register_buffer("window", torch.hann_window(400), persistent=False)
        self.requires_grad_(False).eval()

    @classmethod
    def load(cls, path: Path, device: torch.device | str = "cpu") -> SpeechEncoder:
        """Read the weights from the shipped safetensors file or from OpenAI's checkpoint, with any file name.

        Raises:
            SpeechModelDamaged: the file is neither, or is not a tiny.en model.
        """
        encoder = cls()
        with reading(path, SpeechModelDamaged):
            weights = read_checkpoint(path) if is_zipfile(path) else load_file(path)
            encoder.load_state_dict({name: weights[name].float() for name in encoder.state_dict()})
        return encoder.to(device)

    def forward(self, samples: torch.Tensor) -> torch.Tensor:
        """Return features ``(len // 320, 384)`` of one chunk of at most 30 s."""
        x = functional.gelu(self.conv1(log_mel(samples, self.mel_filters, self.window)[None]))
        x = functional.gelu(self.conv2(x)).transpose(1, 2)
        x = x + self.positional_embedding[: x.shape[1]]
        for block in self.blocks:
            x = block(x)
        return x[0]

    @torch.inference_mode()
    def features(self, samples: np.ndarray) -> Iterator[np.ndarray]:
        """Yield features of a whole voice in pieces of at most 10 s, float32 ``(n, 384)``, 50 a second.

        ``samples``: float32 mono at 16 kHz, length a multiple of a 40 ms video frame. Every piece is computed with 1 s of real
        context on each side, so that there are no seams and memory does not grow with length.
        """
        sound = torch.from_numpy(np.ascontiguousarray(samples, np.float32)).to(self.window.device)
        chunk, context = _CHUNK_S * SAMPLE_RATE_HZ, _CONTEXT_S * SAMPLE_RATE_HZ
        for start in range(0, len(sound), chunk):
            first, last = max(0, start - context), min(len(sound), start + chunk + context)
            piece = sound[first:last]
            out = self(functional.pad(piece, (0, max(0, 4 * SAMPLES_PER_FEATURE - len(piece)))))
            skip = (start - first) // SAMPLES_PER_FEATURE
            count = (min(len(sound), start + chunk) - start) // SAMPLES_PER_FEATURE
            yield out[skip : skip + count].cpu().numpy()


def read_checkpoint(path: Path) -> dict[str, torch.Tensor]:
    """Read the encoder's weights from OpenAI's checkpoint, under their names without ``encoder.``."""
    state = torch.load(path, map_location="cpu", weights_only=True)["model_state_dict"]
    return {name.removeprefix("encoder."): value for name, value in state.items() if name.startswith("encoder.")}
