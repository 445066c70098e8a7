"""The re-use renderer: real pixels of this mouth, in the order required by the new voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.renderers.base import FaceGeometry
from engine.renderers.compositing import composite
from engine.renderers.library import MouthLibrary
from engine.renderers.lips import uncross
from engine.renderers.selection import select

_DECODED_CROPS = 64  # kept decoded: speech reuses the same few crops, and memory stays flat at 1080p


class ReuseRenderer:
    """Renderer that warps the nearest crop of the mouth library to the target lips and jaw of every frame."""

    name: ClassVar[str] = "reuse"

    def __init__(self, geometry: FaceGeometry, library: MouthLibrary) -> None:
        self._geometry, self._library = geometry, library

    def render(self, frames: Iterable[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> Iterator[np.ndarray]:
        """See :class:`engine.renderers.base.Renderer`."""
        face = self._geometry
        rows = select(self._library, face.space, motion, face.pose[numbers])
        crop = lru_cache(maxsize=_DECODED_CROPS)(self._library.crop)
        wanted = uncross(face.place(motion, numbers))
        for t, frame in enumerate(frames):
            number = numbers[t]
            composite(frame, face.landmarks[number], face.transforms[number], wanted[t], crop(int(rows[t])))
            yield frame
