"""Loader of the networks that find faces and their landmarks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import torch

from engine import models
from engine.face.detector import FaceDetector
from engine.face.detector_net import FaceDetectorNet
from engine.face.engines import LandmarkEngine
from engine.face.errors import LandmarkEngineUnknown
from engine.face.fan_engine import FanLandmarks, load_fan
from engine.face.mesh import MeshLandmarks
from engine.face.mesh_net import FaceMeshNet


class FaceNetworks:
    """Face networks, each verified and loaded on first use, then kept. They hold no state between videos."""

    def __init__(self, folder: Path | None = None, device: torch.device | str = "cpu") -> None:
        """``folder``: the operator's own model files; None selects the default folder."""
        self._folder, self._device = folder, device

    @cached_property
    def detector(self) -> FaceDetector:
        """Return the face detector. Raises ModelMissing, ModelUnknown, FaceModelDamaged."""
        return FaceDetector(FaceDetectorNet.load(models.require(models.DETECTOR, self._folder), self._device))

    def landmarks(self, engine: str = MeshLandmarks.name) -> LandmarkEngine:
        """Start a landmark engine for one video. Raises LandmarkEngineUnknown, ModelMissing, ModelUnknown, FaceModelDamaged."""
        if engine not in LANDMARK_ENGINES:
            raise LandmarkEngineUnknown(f"{engine!r} is no landmark engine", engine=engine)
        return LANDMARK_ENGINES[engine](self)

    @cached_property
    def mesh(self) -> FaceMeshNet:
        """Return the attention mesh. Raises ModelMissing, ModelUnknown, FaceModelDamaged."""
        return FaceMeshNet.load(models.require(models.MESH, self._folder), self._device)

    @cached_property
    def fan(self) -> torch.nn.Module:
        """Return the operator's 2DFAN-4. Raises ModelMissing, ModelUnknown, FaceModelDamaged."""
        return load_fan(models.require(models.FAN, self._folder), self._device)


LANDMARK_ENGINES: dict[str, Callable[[FaceNetworks], LandmarkEngine]] = {
    MeshLandmarks.name: lambda networks: MeshLandmarks(networks.mesh),
    FanLandmarks.name: lambda networks: FanLandmarks(networks.fan),
}
"""Landmark engines by name."""
