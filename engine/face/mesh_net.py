"""The attention face mesh: 468 landmarks of one face from a crop of 192 pixels.

A residual network finds 468 points of a generic mesh. Three branches crop its early features at the lips and the eyes, rotated
upright and scaled to one size, and refine the points there. (The original has two more heads, for the irises; they are not
needed here.)

I. Grishchenko et al., "Attention Mesh: High-fidelity Face Mesh Prediction in Real-time", 2020 (arXiv:2006.10962). Structure and
weights: MediaPipe's ``face_landmark_with_attention.tflite``, Apache-2.0, see the model card beside the weights.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.face.weights_file import load_weights

SIDE_PX = 192
POINTS = 468
_FEATURES_PX = 48
_CROP_PX = 16
_CROP_ROOM = 1.5  # side of a refined crop over the size of its points

# fmt: off
LIPS = (
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409,
    78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415,
    76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408,
    62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407,
)
RIGHT_EYE = (  # the person's right: left in the picture
    33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173,
    130, 25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29, 27, 28, 56, 190,
    226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221, 189,
    35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128, 245,
    156, 70, 63, 105, 66, 107, 55, 193,
)
LEFT_EYE = (
    263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398,
    359, 255, 339, 254, 253, 252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414,
    446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444, 443, 442, 441, 413,
    265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465,
    383, 300, 293, 334, 296, 336, 285, 417,
)
# fmt: on
"""The mesh points that each branch refines, in the order of its outputs."""

BRANCHES = ((LIPS, 0, 10), (RIGHT_EYE, 0, 8), (LEFT_EYE, 8, 0))
"""The points of each branch, and the indices of two that are level in its crop: left and right."""
BRANCH_POINTS = max(len(points) for points, _, _ in BRANCHES)
"""Number of points from each branch; those beyond its own are meaningless."""


class Residual(nn.Module):
    """Depthwise 3x3, pointwise 1x1, skip, PReLU, for ``groups`` networks side by side in the channels.

    With ``stride`` 2 the picture is halved; the skip is pooled and padded with zeros.
    """

    def __init__(self, inputs: int, outputs: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        channels = groups * inputs
        self.depthwise = nn.Conv2d(channels, channels, 3, stride, padding=1 if stride == 1 else 0, groups=channels)
        self.pointwise = nn.Conv2d(channels, groups * outputs, 1, groups=groups)
        self.activation = nn.PReLU(groups * outputs)
        self._stride, self._added, self._groups = stride, outputs - inputs, groups

    def forward(self, x: Tensor) -> Tensor:
        skip = x
        if self._stride == 2:
            skip = _pooled(x)
            if self._added:
                skip = skip.unflatten(1, (self._groups, -1))
                skip = functional.pad(skip, (0, 0, 0, 0, 0, self._added)).flatten(1, 2)
            x = functional.pad(x, (0, 1, 0, 1))  # TensorFlow's "same" padding of an even size
        return self.activation(skip + self.pointwise(self.depthwise(x)))


def _pooled(x: Tensor) -> Tensor:
    """Return the maximum of each block of two by two. (PyTorch's pooling also records its position and takes ten times as
    long.)"""
    rows = torch.maximum(x[..., ::2, :], x[..., 1::2, :])
    return torch.maximum(rows[..., ::2], rows[..., 1::2])


def _stage(inputs: int, outputs: int, groups: int = 1) -> list[nn.Module]:
    return [
        Residual(inputs, outputs, 2, groups),
        *(Residual(outputs, outputs, 1, groups), Residual(outputs, outputs, 1, groups)),
    ]


def _branches(groups: int) -> nn.Sequential:
    """Return the branches: from crops of the early features to points, in pixels of the input relative to each crop's corner.

    As one network of grouped convolutions the branches take half the time: convolutions this small cost little more than their
    call.
    """
    return nn.Sequential(
        *(Residual(32, 32, 1, groups), Residual(32, 32, 1, groups)),
        *_stage(32, 64, groups),
        *_stage(64, 128, groups),
        *_stage(128, 128, groups),
        *(nn.Conv2d(128 * groups, 32 * groups, 1, groups=groups), nn.PReLU(32 * groups), Residual(32, 32, 1, groups)),
        nn.Conv2d(32 * groups, 2 * BRANCH_POINTS * groups, 2, groups=groups),
        nn.Flatten(),
        nn.Unflatten(1, (groups, BRANCH_POINTS, 2)),
    )


class FaceMeshNet(nn.Module):
    """Network from crops to landmarks; create it with :meth:`load`."""

    _points: Tensor
    _level: Tensor
    _kept: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 16, 3, 2), nn.PReLU(16), Residual(16, 16), Residual(16, 16), Residual(16, 32, 2)
        )
        self.body = nn.Sequential(
            Residual(32, 32), Residual(32, 32), *_stage(32, 64), *_stage(64, 128), *_stage(128, 128), *_stage(128, 128)
        )
        self.reduce = nn.Sequential(nn.Conv2d(128, 32, 1), nn.PReLU(32), Residual(32, 32))
        self.mesh = nn.Conv2d(32, 3 * POINTS, 3)
        self.presence = nn.Conv2d(32, 1, 3)
        self.branches = _branches(len(BRANCHES))
        padded = [(*points, *points[:1] * (BRANCH_POINTS - len(points))) for points, _, _ in BRANCHES]
        own = [len(points) > number for points, _, _ in BRANCHES for number in range(BRANCH_POINTS)]
        self.register_buffer("_points", torch.tensor(padded), persistent=False)
        self.register_buffer("_level", torch.tensor([level for _, *level in BRANCHES]), persistent=False)
        self.register_buffer("_kept", torch.tensor(own).nonzero().flatten(), persistent=False)

    @classmethod
    def load(cls, path: Path, device: torch.device | str = "cpu") -> FaceMeshNet:
        """Read the weights. Raises FaceModelDamaged (face_model_damaged)."""
        net = cls()
        load_weights(net, path, device)
        return net

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        """Find the landmarks in crops with a face upright and centred.

        ``crops``: float32 (n, 3, 192, 192), RGB, 0 to 1. Returns points (n, 468, 2) in pixels of the crop, and presence (n,):
        the probability that there is a face.
        """
        features = self.stem(functional.pad(crops, (0, 1, 0, 1)))
        reduced = self.reduce(self.body(features))
        points = self.mesh(reduced).view(-1, POINTS, 3)[..., :2]
        presence = self.presence(reduced).flatten().sigmoid()
        refined = points.clone()
        refined[:, self._points.flatten()[self._kept]] = self._refined(features, points)[:, self._kept]
        return refined, presence

    def _refined(self, features: Tensor, points: Tensor) -> Tensor:
        """Refine the points (n, 468, 2) of each branch from the ``features`` around them: (n, branches * k, 2)."""
        scale, crops = SIDE_PX / _FEATURES_PX, len(features) * len(BRANCHES)
        linear, shift = _crop_transform(
            points[:, self._points].flatten(0, 1) / scale, self._level.repeat(len(features), 1)
        )
        views = _crop(features.repeat_interleave(len(BRANCHES), 0), linear, shift)
        found = self.branches(views.view(len(features), -1, _CROP_PX, _CROP_PX)).view(crops, -1, 2)
        placed = torch.einsum("nij,nkj->nki", linear, found) + shift[:, None] * scale
        return placed.view(len(features), -1, 2)


def _crop_transform(points: Tensor, level: Tensor) -> tuple[Tensor, Tensor]:
    """Return the affine map from the pixels of a crop, 16 by 16, to those of the features: linear (n, 2, 2) and shift (n, 2).

    The crop is rotated so that two of the points (n, k, 2) are level: ``level`` (n, 2), left and right. Its side is 1.5 times
    the size of their box.
    """
    left, right = points.gather(1, level[:, :, None].expand(-1, -1, 2)).unbind(1)
    across = right - left
    unit = across / across.norm(dim=1, keepdim=True).clamp(min=1e-6)
    axes = torch.stack([unit, torch.stack([-unit[:, 1], unit[:, 0]], 1)], 2)  # columns: along, down
    turned = points @ axes
    low, high = turned.amin(1), turned.amax(1)
    linear = axes * ((high - low) * _CROP_ROOM / _CROP_PX)[:, None]
    centre = torch.einsum("nij,nj->ni", axes, (low + high) / 2)
    return linear, centre - linear.sum(2) * (_CROP_PX / 2)


def _crop(features: Tensor, linear: Tensor, shift: Tensor) -> Tensor:
    """Sample (n, c, 16, 16) from ``features``, bilinear; black if the centre of a pixel is outside them."""
    side, last = features.shape[-1], features.shape[-1] - 1
    steps = torch.arange(_CROP_PX, device=features.device, dtype=features.dtype) + 0.5
    rows, columns = torch.meshgrid(steps, steps, indexing="ij")
    grid = torch.stack([columns, rows], -1)
    at = torch.einsum("nij,hwj->nhwi", linear, grid) + shift[:, None, None]  # relative to the corner, 0 to side
    sampled = functional.grid_sample(features, at / (side / 2) - 1, mode="bilinear", align_corners=False)
    inside = ((at - 0.5 >= 0) & (at - 0.5 <= last)).all(-1)
    return sampled * inside[:, None]
