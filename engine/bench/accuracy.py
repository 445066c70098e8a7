"""Accuracy: faces speak with a voice whose true lips are known, and the clip is scored against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.bench.material import accuracy_cases
from engine.bench.score import Footage, score
from engine.pipeline import Engine, PrepareOptions
from engine.watch import Watch


@dataclass(frozen=True)
class Accuracy:
    """Scores of one case by name, see :mod:`engine.bench.score`: the mean over its clips."""

    case: str
    clips: int
    scores: dict[str, float]


def measure_accuracy(engine: Engine, media: Path, folder: Path, watch: Watch) -> Iterator[Accuracy]:
    """Prepare, render and score every case that ``media`` has footage for."""
    for case in accuracy_cases(media, folder, watch):
        options = PrepareOptions(accept_findings=True)
        template = engine.prepare(case.face, folder / case.name, options=options, watch=watch)
        face, clip = Footage.read(case.face, watch), folder / f"{case.name}.mp4"
        scores = []
        for truth in case.truths:
            engine.render(template, truth, clip, watch=watch)
            scores.append(score(clip, Footage.read(truth, watch), face, watch))
        yield Accuracy(case.name, len(scores), _means(scores))


def _means(scores: Sequence[dict[str, float | None]]) -> dict[str, float]:
    """Each figure's mean over the clips that have it."""
    values: dict[str, list[float]] = {}
    for row in scores:
        for name, value in row.items():
            if value is not None:
                values.setdefault(name, []).append(value)
    return {name: float(np.mean(known)) for name, known in values.items()}
