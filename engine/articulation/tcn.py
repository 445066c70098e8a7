"""The temporal convolutional network from speech features to mouth shape coefficients, and its training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import nn

from engine.articulation.features import FRAME_RATE_HZ, WIDTH
from engine.threads import OneCoreEach
from engine.watch import Stage, Watch

SHAPES = 16  # PCA coefficients of a mouth motion
_DROPOUT = 0.15
_PIECE = 60 * FRAME_RATE_HZ
_CONTEXT = 12  # frames; the network uses 9 on each side


class _Residual(nn.Module):
    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(8, width)
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.conv(nn.functional.gelu(self.norm(x)))


class MouthNet(nn.Module):
    """Network from features ``(batch, frames, 192)`` to standardised shape coefficients ``(batch, frames, 16)``; 239 k
    parameters.

    A temporal convolutional network (S. Bai et al., "An Empirical Evaluation of Generic Convolutional and Recurrent
    Networks for Sequence Modeling", 2018) with a context of about 0.4 s on each side.
    """

    def __init__(self) -> None:
        super().__init__()
        self.squeeze = nn.Conv1d(WIDTH, 64, 1)
        self.widen = nn.Conv1d(64, 128, 3, padding=1)
        self.body = nn.Sequential(*(_Residual(128, dilation) for dilation in (1, 2, 4, 1)))
        self.head = nn.Conv1d(128 + WIDTH, SHAPES, 1)

    def forward(self, features: torch.Tensor, dropout: torch.Generator | None = None) -> torch.Tensor:
        """``dropout``: source of the dropout's randomness, in training."""
        x = features.transpose(1, 2)
        squeezed = self.squeeze(x)
        if dropout:
            squeezed = (
                squeezed * torch.empty_like(squeezed).bernoulli_(1 - _DROPOUT, generator=dropout) / (1 - _DROPOUT)
            )
        hidden = self.body(self.widen(squeezed))
        coefficients: torch.Tensor = self.head(torch.cat([hidden, x], dim=1))
        return coefficients.transpose(1, 2)

    @torch.inference_mode()
    def predict(self, features: np.ndarray) -> np.ndarray:
        """Return coefficients ``(frames, 16)`` of one clip ``(frames, 192)``; computed minute by minute, so that memory stays
        flat."""
        pieces = []
        for start in range(0, len(features), _PIECE):
            first = max(0, start - _CONTEXT)
            piece = np.ascontiguousarray(features[first : start + _PIECE + _CONTEXT], np.float32)
            pieces.append(self(torch.from_numpy(piece)[None])[0, start - first :][:_PIECE].numpy())
        return np.concatenate(pieces)


@dataclass(frozen=True)
class Example:
    """One training clip.

    Attributes:
        person: speaker label; people are sampled by the square root of their seconds, at most 60.
        features: float32 (n, 192), centred.
        coefficients: float32 (n, 16), standardised.
    """

    person: str
    features: np.ndarray
    coefficients: np.ndarray


@dataclass(frozen=True)
class TrainingOptions:
    """Training options. ``lift`` and ``spread``: float32 (16,), the share of each standardised coefficient in opening and
    width."""

    lift: np.ndarray
    spread: np.ndarray
    steps: int
    learning_rate: float
    batch: int
    seed: int = 0
    crop: int = 48  # frames


def train(
    net: MouthNet,
    examples: Sequence[Example],
    options: TrainingOptions,
    watch: Watch = Watch(),
    stage: str = Stage.LEARN,
) -> None:
    """Train ``net`` in place on random crops of ``examples`` (each at least one crop long).

    Best on one thread: the layers are so small that more threads only wait for each other.
    """
    rng = np.random.default_rng(options.seed)
    draw = _Sampler(examples, options, rng)
    lift, spread = (torch.from_numpy(np.ascontiguousarray(v, np.float32)) for v in (options.lift, options.spread))
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.learning_rate, weight_decay=2e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.learning_rate, total_steps=options.steps)
    dropout = torch.Generator().manual_seed(options.seed)
    for step in range(options.steps):
        features, target = draw()
        loss = _loss(net(features, dropout), target, lift, spread)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        watch.report(stage, (step + 1) / options.steps)


def train_all(
    nets: Sequence[MouthNet], examples: Sequence[Example], options: TrainingOptions, watch: Watch, stage: str
) -> None:
    """Train several networks at once, as :func:`train` does each; the first has the seed of ``options``, the next one more."""

    def train_one(job: tuple[int, MouthNet, Watch]) -> None:
        number, net, part = job
        train(net, examples, replace(options, seed=options.seed + number), part, stage)

    with OneCoreEach() as cores:
        cores.map(train_one, list(zip(range(len(nets)), nets, watch.split(len(nets)), strict=True)))


class _Sampler:
    """Sampler of batches of augmented crops."""

    def __init__(self, examples: Sequence[Example], options: TrainingOptions, rng: np.random.Generator) -> None:
        self._examples, self._options, self._rng = examples, options, rng
        seconds: dict[str, float] = {}
        for example in examples:
            seconds[example.person] = seconds.get(example.person, 0.0) + len(example.features) / 25
        share = [min(seconds[e.person], 60) ** 0.5 * (len(e.features) / 25) / seconds[e.person] for e in examples]
        self._chance = np.array(share) / sum(share)

    def __call__(self) -> tuple[torch.Tensor, torch.Tensor]:
        picks = self._rng.choice(len(self._examples), self._options.batch, p=self._chance)
        crops = [self._crop(self._examples[pick]) for pick in picks]
        features, target = (torch.from_numpy(np.stack(part).astype(np.float32)) for part in zip(*crops, strict=True))
        return features, target

    def _crop(self, example: Example) -> tuple[np.ndarray, np.ndarray]:
        length, rng = self._options.crop, self._rng
        start = int(rng.integers(0, len(example.features) - length + 1))
        features = example.features[start : start + length].copy()
        features *= 1 + 0.1 * rng.standard_normal(WIDTH)
        features += 0.1 * rng.standard_normal(WIDTH)
        if rng.random() < 0.4:
            hole, at = int(rng.integers(2, 8)), int(rng.integers(0, length - 8))
            features[at : at + hole] = 0.0
        return features, example.coefficients[start : start + length]


def _loss(guess: torch.Tensor, truth: torch.Tensor, lift: torch.Tensor, spread: torch.Tensor) -> torch.Tensor:
    """Return the standardised error, its change from frame to frame, and the error and correlation of opening and width."""
    loss = 3 * nn.functional.smooth_l1_loss(guess, truth, beta=0.3)
    loss = loss + (guess.diff(dim=1) - truth.diff(dim=1)).abs().mean()
    for direction in (lift, spread):
        a, b = guess @ direction, truth @ direction
        loss = loss + 0.5 * (a - b).abs().mean() + 0.3 * (1 - _correlation(a, b)).mean()
    return loss


def _correlation(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a - a.mean(1, keepdim=True), b - b.mean(1, keepdim=True)
    return (a * b).sum(1) / (a.norm(dim=1) * b.norm(dim=1) + 1e-4)
