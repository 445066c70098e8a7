"""Accuracy: faces speak with a voice whose true lips are known, and the clip is scored against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.bench.material import accuracy_cases, quiet_sounds
from engine.bench.score import Footage, contact_sheet, lip_leak, score
from engine.media import write_image
from engine.pipeline import Engine, PrepareOptions, RenderOptions, Template
from engine.voice import VoiceOptions
from engine.watch import Watch


@dataclass(frozen=True)
class Accuracy:
    """Scores of one case by name, see :mod:`engine.bench.score`.

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

    ``sheets``: a folder for contact sheets of the mouths, one for each clip, the truth above the clip.
    """
    for case in accuracy_cases(media, folder, watch):
        options = PrepareOptions(accept_findings=True)
        template = engine.prepare(case.face, folder / case.name, options=options, watch=watch)
        face, clip = Footage.read(case.face, watch), folder / f"{case.name}.mp4"
        scores: dict[str, dict[str, float | None]] = {}
        for truth in case.truths:
            engine.render(template, truth, clip, watch=watch)
            made, real = Footage.read(clip, watch), Footage.read(truth, watch)
            scores[truth.stem] = score(made, clip, real, face, watch)
            if sheets:
                write_image(sheets / f"{case.name} {truth.stem}.jpg".replace(" ", "_"), contact_sheet(made, real))
        leak = float(np.mean([*_leaks(engine, template, folder, watch)]))
        yield Accuracy(case.name, len(scores), {**_means([*scores.values()]), "lip_leak": leak}, scores)


def _leaks(engine: Engine, template: Template, folder: Path, watch: Watch) -> Iterator[float]:
    """Yield LipLeak of clips whose sound contains no voice."""
    clip, options = folder / "quiet.mp4", RenderOptions(voice=VoiceOptions(need_speech=False), poster=False)
    for sound in quiet_sounds(folder):
        engine.render(template, sound, clip, options=options, watch=watch)
        yield lip_leak(Footage.read(clip, watch))


def _means(scores: Sequence[dict[str, float | None]]) -> dict[str, float]:
    """Return each figure's mean over the clips that have it."""
    values: dict[str, list[float]] = {}
    for row in scores:
        for name, value in row.items():
            if value is not None:
                values.setdefault(name, []).append(value)
    return {name: float(np.mean(known)) for name, known in values.items()}
