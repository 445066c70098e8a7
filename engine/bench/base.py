"""The base footage of a clip: how visible its joins are, and how well it suits the voice and the mouths drawn over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from engine.articulation.features import FRAME_RATE_HZ
from engine.choices import MouthSize
from engine.face.landmarks import LIP_POINTS
from engine.media import read_frames
from engine.pipeline import Engine, Template
from engine.pipeline.base_path import BasePath
from engine.pipeline.loaded import LoadedTemplate
from engine.pipeline.models import Models
from engine.pipeline.rendering import base_path, mouth_motion
from engine.renderers.reuse import ReuseRenderer
from engine.renderers.selection import select
from engine.watch import Watch

_THUMBNAIL_PX = (64, 64)


@dataclass(frozen=True)
class BaseScores:
    """Figures of one clip.

    Attributes:
        joins: visible change within the joins over that between other neighbours, both at the 95th percentile; None without
            joins.
        pause_agreement: share of the frames without voice that show the person in a pause; None without such frames.
        warp: mean distance of lip points between the mouths taken from the library and those drawn, interocular distances;
            None for other renderers.
    """

    joins: float | None
    pause_agreement: float | None
    warp: float | None


def base_scores(
    engine: Engine, template: Template, voice: Path, clip: Path, models: Models, folder: Path, watch: Watch
) -> BaseScores:
    """Score the base footage of ``clip``, rendered from ``template`` and ``voice`` with the default options."""
    face, driving = LoadedTemplate(template), engine.load_voice(voice, folder, watch=watch)
    motion = mouth_motion(face, driving, MouthSize.NATURAL, models, watch)
    path = base_path(face, driving, motion)
    moments = (np.arange(len(path)) + 0.5) / FRAME_RATE_HZ
    silent = ~np.any([(start <= moments) & (moments < end) for start, end in driving.audible], axis=0)
    resting = face.footage.talking[path.numbers - face.footage.first] < 0.5
    return BaseScores(
        joins=visible_joins(np.array([*_changes(clip, watch)]), path.shares > 0),
        pause_agreement=float(resting[silent].mean()) if silent.any() else None,
        warp=_warp(face, path, motion) if template.renderer == ReuseRenderer.name else None,
    )


def visible_joins(changes: np.ndarray, joined: np.ndarray) -> float | None:
    """Return the ``changes`` ``(n - 1,)`` between neighbours of ``n`` frames at the 95th percentile: those from or to a frame
    of a join, ``joined`` bool ``(n,)``, over the others; None without joins."""
    within = joined[1:] | joined[:-1]
    if not within.any() or within.all():
        return None
    return float(np.percentile(changes[within], 95) / max(np.percentile(changes[~within], 95), 1e-6))


def _changes(clip: Path, watch: Watch) -> Iterator[float]:
    """Yield the mean absolute difference of each frame from the one before it, luma levels."""
    last: np.ndarray | None = None
    for frame in read_frames(clip, watch=watch):
        small = cv2.resize(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), _THUMBNAIL_PX, interpolation=cv2.INTER_AREA)
        small = small.astype(np.float32)
        if last is not None:
            yield float(np.abs(small - last).mean())
        last = small


def _warp(face: LoadedTemplate, path: BasePath, motion: np.ndarray) -> float:
    geometry = face.geometry.along(path.numbers, path.others, path.shares)
    taken = face.library.motion[select(face.library, geometry.space, motion, geometry.pose)]
    moved = np.linalg.norm(motion[:, :LIP_POINTS] - taken[:, :LIP_POINTS], axis=-1)
    return float(moved.mean() * geometry.space.scale)
