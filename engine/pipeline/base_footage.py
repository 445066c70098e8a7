"""Data about the base frames of a clip, and the joins at which it may jump between them.

Joins between frames that look and move alike extend a short video to any length: A. Schoedl et al., "Video textures", SIGGRAPH
2000. They are found once, when a face is prepared, over the whole picture at low resolution.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import cv2
import numpy as np
from scipy.ndimage import binary_dilation, uniform_filter1d

from engine.articulation.motion import steady_pose
from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.track import FaceTrack
from engine.pipeline.errors import TemplateDamaged
from engine.renderers.planes import planes

FADE_FRAMES = 12
"""Frames of a transition from one stretch of source video to the next."""

_THUMBNAIL_PX = 64  # longer side: the morph hides movements below one pixel of it in a join
_TARGETS = 8  # per frame
_APART = 6  # frames between two targets of one frame
_SHORTEST = 30  # frames: a shorter jump would show the same second twice
_WINDOW = 5  # frames that must look alike, so that their motion agrees
_BLOCK = 256  # rows of the difference matrix held at once
_MOUTH = np.array([[-0.55, 0.62], [0.55, 0.62], [0.55, 1.45], [-0.55, 1.45]], np.float32)
"""Canonical corners of the area that every clip redraws."""
_LIFT_WEIGHT, _POSE_WEIGHT, _EYE_WEIGHT = 1.0, 1.0, 40.0
"""Luma levels equivalent to one deviation of the opening (the jaw's outline), one degree, and shut against open eyes."""
_BLINK = 0.6  # of the usual opening of the eyes
_LASTS = 3  # frames around a blink
_EYES = ((37, 41), (38, 40), (43, 47), (44, 46))
_LEAST_CHANGE = 0.1  # luma levels: in a static picture every change would look large
_JUMP = 8.0  # multiples of the usual change between neighbours
_MOVING = 0.35  # deviations of the opening within a second: a larger one counts as speech if there is no sound


@dataclass(frozen=True)
class BaseFootage:
    """The frames available to a base path.

    Attributes:
        first: number of the first frame; everything below is counted from it.
        sources, targets: int32 (k,), joins: after frame ``source``, frame ``target`` may be shown.
        change: float32 (k,), the change at each join over the usual change between neighbours.
        talking: float32 (n,), 1 while the person speaks. blinking: bool (n,). lift: float32 (n,), the mouth's opening.
        step: float32 (n,), the change from the previous frame over the usual change.
        turned: float32 (n,), rotation of the head away from its usual direction, degrees.
    """

    first: int
    sources: np.ndarray
    targets: np.ndarray
    change: np.ndarray
    talking: np.ndarray
    blinking: np.ndarray
    lift: np.ndarray
    step: np.ndarray
    turned: np.ndarray

    def __len__(self) -> int:
        return len(self.talking)

    @classmethod
    def plain(cls, span: tuple[int, int]) -> BaseFootage:
        """Return frames without any data about them."""
        none, n = np.zeros(0, np.int32), span[1] - span[0] + 1
        level = np.ones(n, np.float32)
        return cls(span[0], none, none, np.zeros(0, np.float32), level, np.zeros(n, bool), 0 * level, level, 0 * level)

    def save(self, path: Path) -> None:
        """Write everything as one ``.npz``."""
        np.savez_compressed(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> BaseFootage:
        """Read a file written by :meth:`save`. Raises TemplateDamaged."""
        try:
            with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
                values = {field.name: file[field.name] for field in fields(cls)}
            footage = cls(**{**values, "first": int(values["first"])})
            n, k = len(footage.talking), len(footage.sources)
            same = (
                len(footage.blinking) == len(footage.lift) == len(footage.step) == len(footage.turned) == n
                and len(footage.targets) == len(footage.change) == k
            )
            if not same or not all(
                (ends >= 0).all() and (ends < n).all() for ends in (footage.sources, footage.targets)
            ):
                raise ValueError("parts do not fit together")
        except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError) as error:
            raise TemplateDamaged(f"{path.name}: {error}", file=path.name) from error
        return footage


class JoinFinder:
    """Finder of joins that reads the frames of ``span`` while the template video is streamed; call ``find`` once at the end."""

    def __init__(self, track: FaceTrack, span: tuple[int, int]) -> None:
        self._track, self._span = track, span
        self._transforms = canonical_transforms(track.landmarks)
        self._thumbnails: list[np.ndarray] = []

    def add(self, number: int, frame: np.ndarray) -> None:
        """Add frame ``number`` (ascending), I420."""
        if not self._span[0] <= number <= self._span[1]:
            return
        luma = planes(frame).y
        scale = _THUMBNAIL_PX / max(luma.shape)
        size = (max(round(luma.shape[1] * scale), 1), max(round(luma.shape[0] * scale), 1))
        thumbnail = cv2.resize(luma, size, interpolation=cv2.INTER_AREA)
        mouth = apply(invert(self._transforms[number]), _MOUTH) * scale
        cv2.fillConvexPoly(thumbnail, np.rint(mouth).astype(np.int32), 0)
        self._thumbnails.append(thumbnail.ravel())

    def find(self, lift: np.ndarray, spoken: np.ndarray | None) -> BaseFootage:
        """Return the finished data; ``lift`` ``(frames,)``: the mouth's opening; ``spoken``: bool, None without sound."""
        part = slice(self._span[0], self._span[1] + 1)
        lift = lift[part].astype(np.float32)
        pose = steady_pose(self._track)[part]
        eyes = _eye_opening(self._track.landmarks[part])
        talking = spoken[part] if spoken is not None else _moves(lift)
        looks = np.stack(self._thumbnails).astype(np.float32)
        looks /= np.sqrt(looks.shape[1])
        features = np.concatenate(
            [
                looks,
                _LIFT_WEIGHT * lift[:, None],
                _POSE_WEIGHT * pose,
                _EYE_WEIGHT * np.minimum(eyes, 1)[:, None],
            ],
            axis=1,
        )
        steps = np.linalg.norm(np.diff(features, axis=0, prepend=features[:1]), axis=1)
        usual = max(float(np.median(steps[1:])), _LEAST_CHANGE) if len(steps) > 1 else _LEAST_CHANGE
        # A morph must not cross a jump in the source video.
        whole = ~binary_dilation(steps > _JUMP * usual, iterations=FADE_FRAMES // 2 + 1)
        sources, targets, change = _joins(features, whole)
        return BaseFootage(
            self._span[0],
            sources,
            targets,
            change / usual,
            talking.astype(np.float32),
            binary_dilation(eyes < _BLINK, iterations=_LASTS),
            lift,
            (steps / usual).astype(np.float32),
            np.linalg.norm(pose[:, :2] - np.median(pose[:, :2], axis=0), axis=1).astype(np.float32),
        )


def _eye_opening(landmarks: np.ndarray) -> np.ndarray:
    """Return the opening of the eyes over their usual opening, float32 ``(n,)``."""
    gaps = np.mean([np.linalg.norm(landmarks[:, a] - landmarks[:, b], axis=1) for a, b in _EYES], axis=0)
    wide = gaps / np.linalg.norm(landmarks[:, 36] - landmarks[:, 45], axis=1)
    return (wide / max(float(np.median(wide)), 1e-6)).astype(np.float32)


def _moves(lift: np.ndarray) -> np.ndarray:
    """Return bool ``(n,)``: the mouth moves as in speech."""
    mean = uniform_filter1d(lift, 25)
    return np.sqrt(np.maximum(uniform_filter1d(lift**2, 25) - mean**2, 0)) > _MOVING


def _joins(features: np.ndarray, allowed: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return sources, targets and change of the best joins between the ``allowed`` ``(n,)`` rows of ``features`` ``(n, d)``.

    In a join from i to j, rows i - h to i + h resemble rows j - 1 - h to j - 1 + h; the morph uses h frames on both sides.
    """
    n, half = len(features), FADE_FRAMES // 2
    found: list[tuple[int, int, float]] = []
    square = (features**2).sum(1)
    for start in range(half, n - half - 1, _BLOCK):
        rows = np.arange(start - _WINDOW // 2, min(start + _BLOCK, n - half - 1) + _WINDOW // 2)
        rows = rows[(rows >= 0) & (rows < n)]
        distance = np.maximum(square[rows, None] + square[None] - 2 * features[rows] @ features.T, 0)
        likeness = _along_diagonals(distance)
        likeness[:, ~allowed] = np.inf
        for i in np.flatnonzero(allowed[start : min(start + _BLOCK, n - half - 1)]) + start:
            found += _best(likeness[i - rows[0]], int(i), half)
    if not found:
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32)
    sources, targets, squares = (np.array(column) for column in zip(*found, strict=True))
    return sources.astype(np.int32), targets.astype(np.int32), np.sqrt(squares).astype(np.float32)


def _along_diagonals(distance: np.ndarray) -> np.ndarray:
    """Return the mean of ``distance`` over 5 steps along each diagonal; over fewer at the borders."""
    total, count = np.zeros_like(distance), np.zeros_like(distance)
    rows, columns = distance.shape
    for k in range(-(_WINDOW // 2), _WINDOW // 2 + 1):
        to = (slice(max(0, -k), rows - max(0, k)), slice(max(0, -k), columns - max(0, k)))
        of = (slice(max(0, k), rows - max(0, -k)), slice(max(0, k), columns - max(0, -k)))
        total[to] += distance[of]
        count[to] += 1
    return total / count


def _best(likeness: np.ndarray, i: int, half: int) -> list[tuple[int, int, float]]:
    """Return the best targets of a join after frame ``i``: apart from each other, and none that repeats the same second."""
    # likeness[c]: frame c in place of i, so the target is c + 1.
    row = likeness.copy()
    row[:half] = row[len(row) - half - 1 :] = np.inf
    row[max(0, i - _SHORTEST) : i + _SHORTEST + 1] = np.inf
    found = []
    for _ in range(_TARGETS):
        c = int(row.argmin())
        if not np.isfinite(row[c]):
            break
        found.append((i, c + 1, float(row[c])))
        row[max(0, c - _APART) : c + _APART + 1] = np.inf
    return found
