"""Training of the generic model on the GRID corpus; run by ``facenote train``.

One folder per group of clips; the caller decides which part of a file's name or folder names the speaker. The recipe and its
measurements are in ``engine/articulation/weights/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from engine.articulation import ridge
from engine.articulation.errors import CorpusEmpty
from engine.articulation.features import FRAME_RATE_HZ, Projection, windows
from engine.articulation.finish import rest_motion
from engine.articulation.model import VALUES, Articulation
from engine.articulation.motion import MouthSpace
from engine.articulation.offset import advanced, measure_offset
from engine.articulation.tcn import SHAPES, Example, MouthNet, TrainingOptions, train_all
from engine.watch import Watch

_RIDGE_PENALTY = 0.2
_STEPS, _LEARNING_RATE, _BATCH = 250, 2e-3, 16
_SEEDS = 2
_EVEN_S = 15.0  # people with more speech than this weigh the same, those with less weigh less


@dataclass(frozen=True)
class Clip:
    """One training clip.

    Attributes:
        person: speaker label.
        encoded: float32 (2 n, 384), encoder output.
        shapes: float32 (n, 49, 2), driven points in the canonical frame.
        pose: float32 (n, 3), degrees.
        usable: bool (n,).
    """

    person: str
    encoded: np.ndarray
    shapes: np.ndarray
    pose: np.ndarray
    usable: np.ndarray


def train_generic(clips: Sequence[Clip], watch: Watch = Watch()) -> Articulation:
    """Return the generic model: trained once, used to measure AV offsets, and trained again on corrected clips.

    Raises:
        CorpusEmpty: no clip is two seconds long and shows the face throughout; Cancelled.
    """
    first = _train(clips, _motions(clips), watch, "train 1/2")
    motions = _motions(clips)
    corrected = []
    for person in dict.fromkeys(clip.person for clip in clips):
        mine = [i for i, clip in enumerate(clips) if clip.person == person]
        expected = np.concatenate([first.motion(clips[i].encoded) for i in mine])
        seen = np.concatenate([motions[i] for i in mine])
        lag = measure_offset(expected, seen, np.ones(len(seen), bool)).lag_s * FRAME_RATE_HZ
        corrected += [(i, advanced(motions[i], lag)) for i in mine]
    return _train(clips, [motion for _, motion in sorted(corrected, key=lambda pair: pair[0])], watch, "train 2/2")


def _motions(clips: Sequence[Clip]) -> list[np.ndarray]:
    spaces = {
        person: MouthSpace.fit(
            np.concatenate([clip.shapes[clip.usable] for clip in clips if clip.person == person]),
            np.concatenate([clip.pose[clip.usable] for clip in clips if clip.person == person]),
        )
        for person in {clip.person for clip in clips}
    }
    return [spaces[clip.person].motion(clip.shapes, clip.pose) for clip in clips]


def _train(clips: Sequence[Clip], motions: Sequence[np.ndarray], watch: Watch, stage: str) -> Articulation:
    projection = Projection.fit(np.concatenate([clip.encoded for clip in clips]))
    features = [projection(clip.encoded) for clip in clips]
    targets = [
        (motion - motion[clip.usable].mean(0)).reshape(-1, VALUES) for clip, motion in zip(clips, motions, strict=True)
    ]
    weights = _weights(clips)
    rows = np.concatenate([clip.usable for clip in clips])
    inputs, flat = np.concatenate([windows(f) for f in features])[rows], np.concatenate(targets)[rows]
    linear = ridge.solve(inputs, flat, _RIDGE_PENALTY, np.concatenate(weights)[rows])

    whole = np.concatenate([motion.reshape(-1, VALUES) for motion in motions])
    shapes = _principal_shapes(whole[rows], np.concatenate(weights)[rows])
    rest, _ = rest_motion(np.concatenate(list(motions)), rows)
    scale = float(np.mean([_scale(clips, person) for person in {clip.person for clip in clips}]))
    model = Articulation(projection, shapes, linear, np.zeros(VALUES, np.float32), (), (), rest, scale)
    examples = [
        Example(clip.person, f - f.mean(0), motion.reshape(-1, VALUES) @ model.coefficients)
        for clip, f, motion in zip(clips, features, motions, strict=True)
        if clip.usable.all() and len(f) >= TrainingOptions.crop
    ]
    if not examples:
        raise CorpusEmpty(f"none of {len(clips)} clips shows a face for two seconds without a gap", clips=len(clips))
    nets = []
    for seed in range(_SEEDS):
        torch.manual_seed(seed)
        nets.append(MouthNet())
    train_all(nets, examples, TrainingOptions(model.lift, model.spread, _STEPS, _LEARNING_RATE, _BATCH), watch, stage)
    for net in nets:
        net.requires_grad_(False)
    share = 0.5 / _SEEDS
    return replace(model, linear=(linear / 2).astype(np.float32), nets=tuple(nets), weights=(share,) * _SEEDS)


def _weights(clips: Sequence[Clip]) -> list[np.ndarray]:
    seconds: dict[str, float] = {}
    for clip in clips:
        seconds[clip.person] = seconds.get(clip.person, 0.0) + len(clip.shapes) / FRAME_RATE_HZ
    return [np.full(len(clip.shapes), min(1.0, _EVEN_S / seconds[clip.person]) ** 0.5, np.float32) for clip in clips]


def _principal_shapes(motion: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the PCA of motion ``(n, 98)``: float32 (16, 98), each row one standard deviation along its component."""
    covariance = (motion * weights[:, None]).T @ motion / weights.sum()
    values, vectors = np.linalg.eigh(covariance)
    return (vectors[:, ::-1][:, :SHAPES] * np.sqrt(values[::-1][:SHAPES])).T.astype(np.float32)


def _scale(clips: Sequence[Clip], person: str) -> float:
    mine = [clip for clip in clips if clip.person == person]
    shapes, pose = (np.concatenate([getattr(c, name)[c.usable] for c in mine]) for name in ("shapes", "pose"))
    return MouthSpace.fit(shapes, pose).scale
