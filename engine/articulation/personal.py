"""The personal part of articulation, learned from the face video's own speech."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace

import numpy as np

from engine.articulation import ridge
from engine.articulation.features import FRAME_RATE_HZ, windows
from engine.articulation.model import Articulation
from engine.articulation.motion import lift, spread
from engine.articulation.tcn import Example, TrainingOptions, train_all
from engine.watch import Stage, Watch

MIN_SPEECH_S = 5.0
_HELD_OUT = 0.15
_RIDGE_PENALTY = 3.0
_STEPS, _LEARNING_RATE, _BATCH = 60, 5e-4, 8
_TUNED_SHARE = (
    2 / 3
)  # of the tuned networks in the sum: the ridge steadies the opening, the networks follow the width better
_MIN_HELD_OUT_FRAMES = 2 * FRAME_RATE_HZ


@dataclass(frozen=True)
class LipScore:
    """Accuracy of the model for this mouth on held-out speech: Pearson correlations over frames."""

    opening_r: float
    width_r: float
    seconds: float


def personalise(
    generic: Articulation,
    encoded: np.ndarray,
    motion: np.ndarray,
    usable: np.ndarray,
    spoken: np.ndarray,
    watch: Watch = Watch(),
) -> tuple[Articulation, LipScore | None]:
    """Fit ``generic`` to one person.

    ``encoded`` ``(2 n, 384)`` and ``motion`` ``(n, 49, 2)``: sound and mouth of the same take, in step; ``usable`` bool
    ``(n,)``: frames with a measured mouth; ``spoken``: frames with speech. Fits first on all but the last 15 % for an unbiased
    score, then on everything. The score is None if less than 2 s of speech were held out.
    """
    cut = int(len(motion) * (1 - _HELD_OUT))
    score = None
    held_out = (usable & spoken)[cut:]
    if held_out.sum() >= _MIN_HELD_OUT_FRAMES and usable[:cut].any():
        part = _fit(generic, encoded[: 2 * cut], motion[:cut], usable[:cut], watch, Stage.LEARN_LIPS_TRIAL)
        score = _score(part.motion(encoded)[cut:], motion[cut:], held_out)
    return _fit(generic, encoded, motion, usable, watch, Stage.LEARN_LIPS), score


def _fit(
    generic: Articulation, encoded: np.ndarray, motion: np.ndarray, usable: np.ndarray, watch: Watch, stage: Stage
) -> Articulation:
    features = generic.projection(encoded)
    inputs, centred = windows(features), features - features.mean(0)
    target = motion.reshape(len(motion), -1)
    residual = target - generic.motion(encoded).reshape(len(motion), -1)
    offset = residual[usable].mean(0)
    own = ridge.solve(inputs[usable], residual[usable] - offset, _RIDGE_PENALTY)

    examples = _examples(centred, target @ generic.coefficients, usable)
    tuned = [copy.deepcopy(net).requires_grad_(True) for net in generic.nets]
    options = TrainingOptions(generic.lift, generic.spread, _STEPS, _LEARNING_RATE, _BATCH)
    train_all(tuned, examples, options, watch, stage)
    for net in tuned:
        net.requires_grad_(False)

    # Generic + own ridge, and the tuned networks, mixed into one sum in the form of an Articulation.
    rest = 1 - _TUNED_SHARE
    return replace(
        generic,
        linear=rest * (generic.linear + own),
        bias=rest * (generic.bias + offset),
        nets=(*generic.nets, *tuned),
        weights=(*(rest * w for w in generic.weights), *(_TUNED_SHARE / len(tuned) for _ in tuned)),
    )


def _examples(features: np.ndarray, coefficients: np.ndarray, usable: np.ndarray) -> list[Example]:
    """Return the usable runs of at least one training crop, else everything as one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], usable, [False]])))
    runs = [(a, b) for a, b in edges.reshape(-1, 2) if b - a >= TrainingOptions.crop]
    return [Example("self", features[a:b], coefficients[a:b]) for a, b in runs or [(0, len(features))]]


def _score(guess: np.ndarray, truth: np.ndarray, usable: np.ndarray) -> LipScore | None:
    opening, width = (
        float(np.corrcoef(measure(guess[usable]), measure(truth[usable]))[0, 1]) for measure in (lift, spread)
    )
    if not np.isfinite([opening, width]).all():  # a mouth that does not move at all
        return None
    return LipScore(opening, width, float(usable.sum() / FRAME_RATE_HZ))
