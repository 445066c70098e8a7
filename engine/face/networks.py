"""The networks that find faces and their landmarks."""

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
    """Each is verified and loaded when it is first needed, and then kept. They know nothing of one video in the next."""

    def __init__(self, folder: Path | None = None, device: torch.device | str = "cpu") -> None:
        """``folder``: where the operator's own model files lie; None: the usual place."""
        self._folder, self._device = folder, device

    @cached_property
    def detector(self) -> FaceDetector:
        """The face detector. Raises ModelMissing, ModelUnknown, FaceModelDamaged."""
        return FaceDetector(FaceDetectorNet.load(models.require(models.DETECTOR, self._folder), self._device))

    def landmarks(self, engine: str = MeshLandmarks.name) -> LandmarkEngine:
        """Start a landmark engine for one video. Raises LandmarkEngineUnknown, ModelMissing, ModelUnknown, FaceModelDamaged."""
        if engine not in LANDMARK_ENGINES:
            raise LandmarkEngineUnknown(f"{engine!r} is no landmark engine", engine=engine)
        return LANDMARK_ENGINES[engine](self)

    @cached_property
    def mesh(self) -> FaceMeshNet:
        """The attention mesh. Raises ModelMissing, ModelUnknown, FaceModelDamaged."""
        return FaceMeshNet.load(models.require(models.MESH, self._folder), self._device)

    @cached_property
    def fan(self) -> torch.nn.Module:
        """The operator's 2DFAN-4. Raises ModelMissing, ModelUnknown, FaceModelDamaged."""
        return load_fan(models.require(models.FAN, self._folder), self._device)


LANDMARK_ENGINES: dict[str, Callable[[FaceNetworks], LandmarkEngine]] = {
    MeshLandmarks.name: lambda networks: MeshLandmarks(networks.mesh),
    FanLandmarks.name: lambda networks: FanLandmarks(networks.fan),
}
"""Each landmark engine by its name."""
