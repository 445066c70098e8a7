"""The wav2lip renderer: a network draws the lower face, 96 pixels wide, for operators who have its weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import ClassVar

import cv2
import numpy as np
import torch
from scipy.ndimage import gaussian_filter1d

from engine.renderers.base import FaceGeometry
from engine.renderers.compositing import lay_over, mouth_region
from engine.renderers.planes import bgr, i420, planes
from engine.renderers.wav2lip_mel import mel_windows
from engine.renderers.wav2lip_net import SIDE_PX, Wav2Lip

_BATCH = {"cpu": 8, "cuda": 64}
_FOREHEAD, _CHIN = 0.35, 0.06  # of brows to chin: margins of the training data's face boxes above and below
_BOX_SIGMA = 2.0  # frames


class Wav2LipRenderer:
    """Renderer that draws from the sound; uses mouth motion only for the jaw drop, which sets the part of the face to replace.

    ``mel``: see :func:`engine.renderers.wav2lip_mel.mel_spectrogram`, with silence wherever the mouth is to be closed.
    """

    name: ClassVar[str] = "wav2lip"

    def __init__(self, geometry: FaceGeometry, net: Wav2Lip, mel: np.ndarray) -> None:
        self._geometry, self._net, self._mel = geometry, net, mel
        self._device = next(net.parameters()).device
        self._boxes = gaussian_filter1d(_face_boxes(geometry.landmarks), _BOX_SIGMA, axis=0)

    def render(self, frames: Iterable[np.ndarray], numbers: np.ndarray, motion: np.ndarray) -> Iterator[np.ndarray]:
        """See :class:`engine.renderers.base.Renderer`."""
        upcoming, done = iter(frames), 0
        wanted = self._geometry.place(motion, numbers)
        while batch := list(islice(upcoming, _BATCH[self._device.type])):
            at = numbers[done : done + len(batch)]
            views = [_view(self._boxes[number]) for number in at]
            faces = np.stack([_cut(frame, view) for frame, view in zip(batch, views, strict=True)])
            made = self._draw(faces, np.arange(done, done + len(batch)))
            for t, (frame, number, view, picture) in enumerate(zip(batch, at, views, made, strict=True), done):
                self._put(frame, number, wanted[t], view, picture)
                yield frame
            done += len(batch)

    @torch.inference_mode()
    def _draw(self, faces: np.ndarray, frames: np.ndarray) -> np.ndarray:
        """Return faces ``(n, 96, 96, 3)``, uint8 BGR, redrawn for the sound of those frames of the clip."""
        masked = faces.copy()
        masked[:, SIDE_PX // 2 :] = 0
        pair = np.concatenate([masked, faces], axis=3).transpose(0, 3, 1, 2).astype(np.float32) / 255
        mel = torch.from_numpy(mel_windows(self._mel, frames)).to(self._device)
        made = self._net(mel, torch.from_numpy(pair).to(self._device))
        return (made.cpu().numpy().transpose(0, 2, 3, 1) * 255).round().astype(np.uint8)

    def _put(self, frame: np.ndarray, number: int, wanted: np.ndarray, view: np.ndarray, picture: np.ndarray) -> None:
        face = self._geometry
        region = mouth_region(frame, face.landmarks[number], face.transforms[number], wanted)
        if region is None:
            return
        here = view.copy()
        here[:, 2] += view[:, :2] @ region.box.origin
        drawn = cv2.warpAffine(
            picture,
            here,
            region.box.size,
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        lay_over(frame, region, planes(i420(drawn)))


def _face_boxes(landmarks: np.ndarray) -> np.ndarray:
    """Return left, top, right, bottom of the face in each frame, float ``(n, 4)``, pixels."""
    brows, chin = landmarks[:, 17:27, 1].min(1), landmarks[:, 8, 1]
    height = chin - brows
    sides = landmarks[:, :17, 0]
    return np.stack([sides.min(1), brows - _FOREHEAD * height, sides.max(1), chin + _CHIN * height], axis=1)


def _view(box: np.ndarray) -> np.ndarray:
    """Return the map from pixels of the picture to pixels of the network's face, float64 ``(2, 3)``."""
    scale = SIDE_PX / (box[2:] - box[:2])
    return np.array([[scale[0], 0, -box[0] * scale[0]], [0, scale[1], -box[1] * scale[1]]])


def _cut(frame: np.ndarray, view: np.ndarray) -> np.ndarray:
    """Return the face as the network's input, uint8 BGR ``(96, 96, 3)``: bilinear, like its training data."""
    return cv2.warpAffine(bgr(frame), view, (SIDE_PX, SIDE_PX), borderMode=cv2.BORDER_REPLICATE)
