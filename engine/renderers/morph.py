"""Morphing between similar frames, which hides a cut as editors do in interviews.

F. Berthouzoz, W. Li and M. Agrawala, "Tools for placing cuts and transitions in interview video", SIGGRAPH 2012. The optical
flow between both frames is measured (T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016). Both are
warped to an intermediate shape and cross-faded late and quickly, so that grain and lashes are averaged only briefly.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.renderers.planes import Box, Planes, planes

_FLOW_PX = 256  # longer side of the pictures between which flow is measured
_FADE = 2.0  # how much quicker the fade is than the warp
_STILL_PX = 0.08  # motion below this is invisible


def morph(first: np.ndarray, second: np.ndarray, share: float) -> np.ndarray:
    """Return the I420 frame ``share`` (0 to 1) of the way from ``first`` to ``second``, which are not changed."""
    fade = float(np.clip((share - 0.5) * _FADE + 0.5, 0, 1))
    flow = _flow(planes(first).y, planes(second).y)
    bent = []
    for frame, weight, reach in ((first, 1 - fade, -share), (second, fade, 1 - share)):
        if weight:
            bent.append((_bent(planes(frame), flow, reach), weight))
    made = np.empty_like(first)
    for k, target in enumerate(planes(made)):
        if len(bent) == 1:
            target[:] = bent[0][0][k]
        else:
            (one, a), (other, b) = bent
            cv2.addWeighted(one[k], a, other[k], b, 0, dst=target)
    return made


def _flow(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the flow from ``first`` to ``second`` in pixels of the frame, at a lower resolution, float32 ``(h, w, 2)``."""
    scale = min(1.0, _FLOW_PX / max(first.shape))
    size = (max(round(first.shape[1] * scale), 16), max(round(first.shape[0] * scale), 16))
    small = [cv2.resize(luma, size, interpolation=cv2.INTER_AREA) for luma in (first, second)]
    still = np.zeros((*small[0].shape, 2), np.float32)
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST).calc(small[0], small[1], still)
    flow = cv2.GaussianBlur(flow, (0, 0), 2.0)
    return flow * np.array([first.shape[1] / size[0], first.shape[0] / size[1]], np.float32)


def _bent(picture: Planes, flow: np.ndarray, reach: float) -> Planes:
    """Return ``picture`` sampled at each pixel plus ``reach`` times the flow."""
    farther = np.maximum(*(np.abs(part) for part in cv2.split(flow)))  # twenty times as fast as a maximum over axis 2
    box = _moving(farther * abs(reach), picture.y.shape)
    if box is None:
        return picture
    made = Planes(*(plane.copy() for plane in picture))
    here, there = box.cut(picture), box.cut(made)
    low, high = (
        np.array(corner) * flow.shape[1::-1] / picture.y.shape[::-1] for corner in ((box.x0, box.y0), (box.x1, box.y1))
    )
    (x0, y0), (x1, y1) = np.floor(low).astype(int), np.ceil(high).astype(int)
    part = flow[y0:y1, x0:x1] * np.float32(reach)
    luma, chroma = (
        cv2.resize(shift, plane.shape[::-1], interpolation=cv2.INTER_LINEAR)
        for shift, plane in ((part, here.y), (part * np.float32(0.5), here.u))
    )
    kernels = (cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_LINEAR)  # the eye does not notice the sharpness of colour
    for source, target, shift, kernel in zip(here, there, (luma, chroma, chroma), kernels, strict=True):
        target[:] = cv2.remap(source, shift, None, kernel | cv2.WARP_RELATIVE_MAP, borderMode=cv2.BORDER_REPLICATE)
    return made


def _moving(distance: np.ndarray, shape: tuple[int, ...]) -> Box | None:
    """Return the part of a picture of ``shape`` (height, width) where ``distance``, at a lower resolution, is visible."""
    rows, columns = (np.flatnonzero((distance > _STILL_PX).any(axis)) for axis in (1, 0))
    if not len(rows):
        return None
    scale = np.array(shape[::-1]) / distance.shape[::-1]
    corners = np.array([[columns[0], rows[0]], [columns[-1] + 1, rows[-1] + 1]]) * scale
    return Box.around(corners, 0, (shape[1], shape[0]))
