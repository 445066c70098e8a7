"""Accuracy: faces speak with a voice whose true lips are known, and the clip is scored against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from engine.bench.base import base_scores
from engine.bench.material import accuracy_cases
from engine.bench.quiet import measure_leaks
from engine.bench.score import Footage, contact_sheet, score
from engine.media import write_image
from engine.pipeline import Engine, PrepareOptions
from engine.pipeline.models import Models
from engine.watch import Watch


@dataclass(frozen=True)
class Accuracy:
    """Scores of one case by name, see :mod:`engine.bench.score`, :mod:`engine.bench.base` and :mod:`engine.bench.quiet`.

    Attributes:
        case: name of the case; clips: number of clips.
        scores: the mean over the clips; by_clip: of each clip, by the name of its truth.
    """

    case: str
    clips: int
    scores: dict[str, float]
    by_clip: dict[str, dict[str, float | None]]


def measure_accuracy(
    engine: Engine, media: Path, folder: Path, watch: Watch, sheets: Path | None = None
) -> Iterator[Accuracy]:
    """Prepare, render and score every case with source videos in ``media``.

    ``sheets``: a folder for contact sheets of the mouths, one for each clip, see :func:`sheet_name`.
    """
    models = Models(engine.options.models_folder, engine.options.device)
    for case in accuracy_cases(media, folder, watch):
        options = PrepareOptions(accept_findings=True)
        template = engine.prepare(case.face, folder / case.name, options=options, watch=watch)
        face, clip = Footage.read(case.face, watch), folder / f"{case.name}.mp4"
        scores: dict[str, dict[str, float | None]] = {}
        for truth in case.truths:
            engine.render(template, truth, clip, watch=watch)
            made, real = Footage.read(clip, watch), Footage.read(truth, watch)
            base = base_scores(engine, template, truth, clip, models, folder, watch)
            scores[truth.stem] = {**score(made, clip, real, face, watch), **asdict(base)}
            if sheets:
                write_image(sheets / sheet_name(case.name, truth.stem), contact_sheet(made, real))
        leaks = measure_leaks(engine, template, folder, watch)
        yield Accuracy(case.name, len(scores), {**_means([*scores.values()]), **leaks}, scores)


def sheet_name(case: str, truth: str) -> str:
    """Return the file name of a clip's contact sheet."""
    return f"{case} {truth}.jpg".replace(" ", "_")


def _means(scores: Sequence[dict[str, float | None]]) -> dict[str, float]:
    """Return each figure's mean over the clips that have it."""
    values: dict[str, list[float]] = {}
    for row in scores:
        for name, value in row.items():
            if value is not None:
                values.setdefault(name, []).append(value)
    return {name: float(np.mean(known)) for name, known in values.items()}
