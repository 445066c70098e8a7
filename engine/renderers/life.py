"""A short video made of a photo, in which the head sways a little and the eyes blink, and its exact track.

Preparing a photo writes this video once; from then on it is treated as any face video. All motion fades to zero at both ends,
so that playing forward and back shows no jump.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import cv2
import numpy as np

from engine.face.canonical import apply, canonical_transforms, invert
from engine.face.track import FaceTrack
from engine.renderers.blink import Eyelid, blinks
from engine.renderers.easing import ease
from engine.renderers.planes import Box, i420, planes, remap
from engine.renderers.tps import displaced, node_grid

FRAME_RATE = Fraction(25)
_SHORT_SIDE_PX, _LONG_SIDE_PX = 1080, 1920

_CELLS = 64
_REGION = np.array([[-1.6, -1.6], [1.6, -1.6], [-1.6, 2.1], [1.6, 2.1]])
"""Canonical corners of the moving area: the head with its hair."""
_HEAD_CENTRE, _HEAD_RADII, _FADE = np.array([0.0, 0.25]), np.array([0.95, 1.25]), 0.55
_NECK = np.array([0.0, 1.7])
_COLLAR = 1.95  # y at which the neck's motion, fading downwards, ends
_BORDER = 0.35  # interocular distances from the picture's border within which motion fades
_STEPS = 6  # of the fixed-point iteration that follows a landmark; each leaves a few hundredths of the error

_FREQUENCIES_HZ = (0.1, 0.4)
_AMPLITUDES = {"right": 0.010, "down": 0.006, "roll": 0.010, "lean": 0.004, "turn": 0.012, "nod": 0.010, "brows": 0.010}
"""Standard deviation of each movement: interocular distances, radians for ``roll``, a share for ``lean``."""
_BLINK_BROWS = 0.008  # movement of the brows in a blink


def animate_photo(
    photo: np.ndarray, still: FaceTrack, seconds: float = 12.0, seed: int = 0, *, blinking: bool = True
) -> tuple[FaceTrack, Iterator[np.ndarray]]:
    """Return (track, I420 frames) of a moving video of ``photo``, BGR uint8 ``(h, w, 3)``, with the face ``still``.

    A larger photo is scaled down to 1080p; sides become even. Each ``seed`` gives another motion. Without ``blinking`` the
    eyes stay as they are: eyelids are drawn on the pixels of the eyes, which something may cover.
    """
    height, width = photo.shape[:2]
    scale = min(1.0, _SHORT_SIDE_PX / min(height, width), _LONG_SIDE_PX / max(height, width))
    size = (int(width * scale) // 2 * 2, int(height * scale) // 2 * 2)
    shrink = np.array([size[0] / width, size[1] / height] if scale < 1 else [1, 1], np.float32)
    picture = cv2.resize(photo, size, interpolation=cv2.INTER_AREA) if scale < 1 else photo[: size[1], : size[0]]
    fitted = replace(still, size=size, landmarks=still.landmarks * shrink, lips=still.lips * shrink, extents=None)
    living = LivingPhoto(i420(picture), fitted, seconds, seed, blinking)
    return living.track, living.frames()


@dataclass(frozen=True)
class LivingPhoto:
    """A photo turned into a moving video.

    Attributes:
        picture: the photo, I420 ``(h * 3 / 2, w)`` uint8.
        still: its track, one frame.
        seconds: length of the video. seed: each gives another motion. blinking: the eyes blink.
    """

    picture: np.ndarray
    still: FaceTrack
    seconds: float
    seed: int
    blinking: bool = True

    def __len__(self) -> int:
        return round(self.seconds * FRAME_RATE)

    @cached_property
    def track(self) -> FaceTrack:
        """Return the track of the face, computed from the motion itself."""
        n, still = len(self), self.still
        lids = np.repeat(still.landmarks, n, axis=0)
        for eyelid in self._eyelids:
            lids[:, eyelid.points] = eyelid.moved(self._shut)
        landmarks = self._carried(lids)
        lips = self._carried(np.repeat(still.lips, n, axis=0))
        pose = np.repeat(still.pose, n, axis=0)
        pose[:, 2] += np.degrees(self._amounts[:, list(_AMPLITUDES).index("roll")])
        everywhere = np.ones(n, bool)
        return replace(
            still,
            fps=FRAME_RATE,
            landmarks=landmarks,
            lips=lips,
            pose=pose,
            found=everywhere,
            filled=~everywhere,
            rivals=np.repeat(still.rivals, n),
            cuts=np.zeros(0, int),
        )

    def frames(self) -> Iterator[np.ndarray]:
        """Yield the video's I420 frames, each with its own memory."""
        size = (self.picture.shape[1], self.picture.shape[0] * 2 // 3)
        box = Box.around(apply(self._to_pixels, _REGION), 0, size)
        nodes = node_grid(box.size, _CELLS) + box.origin
        fields = self._movements(nodes.reshape(-1, 2)).reshape(len(_AMPLITUDES), _CELLS, _CELLS, 2)
        for amounts, shut in zip(self._amounts, self._shut, strict=True):
            frame = self.picture.copy()
            for eyelid in self._eyelids:
                eyelid.close(frame, shut)
            head = box.cut(planes(frame))
            field = displaced(-np.einsum("k,k...->...", amounts, fields), box.size)
            for plane, moved in zip(head, remap(head, field), strict=True):
                plane[:] = moved
            yield frame

    @cached_property
    def _canonical(self) -> np.ndarray:
        return canonical_transforms(self.still.landmarks)[0]

    @cached_property
    def _to_pixels(self) -> np.ndarray:
        return invert(self._canonical)

    @cached_property
    def _eyelids(self) -> tuple[Eyelid, Eyelid]:
        return Eyelid.right(self.still.landmarks[0]), Eyelid.left(self.still.landmarks[0])

    @cached_property
    def _shut(self) -> np.ndarray:
        """Return the closure of the eyes in each frame, ``(n,)``, 0 to 1."""
        if not self.blinking:
            return np.zeros(len(self))
        return blinks(len(self), FRAME_RATE, np.random.default_rng([self.seed, 1]))

    @cached_property
    def _amounts(self) -> np.ndarray:
        """Return the amount of each movement in each frame, ``(n, 7)``."""
        slow = _wander(len(self), len(_AMPLITUDES), np.random.default_rng([self.seed, 0]))
        amounts = slow * list(_AMPLITUDES.values())
        amounts[:, list(_AMPLITUDES).index("brows")] += _BLINK_BROWS * self._shut
        return amounts

    def _movements(self, points: np.ndarray) -> np.ndarray:
        """Return the displacement of pixel ``points`` ``(n, 2)`` by one unit of each movement, pixels ``(7, n, 2)``."""
        at = apply(self._canonical, points)
        x, y = at.T
        zero, one = np.zeros_like(x), np.ones_like(x)
        near = np.clip(1 - (x / 0.85) ** 2 - ((y - 0.45) / 1.3) ** 2, 0, 1)  # the nose is nearer than the ears
        arm = at - _NECK
        brows = np.exp(-(((np.abs(x) - 0.38) / 0.2) ** 2) - ((y + 0.22) / 0.12) ** 2)
        moves = np.stack(
            [
                np.stack([one, zero], -1),
                np.stack([zero, one], -1),
                np.stack([-arm[:, 1], arm[:, 0]], -1),
                at - _HEAD_CENTRE,
                np.stack([near, zero], -1),
                np.stack([zero, near], -1),
                np.stack([zero, brows], -1),
            ]
        )
        radius = np.linalg.norm((at - _HEAD_CENTRE) / _HEAD_RADII, axis=-1)
        limits = np.array([self.picture.shape[1], self.picture.shape[0] * 2 // 3]) - 1
        unit = np.hypot(*self._to_pixels[:, 0])
        border = np.minimum(points, limits - points).min(-1) / (_BORDER * unit)
        weight = ease(1 - (radius - 1) / _FADE) * ease(border) * ease((_COLLAR - y) / 0.8)
        return weight[:, None] * (moves @ self._to_pixels[:, :2].T)

    def _carried(self, points: np.ndarray) -> np.ndarray:
        """Return the positions of ``points`` ``(n, k, 2)`` of the photo in each frame, float32."""
        moved = points.astype(np.float64)
        for _ in range(_STEPS):
            fields = self._movements(moved.reshape(-1, 2)).reshape(-1, *moved.shape)
            moved = points + np.einsum("nm,mnkd->nkd", self._amounts, fields)
        return moved.astype(np.float32)


def _wander(frames: int, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return smooth noise ``(frames, count)`` of deviation 1, with zero slope at both ends.

    A sum of half-period cosines: zero slopes at both ends make playing forward and back smooth.
    """
    seconds = float(frames / FRAME_RATE)
    low, high = (max(1, round(2 * seconds * hz)) for hz in _FREQUENCIES_HZ)
    orders = np.arange(low, high + 1)
    time = np.linspace(0, 1, frames)
    waves = np.cos(np.pi * time[:, None] * orders)
    weights = rng.standard_normal((len(orders), count)) / orders[:, None]
    noise = waves @ weights
    return (noise - noise.mean(0)) / noise.std(0)
