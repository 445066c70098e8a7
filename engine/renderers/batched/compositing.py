"""Compositing of many frames at once on a device: the same pictures as :mod:`engine.renderers.compositing` draws.

Only the regions of the mouths travel to the device and back, in page-locked memory: one batch is copied and drawn while the
next frames are decoded and the last ones encoded.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.device import is_out_of_memory
from engine.errors import DeviceOutOfMemory
from engine.renderers.batched.crops import CropPictures
from engine.renderers.batched.detail import restore_details
from engine.renderers.batched.filters import Sizes, box, enlarge, gaussian, shrink, upload
from engine.renderers.batched.sampling import CUBIC, sample
from engine.renderers.batched.warp import mouth_maps
from engine.renderers.compositing import (
    COARSE,
    COLOUR_LIMIT,
    COLOUR_SPREAD,
    RIM_SIGMA,
    STIFFNESS,
    FrameCompositor,
    Place,
    Targets,
    crop_points,
    mouth_places,
    warp_points,
)
from engine.renderers.detail import encoder_share
from engine.renderers.library import MouthLibrary
from engine.renderers.planes import planes

_BATCH, _SMALL_BATCH = 32, 4  # frames; the second is for a device that is short of memory
_STEP_PX = 32  # of the tensors' sides: sizes that repeat let PyTorch reuse its memory

log = logging.getLogger(__name__)


class BatchCompositor:
    """Compositor that draws batches of frames with PyTorch.

    If the device runs out of memory, it goes on with small batches, and if these do not fit either, on the CPU.
    """

    def __init__(self, library: MouthLibrary, device: torch.device) -> None:
        self._library, self._device = library, device
        self._there = crop_points(library.landmarks, library.lips) - library.origins[:, None]
        self._stream = torch.cuda.Stream(device) if device.type == "cuda" else None
        self._crops: CropPictures | None = None

    def draw(self, frames: Iterable[np.ndarray], targets: Targets) -> Iterator[np.ndarray]:
        """See :class:`engine.renderers.compositing.Compositor`."""
        upcoming, done, size = iter(frames), 0, _BATCH
        running = _Batch([], [], None, None)
        self._crops = None
        while batch := list(islice(upcoming, size)):
            started = self._begin(batch, targets, done)
            yield from running.finish()
            running = started or _Batch([], [], None, None)
            if started is not None:
                done += len(batch)
                continue
            upcoming = chain(batch, upcoming)
            log.warning("%s: %d frames at once do not fit", DeviceOutOfMemory.code, size)
            torch.cuda.empty_cache()
            if size == _SMALL_BATCH:
                log.warning("%s: drawing continues on the CPU", DeviceOutOfMemory.code)
                yield from FrameCompositor(self._library).draw(upcoming, targets.starting(done))
                return
            size = _SMALL_BATCH
        yield from running.finish()

    def _begin(self, frames: list[np.ndarray], targets: Targets, first: int) -> _Batch | None:
        """Start to draw frames ``first`` and following, without waiting for the end; None if they do not fit."""
        size, part = (frames[0].shape[1], frames[0].shape[0] * 2 // 3), slice(first, first + len(frames))
        places = mouth_places(size, targets.landmarks[part], targets.transforms[part], targets.wanted[part])
        numbers = [first + k for k, place in enumerate(places) if place is not None]
        drawn = [(frame, place) for frame, place in zip(frames, places, strict=True) if place is not None]
        if not drawn:
            return _Batch(frames, [], None, None)
        try:
            with torch.inference_mode(), torch.cuda.stream(self._stream) if self._stream else nullcontext():
                return _Batch(frames, drawn, *self._draw(drawn, targets, np.array(numbers)))
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            return None

    def _draw(
        self, drawn: list[tuple[np.ndarray, Place]], targets: Targets, numbers: np.ndarray
    ) -> tuple[list[Tensor], torch.cuda.Event | None]:
        """Return the new luma and chroma of the regions, and when they are complete."""
        if self._crops is None:
            self._crops = CropPictures.of(self._library, np.unique(targets.crops), self._device)
        places = [place for _, place in drawn]
        origins = np.stack([place.box.origin for place in places])[:, None]
        crops = targets.crops[numbers]
        here = warp_points(targets.landmarks[numbers], targets.transforms[numbers], targets.wanted[numbers]) - origins
        sizes = Sizes.of(np.array([place.box.size for place in places]), self._device, _STEP_PX)
        unit, feather, shares = (
            upload(np.array(values, np.float32), self._device)
            for values in zip(
                *((place.unit, place.feather, encoder_share(place.unit)) for place in places), strict=True
            )
        )
        *old, inside = (self._up(part) for part in self._regions(drawn, sizes))
        mask = box(sizes, (feather - 1) / 2).twice()(inside)
        wanted, source, stiffness = (
            upload(part.astype(np.float64), self._device) for part in (here, self._there[crops], STIFFNESS)
        )
        field = mouth_maps(wanted, source, stiffness, sizes)
        rows = upload(self._crops.rows[crops], self._device)
        luma = _levels(sample(self._crops.luma[rows].float(), field, CUBIC))
        luma = restore_details(luma, self._crops.detail[rows], field, sizes, shares)
        half, half_mask = ((functional.avg_pool2d(part, 2)) for part in (field, mask))
        chroma = _levels(sample(self._crops.chroma[rows].float(), (half - 0.5) / 2, CUBIC))
        new = (
            _lay_over(old[0], luma, mask, sizes, unit),
            _lay_over(old[1], chroma, half_mask, sizes.over(2), unit / 2),
        )
        pixels = [self._down(part) for part in new]
        if self._stream is None:
            return pixels, None
        ready = torch.cuda.Event(blocking=True)
        ready.record(self._stream)
        return pixels, ready

    def _regions(self, drawn: list[tuple[np.ndarray, Place]], sizes: Sizes) -> tuple[Tensor, Tensor, Tensor]:
        """Return the frames' luma ``(n, 1, h, w)`` and chroma, and the filled outlines of the regions, all uint8."""
        width, height = sizes.most
        luma, inside = (self._buffer((len(drawn), 1, height, width)) for _ in range(2))
        chroma = self._buffer((len(drawn), 2, height // 2, width // 2))
        inside.zero_()
        for (frame, place), *parts, fill in zip(drawn, luma.numpy(), chroma.numpy(), inside.numpy(), strict=True):
            for plane, part in zip(place.box.cut(planes(frame)), (*parts[0], *parts[1]), strict=True):
                part[: plane.shape[0], : plane.shape[1]] = plane
            place.fill(fill[0])
        return luma, chroma, inside

    def _buffer(self, shape: tuple[int, ...]) -> Tensor:
        return torch.empty(shape, dtype=torch.uint8, pin_memory=self._stream is not None)

    def _up(self, pixels: Tensor) -> Tensor:
        return pixels.to(self._device, non_blocking=True).float()

    def _down(self, pixels: Tensor) -> Tensor:
        return self._buffer(tuple(pixels.shape)).copy_(pixels, non_blocking=True)


@dataclass(frozen=True)
class _Batch:
    """Frames whose mouths the device is drawing: ``drawn`` of them, into ``pixels`` (luma and chroma), ready at ``ready``."""

    frames: list[np.ndarray]
    drawn: list[tuple[np.ndarray, Place]]
    pixels: list[Tensor] | None
    ready: torch.cuda.Event | None

    def finish(self) -> Iterator[np.ndarray]:
        """Wait for the device, and yield the frames with their mouths replaced."""
        if self.ready is not None:
            self.ready.synchronize()
        if self.pixels is not None:
            for (frame, place), luma, chroma in zip(self.drawn, *(part.numpy() for part in self.pixels), strict=True):
                for plane, part in zip(place.box.cut(planes(frame)), (*luma, *chroma), strict=True):
                    plane[:] = part[: plane.shape[0], : plane.shape[1]]
        yield from self.frames


def _levels(pixels: Tensor) -> Tensor:
    """Return pixels as whole levels, as they are between two steps on the CPU."""
    return pixels.round_().clamp_(0, 255)


def _lay_over(old: Tensor, new: Tensor, alpha: Tensor, sizes: Sizes, unit: Tensor) -> Tensor:
    """Return ``new`` blended into ``old``, uint8: see :func:`engine.renderers.compositing.lay_over`."""
    coarse = sizes.over(COARSE, 4)
    small, smooth = shrink(sizes, coarse), gaussian(coarse, RIM_SIGMA * unit / COARSE)
    share, difference = small(alpha), small(old - new)
    weight = torch.where(share < 0.9, 0.05 + share, 0.0) * torch.exp(-((difference / COLOUR_SPREAD) ** 2) / 2)
    field = (smooth(difference * weight) / (smooth(weight) + 1e-3)).clamp(-COLOUR_LIMIT, COLOUR_LIMIT)
    corrected = new + enlarge(coarse, sizes)(field)
    blended = (old + alpha * (corrected - old)).round_().clamp_(0, 255)
    return torch.where(alpha > 0, blended, old).to(torch.uint8)
