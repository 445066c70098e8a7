"""The mouth of a photo: one picture has no statistics, so the generic model's are fitted to the face it shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.articulation.motion import MouthSpace
from engine.face.landmarks import LIP_POINTS, width
from engine.renderers.inner_mouth import CLOSED_WIDTH

_PROPORTION = (0.85, 1.15)
_READ_WIDER = 0.92  # landmarks tracked in the output open that much wider than the drawn mouth was told to
_CLOSED_GAP, _MET = 0.024, 0.003  # interocular distances: lips nearer count as closed; how near they are brought
_LOWER_SHARE = 0.6  # of the way to each other, open lips go this far by the lower one
_LIP_FOLLOW = 0.45  # how far the outer edge of a lip follows its inner edge
_SMILE = 0.25  # share of a wide smile's extra width that goes when the lips close
_JAW_FOLLOW = 0.35


def photo_space(shapes: np.ndarray, pose: np.ndarray, rest: np.ndarray, scale: float) -> MouthSpace:
    """The mouth space of a photo, or of footage in which the mouth hardly moves.

    ``shapes`` ``(n, 49, 2)``: its canonical driven points, and ``pose`` ``(n, 3)``, one frame suffices; ``rest`` ``(49, 2)``
    and ``scale``: the generic model's (:class:`engine.articulation.model.Articulation`). In it, ``rest`` is this mouth with
    its lips closed, even if the photo smiles, and motion is as large as suits the width of the mouth.
    """
    seen = MouthSpace.fit(shapes, pose)
    closed = closed_lips(seen.mean)
    fitted = _READ_WIDER * scale * float(np.clip(width(closed[None])[0] / CLOSED_WIDTH, *_PROPORTION))
    return replace(seen, mean=(closed - fitted * rest).astype(np.float32), scale=fitted)


def closed_lips(shape: np.ndarray) -> np.ndarray:
    """``shape`` ``(49, 2)``, canonical, with lips that meet; unchanged if they do so already."""
    shape = shape.astype(np.float64)
    upper, lower = np.arange(39, 30, -1), np.arange(21, 30)
    gap = np.maximum((shape[lower] - shape[upper])[:, 1], 0)
    excess = np.maximum(gap - _MET, 0) * (gap.max() > _CLOSED_GAP)
    closed = shape.copy()
    for inner, sign, share in ((upper, 1, 1 - _LOWER_SHARE), (lower, -1, _LOWER_SHARE)):
        closed[inner, 1] += sign * share * excess
        closed[inner - 20, 1] += sign * share * excess * _LIP_FOLLOW
    closed[LIP_POINTS:, 1] -= _JAW_FOLLOW * _LOWER_SHARE * excess.max() * np.sin(np.linspace(0, np.pi, 9))
    middle = (shape[0, 0] + shape[10, 0]) / 2
    extra = max(np.ptp(shape[[0, 10], 0]) / CLOSED_WIDTH - 1, 0) * float(np.clip(excess.max() / 0.05, 0, 1))
    closed[:LIP_POINTS, 0] = middle + (closed[:LIP_POINTS, 0] - middle) / (1 + _SMILE * extra)
    return closed
