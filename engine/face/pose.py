"""Head pose from landmarks: yaw, pitch and roll under weak perspective."""

from __future__ import annotations

import numpy as np

_POINTS = (36, 39, 42, 45, 27, 28, 29, 30, 33, 0, 16)
_MODEL = np.array(
    # Centimetres of the canonical face model of MediaPipe (Apache-2.0; Kartynnik et al. 2019), in picture axes:
    # x to the right, y down, z away from the camera.
    [
        [-4.446, -2.664, -3.173],
        [-1.856, -2.585, -3.758],
        [1.856, -2.585, -3.758],
        [4.446, -2.664, -3.173],
        [0.0, -3.271, -5.236],
        [0.0, -2.473, -5.789],
        [0.0, -1.059, -6.775],
        [0.0, -0.366, -7.243],
        [0.0, 2.089, -6.058],
        [-7.664, -0.673, 2.436],
        [7.664, -0.673, 2.436],
    ]
)
_YAW_GAIN = 1.4  # landmark networks underestimate yaw: they give 15, 19, 21 degrees for 22 to 27, 23, 30 to 35


def head_pose(landmarks: np.ndarray) -> np.ndarray:
    """Return yaw, pitch and roll, float32 ``(n, 3)`` in degrees, from iBUG landmarks ``(n, 68, 2)``.

    Positive: towards the left of the picture, down, clockwise. The camera is a scaled orthographic one, as in D. DeMenthon and
    L. Davis, "Model-based object pose in 25 lines of code", IJCV 1995, which needs no focal length; the affine fit is replaced
    by the nearest rotation.
    """
    model = _MODEL - _MODEL.mean(0)
    points = landmarks[:, _POINTS] - landmarks[:, _POINTS].mean(1, keepdims=True)
    affine = np.einsum("kn,fnd->fdk", np.linalg.pinv(model), points)  # (frames, 2, 3)
    u, _, vt = np.linalg.svd(affine, full_matrices=False)
    rows = u @ vt
    right, down = rows[:, 0], rows[:, 1]
    forward = np.cross(right, down)
    yaw = _YAW_GAIN * np.arctan2(right[:, 2], forward[:, 2])
    pitch = np.arcsin(np.clip(-down[:, 2], -1, 1))
    roll = np.arctan2(down[:, 0], down[:, 1])
    return np.degrees(np.stack([yaw, pitch, roll], axis=1)).astype(np.float32)
