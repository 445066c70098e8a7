"""Landmark layouts: the iBUG 68-point scheme, the dense lip contour, and their mapping from the 478-point mesh.

Every engine describes a face in each frame by two arrays:

* ``landmarks`` float32 ``(frames, 68, 2)``, iBUG order, pixels;
* ``lips`` float32 ``(frames, 40, 2)``, pixels: 20 outer then 20 inner points. Each ring starts at the person's
  right mouth corner (left in the picture), runs along the lower lip to the other corner and back along the upper lip.

Articulation drives the mouth points: the 40 lip points followed by the 9 lower jaw points (iBUG 4 to 12).

Sources: C. Sagonas et al., "300 Faces in-the-Wild Challenge", ICCV-W 2013 (the 68 points); Y. Kartynnik et al.,
"Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019 (the mesh).
"""

from __future__ import annotations

import numpy as np

# fmt: off
OUTER_LIPS_MESH = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
INNER_LIPS_MESH = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191)
LIPS_MESH = OUTER_LIPS_MESH + INNER_LIPS_MESH

IBUG_MESH = (
    234, 93, 132, 58, 172, 136, 150, 176, 152, 400, 379, 365, 397, 288, 361, 323, 454,  # 0-16 jaw
    70, 63, 105, 66, 107, 336, 296, 334, 293, 300,  # 17-26 brows
    168, 6, 195, 5, 98, 97, 2, 326, 327,  # 27-35 nose bridge, nose base
    33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380,  # 36-47 eyes
    61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181,  # 48-59 outer lips
    78, 81, 13, 311, 308, 402, 14, 178,  # 60-67 inner lips
)
# fmt: on

STABLE = (36, 39, 42, 45, 27, 28, 29, 30, 0, 16)
"""iBUG points that speech moves little: eye corners, nose bridge, face sides. They define the canonical frame."""

JAW = slice(4, 13)
"""The iBUG points of the lower jaw that move with the mouth; 8 is the chin."""

LIP_POINTS = 40
MOUTH_POINTS = LIP_POINTS + 9
INNER_TOP, INNER_BOTTOM = 20 + 15, 20 + 5  # mesh 13 and 14
CORNER_RIGHT, CORNER_LEFT = 0, 10  # mesh 61 and 291


def mouth_points(landmarks: np.ndarray, lips: np.ndarray) -> np.ndarray:
    """Return the driven points, float32 ``(frames, 49, 2)``: 40 lip points, then 9 jaw points."""
    return np.concatenate([lips, landmarks[:, JAW]], axis=1)


def opening(mouth: np.ndarray) -> np.ndarray:
    """Return the distance between the middles of the inner lips, ``(frames,)``, in the units of ``mouth``."""
    return np.linalg.norm(mouth[:, INNER_TOP] - mouth[:, INNER_BOTTOM], axis=-1)


def signed_opening(mouth: np.ndarray) -> np.ndarray:
    """Return the vertical distance from the upper to the lower inner lip, ``(frames,)``; negative if the lips cross."""
    return mouth[:, INNER_BOTTOM, 1] - mouth[:, INNER_TOP, 1]


def width(mouth: np.ndarray) -> np.ndarray:
    """Return the distance between the mouth corners, ``(frames,)``, in the units of ``mouth``."""
    return np.linalg.norm(mouth[:, CORNER_RIGHT] - mouth[:, CORNER_LEFT], axis=-1)
