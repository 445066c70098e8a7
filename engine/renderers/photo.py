"""The mouth space of a photo: one picture has no statistics, so the generic model's are fitted to its face."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.articulation.motion import MouthSpace
from engine.face.landmarks import INNER_TOP, LIP_POINTS, width
from engine.renderers.easing import ease
from engine.renderers.inner_mouth import CLOSED_WIDTH

_PROPORTION = (0.85, 1.15)
_READ_WIDER = 0.92  # landmarks tracked in the output open wider than the drawn mouth by the inverse of this
_CLOSED_GAP, _MET = 0.024, 0.003  # interocular distances: lips nearer count as closed; gap after closing them
_LOWER_SHARE = (0.6, 0.85)  # of the gap: closed by the lower lip, in a smile and with a dropped jaw
_LIP_FOLLOW = 0.45  # share of the inner edge's movement that a lip's outer edge follows
_THICKER = 0.25  # of its height: most that a lip thickens
_SMILE = 0.25  # share of a wide smile's extra width removed when the lips close
_JAW_FOLLOW = (0.35, 0.9)  # of the lower lip's movement: in a smile, and with a dropped jaw
_CORNERS_RISE, _LEAST_WIDTH = 0.85, 0.92  # back to the line of the lips, and to the width of a closed mouth
_SMILING, _DROPPED = 0.10, 0.25  # interocular distances between the lips: of a smile, and of a dropped jaw


def photo_space(
    shapes: np.ndarray, pose: np.ndarray, rest: np.ndarray, scale: float, *, close: bool = True
) -> MouthSpace:
    """Return the mouth space of a photo, or of a source video in which the mouth hardly moves.

    ``shapes`` ``(n, 49, 2)``: its canonical driven points, and ``pose`` ``(n, 3)``, one frame suffices; ``rest`` ``(49, 2)``
    and ``scale``: the generic model's (:class:`engine.articulation.model.Articulation`). In the space, ``rest`` is this mouth
    with closed lips, even if the photo smiles, and motion is scaled to the width of the mouth. ``close`` False keeps lips
    apart that are apart in ``shapes``: crops of a video that always shows teeth cannot be closed over them.
    """
    seen = MouthSpace.fit(shapes, pose)
    closed = closed_lips(seen.mean) if close else seen.mean.astype(np.float64)
    fitted = _READ_WIDER * scale * float(np.clip(width(closed[None])[0] / CLOSED_WIDTH, *_PROPORTION))
    return replace(seen, mean=(closed - fitted * rest).astype(np.float32), scale=fitted)


def closed_lips(shape: np.ndarray) -> np.ndarray:
    """Return ``shape`` ``(49, 2)``, canonical, with lips that meet; unchanged if they already do."""
    shape = shape.astype(np.float64)
    upper, lower = np.arange(39, 30, -1), np.arange(21, 30)
    gap = np.maximum((shape[lower] - shape[upper])[:, 1], 0)
    excess = np.maximum(gap - _MET, 0) * (gap.max() > _CLOSED_GAP)
    dropped = float(ease((excess.max() - _SMILING) / (_DROPPED - _SMILING)))
    lower_share, jaw_follow = (least + dropped * (most - least) for least, most in (_LOWER_SHARE, _JAW_FOLLOW))
    closed = shape.copy()
    for inner, sign, share in ((upper, 1, 1 - lower_share), (lower, -1, lower_share)):
        way = share * excess
        swelling = np.minimum((1 - _LIP_FOLLOW) * way, _THICKER * np.abs(shape[inner, 1] - shape[inner - 20, 1]))
        closed[inner, 1] += sign * way
        closed[inner - 20, 1] += sign * (way - swelling)
    closed[LIP_POINTS:, 1] -= jaw_follow * lower_share * excess.max() * np.sin(np.linspace(0, np.pi, 9))
    # A dropped jaw pulls the corners down and in.
    line = closed[INNER_TOP, 1]
    for ring, corners in ((np.arange(20), (0, 10)), (np.arange(20, LIP_POINTS), (20, 30))):
        across = np.abs(shape[ring, 0] - shape[list(corners), 0].mean()) / (np.ptp(shape[list(corners), 0]) / 2)
        sunk = max(float(shape[list(corners), 1].mean() - line), 0.0)
        closed[ring, 1] -= dropped * _CORNERS_RISE * sunk * np.clip(across, 0, 1) ** 2
    middle = (shape[0, 0] + shape[10, 0]) / 2
    narrow = max(_LEAST_WIDTH * CLOSED_WIDTH / np.ptp(shape[[0, 10], 0]), 1.0)
    closed[:LIP_POINTS, 0] = middle + (closed[:LIP_POINTS, 0] - middle) * (1 + dropped * (narrow - 1))
    extra = max(np.ptp(shape[[0, 10], 0]) / CLOSED_WIDTH - 1, 0) * float(np.clip(excess.max() / 0.05, 0, 1))
    closed[:LIP_POINTS, 0] = middle + (closed[:LIP_POINTS, 0] - middle) / (1 + _SMILE * extra)
    return closed
