"""The tasks of a worker: open an engine, and call it, as in ``Request("7", partial(tasks.render_clip, ...))``.

The engine is imported inside the functions, in the worker, so that the server process stays small.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.choices import EngineOptions
from engine.watch import Watch

if TYPE_CHECKING:
    from engine.pipeline import Engine, PrepareOptions, RenderOptions, RenderReport, Template
    from engine.pool.placement import Placement
    from engine.quality import QualityReport


def open_engine(options: EngineOptions, placement: Placement) -> Engine:
    """Return an engine with its models loaded, restricted to ``placement``. Raises as :meth:`engine.Engine.warm_up`."""
    import cv2
    import threadpoolctl
    import torch

    from engine.device import is_out_of_memory
    from engine.pipeline import Engine

    cv2.setNumThreads(placement.threads)
    torch.set_num_threads(placement.threads)
    threadpoolctl.threadpool_limits(placement.threads)
    if placement.device != "cpu":
        # Not CUDA_VISIBLE_DEVICES: device numbers are relative to the GPUs that the operator made visible.
        try:
            torch.cuda.set_device(placement.device)
        except RuntimeError as error:
            if not is_out_of_memory(error):  # which the engine meets again, and computes on the CPU
                raise
    engine = Engine(replace(options, device=placement.device, threads=options.threads or placement.threads))
    engine.warm_up()
    return engine


def check_face(
    video: Path, picture: Path | None, options: PrepareOptions, engine: Engine, watch: Watch
) -> QualityReport:
    """See :meth:`engine.Engine.check`."""
    return engine.check(video, picture=picture, options=options, watch=watch)


def prepare_face(
    video: Path, folder: Path, picture: Path | None, options: PrepareOptions, engine: Engine, watch: Watch
) -> Template:
    """See :meth:`engine.Engine.prepare`."""
    return engine.prepare(video, folder, picture=picture, options=options, watch=watch)


def render_clip(
    template: Path, voice: Path, out: Path, options: RenderOptions, engine: Engine, watch: Watch
) -> RenderReport:
    """See :meth:`engine.Engine.render`."""
    return engine.render(template, voice, out, options=options, watch=watch)


def do_nothing(_opened: object, _watch: Watch) -> None:
    """Return at once: the worker is ready."""
