"""The engine's three calls as tasks for the pool: ``Request("7", partial(tasks.render, template, voice, out))``.

The engine is imported inside, in the worker: the process that serves people stays small.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.watch import Watch

if TYPE_CHECKING:
    from engine.pipeline import PrepareOptions, RenderOptions, RenderReport, Template
    from engine.pool.options import Place
    from engine.quality import QualityReport


def warm_up(place: Place) -> None:
    """Load the engine and its models, and keep to ``place``. Raises ModelMissing, ModelUnknown, SpeechModelDamaged."""
    import cv2
    import threadpoolctl
    import torch

    import engine.pipeline  # noqa: F401  all that a job would import
    from engine import models
    from engine.voice.whisper import SpeechEncoder

    cv2.setNumThreads(place.threads)
    torch.set_num_threads(place.threads)
    threadpoolctl.threadpool_limits(place.threads)
    if place.device != "cpu":
        # Not by CUDA_VISIBLE_DEVICES: the numbers are then those of the GPUs that the operator left visible.
        torch.cuda.set_device(place.device)
    SpeechEncoder.load(models.require(models.WHISPER))


def check(video: Path, picture: Path | None, options: PrepareOptions, place: Place, watch: Watch) -> QualityReport:
    """See :func:`engine.pipeline.check`."""
    from engine import pipeline

    return pipeline.check(video, picture=picture, options=options, progress=watch.progress, cancel=watch.cancelled)


def prepare(
    video: Path, folder: Path, picture: Path | None, options: PrepareOptions, place: Place, watch: Watch
) -> Template:
    """See :func:`engine.pipeline.prepare`."""
    from engine import pipeline

    return pipeline.prepare(
        video, folder, picture=picture, options=options, progress=watch.progress, cancel=watch.cancelled
    )


def render(template: Path, voice: Path, out: Path, options: RenderOptions, place: Place, watch: Watch) -> RenderReport:
    """See :func:`engine.pipeline.render`; the encoder keeps to the worker's share of the cores."""
    from engine import pipeline

    shared = replace(options, encode=replace(options.encode, threads=options.encode.threads or place.threads))
    return pipeline.render(template, voice, out, options=shared, progress=watch.progress, cancel=watch.cancelled)
