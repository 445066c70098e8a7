"""Restoration after any renderer: a network draws the face anew, and what it changes in the mouth's region is added.

The network sees the face aligned as in its training data, in batches. Its change, not its picture, goes back: detail finer
than its 512 pixels stays. Two bounds hold it to the footage: a change that differs from frame to frame more than the picture
under it is steadied, and no band of detail becomes stronger than it is in the footage or in what the renderer drew.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, ClassVar

import cv2
import numpy as np
import torch
from torch import nn

from engine.device import is_out_of_memory
from engine.errors import DeviceOutOfMemory
from engine.face.canonical import apply, invert, similarity
from engine.renderers.base import FaceGeometry, Renderer
from engine.renderers.compositing import Region, lay_over, mouth_region
from engine.renderers.detail import MOST_GAIN, NOISE_POWER, encoder_share
from engine.renderers.gfpgan_net import Gfpgan
from engine.renderers.lips import uncross
from engine.renderers.planes import Box, Planes, bgr, planes, yuv_difference

_BATCH = {"cpu": 2, "cuda": 16}

FFHQ_PX = 512
FFHQ_POINTS = np.array(
    [
        [192.98138, 239.94708],
        [318.90277, 240.1936],
        [256.63416, 314.01935],
        [201.26117, 371.41043],
        [313.08905, 371.15118],
    ]
)
"""Mean places of eyes, nose tip and mouth corners in FFHQ (T. Karras et al., "A Style-Based Generator Architecture for Generative
Adversarial Networks", CVPR 2019) at 512 pixels, as GFPGAN's authors publish them in the project facexlib: ``face_template`` in
``facexlib/utils/face_restoration_helper.py``."""

_COARSE, _AROUND_PX = 8, 24  # of the aligned face: grid and reach of the local measures of change over time
_STILL_POWERS = (0.25, 0.02)  # squared levels, of all detail and of its coarse part: rounding noise, which is no change
_UNSEEN = 0.25  # of power: additional change over time that is not seen beside the picture's own
_SMOOTHED = 4.0  # ratio of what comes and goes in noise to what of it is left after smoothing over three frames
_NEW = 0.1  # share of a new frame in a running average
_BANDS_PX = (1.0, 2.0, 4.0)  # standard deviations of the low-passes between the bands of detail
_PASSES = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Drawn:
    """A frame as the renderer drew it; ``luma`` of its aligned face, and the network's ``change`` of it, YUV; float32."""

    frame: np.ndarray
    luma: np.ndarray
    change: np.ndarray


class RestoringRenderer:
    """Renderer that restores the mouths which another one draws."""

    name: ClassVar[str] = "restored"

    def __init__(self, renderer: Renderer, geometry: FaceGeometry, net: Gfpgan) -> None:
        self._renderer, self._geometry = renderer, geometry
        self._net = _Restorer(net)
        self._views = aligned_views(geometry, net.shape.side_px)
        self._side = net.shape.side_px

    def render(self, frames: Iterable[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> Iterator[np.ndarray]:
        """See :class:`engine.renderers.base.Renderer`."""
        wanted = uncross(self._geometry.place(motion, numbers))
        footage: deque[np.ndarray | None] = deque()

        def region(frame: np.ndarray, t: int) -> Region | None:
            face, number = self._geometry, numbers[t]
            return mouth_region(frame, face.landmarks[number], face.transforms[number], wanted[t])

        def measured() -> Iterator[np.ndarray]:
            for t, frame in enumerate(frames):
                place = region(frame, t)
                footage.append(None if place is None else _powers(place.box.cut(planes(frame)).y, place.mask))
                yield frame

        drawn = self._restored(self._renderer.render(measured(), numbers, motion), numbers)
        for t, (frame, change) in enumerate(_steadied(drawn, self._side / FFHQ_PX)):
            powers, place = footage.popleft(), region(frame, t)
            if place is not None and powers is not None:
                self._put(frame, place, self._views[numbers[t]], change, powers)
            yield frame

    def _restored(self, drawn: Iterator[np.ndarray], numbers: np.ndarray) -> Iterator[_Drawn]:
        done = 0
        while frames := list(islice(drawn, self._net.batch)):
            views = self._views[numbers[done : done + len(frames)]]
            faces = np.stack([_cut(frame, view, self._side) for frame, view in zip(frames, views, strict=True)])
            for frame, face, new in zip(frames, faces, self._net(faces), strict=True):
                change = yuv_difference(new - face)
                yield _Drawn(frame, cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), change)
            done += len(frames)

    def _put(
        self,
        frame: np.ndarray,
        region: Region,
        view: np.ndarray,
        change: np.ndarray,
        footage: np.ndarray,
    ) -> None:
        """Add the ``change`` of the aligned face to the mouth's region of ``frame``, in place."""
        old = region.box.cut(planes(frame))
        here = view.copy()
        here[:, 2] += view[:, :2] @ region.box.origin
        added = _warped(change, here, region.box.size)
        half = cv2.resize(added, (region.box.size[0] // 2, region.box.size[1] // 2), interpolation=cv2.INTER_AREA)
        new = Planes(old.y + added[..., 0], old.u + half[..., 1], old.v + half[..., 2])
        footage[0] *= encoder_share(region.unit)
        allowed = np.maximum(footage, _powers(old.y, region.mask))
        lay_over(frame, region, new._replace(y=_bounded(new.y, region.mask, allowed)))


class _Steadying:
    """Three frames of changes at a time, of which what comes and goes is held to what comes and goes in the picture itself."""

    def __init__(self, scale: float) -> None:
        self._reach = _AROUND_PX * scale / _COARSE
        self._mine, self._its = _Average(), _Average()

    def __call__(self, before: _Drawn, now: _Drawn, after: _Drawn) -> np.ndarray:
        """Return the change of ``now``."""
        smooth = (before.change + 2 * now.change + after.change) / 4
        quick = now.change - smooth
        under = now.luma - (before.luma + 2 * now.luma + after.luma) / 4
        mine, its = self._powers(quick[..., 0]), self._powers(under)
        # A still moment allows nothing, and one calm moment does not make up for the rest.
        mine, its = np.maximum(mine, self._mine(mine)), np.minimum(its, self._its(its))
        share = np.sqrt((_UNSEEN * its + _STILL_POWERS) / (mine + _STILL_POWERS)).min(axis=2)
        share = cv2.resize(np.minimum(share, 1), under.shape[::-1], interpolation=cv2.INTER_LINEAR)[..., None]
        steadied: np.ndarray = np.minimum(_SMOOTHED * share, 1) * smooth + share * quick
        return steadied

    def _powers(self, values: np.ndarray) -> np.ndarray:
        """Return the local power of all detail, and that of the coarse part, which is what the eye sees first, ``(h, w, 2)``."""
        size = (values.shape[1] // _COARSE, values.shape[0] // _COARSE)
        fine = cv2.resize(values**2, size, interpolation=cv2.INTER_AREA)
        coarse = cv2.resize(values, size, interpolation=cv2.INTER_AREA) ** 2
        return cv2.GaussianBlur(cv2.merge([fine, coarse]), (0, 0), self._reach)


class _Average:
    """A running average over half a second."""

    def __init__(self) -> None:
        self._value: np.ndarray | None = None

    def __call__(self, new: np.ndarray) -> np.ndarray:
        self._value = new if self._value is None else self._value + _NEW * (new - self._value)
        return self._value


class _Restorer:
    """The network on its device: batch by batch, one by one where memory is short, on the CPU where it is too short for that."""

    def __init__(self, net: Gfpgan) -> None:
        self._net = net
        self.batch = _BATCH[next(net.parameters()).device.type]

    def __call__(self, faces: np.ndarray) -> np.ndarray:
        """Return faces ``(n, side, side, 3)``, float32 BGR 0 to 255, restored."""
        if self.batch > 1:
            made = self._try(lambda: self._run(faces))
            if made is not None:
                return made
            log.warning("%s: %d faces at once do not fit", DeviceOutOfMemory.code, len(faces))
            self.batch = 1
        made = self._try(lambda: np.concatenate([self._run(face[None]) for face in faces]))
        if made is not None:
            return made
        log.warning("%s: restoration continues on the CPU", DeviceOutOfMemory.code)
        here: dict[int, Any] = {id(buffer): buffer.cpu() for buffer in self._net.buffers()}
        here |= {id(weight): nn.Parameter(weight.cpu(), requires_grad=False) for weight in self._net.parameters()}
        # The engine keeps the other for the next clip; the device has no room for a second copy.
        self._net = deepcopy(self._net, here)
        self.batch = _BATCH["cpu"]
        return np.concatenate([self._run(face[None]) for face in faces])

    def _try(self, work: Callable[[], np.ndarray]) -> np.ndarray | None:
        """Return the result of ``work``; None if it does not fit."""
        try:
            return work()
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
        torch.cuda.empty_cache()
        return None

    @torch.inference_mode()
    def _run(self, faces: np.ndarray) -> np.ndarray:
        device = next(self._net.parameters()).device
        rgb = np.ascontiguousarray(faces[..., ::-1].transpose(0, 3, 1, 2))
        made = self._net(torch.from_numpy(rgb).to(device) / 127.5 - 1)
        pixels: np.ndarray = ((made.clamp(-1, 1) + 1) * 127.5).cpu().numpy()
        return pixels.transpose(0, 2, 3, 1)[..., ::-1]


def aligned_views(geometry: FaceGeometry, side_px: int = FFHQ_PX) -> np.ndarray:
    """Return the maps from pixels of the picture to pixels of the aligned face, float64 ``(n, 2, 3)``.

    By five points: eyes, nose tip, mouth corners. Their mean places on this face fit the template once; from frame to frame the
    face's smoothed transform moves them, so that the aligned face does not tremble with its landmarks, or with its speech.
    """
    marks = geometry.landmarks
    five = np.stack(
        [marks[:, 36:42].mean(1), marks[:, 42:48].mean(1), marks[:, 30], marks[:, 48], marks[:, 54]], axis=1
    )
    places = np.median(apply(geometry.transforms, five), axis=0)
    fit = similarity(places, FFHQ_POINTS * side_px / FFHQ_PX)
    views = fit[:, :2] @ geometry.transforms
    views[..., 2] += fit[:, 2]
    return views


def _cut(frame: np.ndarray, view: np.ndarray, side: int) -> np.ndarray:
    """Return the aligned face, float32 BGR ``(side, side, 3)``."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    corners = apply(invert(view), np.array([[0, 0], [side, 0], [side, side], [0, side]]))
    box = Box.around(corners.astype(np.float32), 4, (width, height))
    if min(box.size) <= 0:
        return np.zeros((side, side, 3), np.float32)
    part = box.cut(planes(frame))
    picture = bgr(np.concatenate([plane.ravel() for plane in part]).reshape(-1, box.size[0]))
    here = view.copy()
    here[:, 2] += view[:, :2] @ box.origin
    scale = float(np.hypot(*view[0, :2]))
    if scale < 1:  # or it would alias, and tremble
        picture = cv2.GaussianBlur(picture, (0, 0), 0.5 * (scale**-2 - 1) ** 0.5 + 0.01)
    face = cv2.warpAffine(picture, here, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return face.astype(np.float32)


def _warped(change: np.ndarray, view: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return the change ``(side, side, 3)`` in the pixels of a picture of ``size``, to which ``view`` belongs."""
    scale = float(np.hypot(*view[0, :2]))
    if scale > 1:
        change = cv2.GaussianBlur(change, (0, 0), 0.5 * (scale**2 - 1) ** 0.5 + 0.01)
    return cv2.warpAffine(change, view, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)


def _steadied(drawn: Iterable[_Drawn], scale: float) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield each frame and its change, steadied over three frames wherever it flickers more than the picture under it."""
    window: deque[_Drawn] = deque(maxlen=3)
    steady = _Steadying(scale)
    for new in chain(drawn, [None]):
        if new is None and not window:
            return
        if not window and new is not None:
            window.append(new)  # the first frame has no other before it
        window.append(new or window[-1])
        if len(window) == 3:
            yield window[1].frame, steady(window[0], window[1], window[2])


def _bounded(luma: np.ndarray, mask: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Return ``luma`` ``(h, w)`` with no band of more power than ``allowed``; the finest is amplified where it has less."""
    most = np.array([MOST_GAIN, 1, 1])
    for _ in range(_PASSES):  # the bands overlap
        bands, luma = _bands(luma)
        powers = np.array([_power(band, mask) for band in bands])
        gains = np.minimum(np.sqrt((allowed + NOISE_POWER) / (powers + NOISE_POWER)), most)
        luma = luma + sum(np.float32(gain) * band for gain, band in zip(gains, bands, strict=True))
        most = np.ones(len(bands))
    return luma


def _bands(luma: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the bands of detail of ``luma`` ``(h, w)``, finest first, and the rest; float32. Their sum is ``luma``."""
    rest, bands = luma.astype(np.float32), []
    for sigma in _BANDS_PX:
        coarser = cv2.GaussianBlur(rest, (0, 0), sigma)
        bands.append(rest - coarser)
        rest = coarser
    return bands, rest


def _powers(luma: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the mean square of each band inside the mask, squared levels."""
    return np.array([_power(band, mask) for band in _bands(luma)[0]])


def _power(band: np.ndarray, mask: np.ndarray) -> float:
    return float((band**2 * mask).sum() / (mask.sum() + 1e-6))
