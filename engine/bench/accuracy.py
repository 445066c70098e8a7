"""Accuracy: faces speak with a voice whose true lips are known, and the clip is scored against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.bench.material import accuracy_cases
from engine.bench.score import Footage, score
from engine.pipeline import PrepareOptions, prepare, render
from engine.watch import Watch


@dataclass(frozen=True)
class Accuracy:
    """Scores of one case by name, see :mod:`engine.bench.score`."""

    case: str
    scores: dict[str, float | None]


def measure_accuracy(media: Path, folder: Path, watch: Watch) -> Iterator[Accuracy]:
    """Prepare, render and score every case that ``media`` has footage for."""
    for case in accuracy_cases(media, folder, watch):
        template = prepare(
            case.face,
            folder / case.name,
            options=PrepareOptions(accept_findings=True),
            progress=watch.progress,
            cancel=watch.cancelled,
        )
        clip = folder / f"{case.name}.mp4"
        render(template, case.truth, clip, progress=watch.progress, cancel=watch.cancelled)
        yield Accuracy(case.name, score(clip, Footage.read(case.truth, watch), Footage.read(case.face, watch), watch))
