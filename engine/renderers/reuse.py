"""The re-use renderer: real pixels of this mouth, in the order required by the new voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

import numpy as np
import torch

from engine.renderers.base import FaceGeometry
from engine.renderers.batched.compositing import BatchCompositor
from engine.renderers.compositing import Compositor, FrameCompositor, Targets
from engine.renderers.library import MouthLibrary
from engine.renderers.lips import uncross
from engine.renderers.selection import select


class ReuseRenderer:
    """Renderer that warps the nearest crop of the mouth library to the target lips and jaw of every frame."""

    name: ClassVar[str] = "reuse"

    def __init__(self, geometry: FaceGeometry, library: MouthLibrary, compositor: Compositor | None = None) -> None:
        """``compositor``: see :func:`compositor_for`; by default that of the CPU."""
        self._geometry, self._library = geometry, library
        self._compositor = compositor or FrameCompositor(library)

    def render(self, frames: Iterable[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> Iterator[np.ndarray]:
        """See :class:`engine.renderers.base.Renderer`."""
        face = self._geometry
        targets = Targets(
            landmarks=face.landmarks[numbers],
            transforms=face.transforms[numbers],
            wanted=uncross(face.place(motion, numbers)),
            crops=select(self._library, face.space, motion, face.pose[numbers]),
        )
        return self._compositor.draw(frames, targets)


def compositor_for(library: MouthLibrary, device: torch.device) -> Compositor:
    """Return the faster compositor on this device: frame by frame on a CPU, in batches on a GPU."""
    return FrameCompositor(library) if device.type == "cpu" else BatchCompositor(library, device)
