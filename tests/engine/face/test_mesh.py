"""Tests of the face networks against MediaPipe 0.10.21, whose landmarks are kept in data/, and against broken files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from engine import models
from engine.face.detector_net import GRID, FaceDetectorNet
from engine.face.errors import FaceModelDamaged
from engine.face.mesh_net import FaceMeshNet

REFERENCE = Path(__file__).with_name("data") / "mesh_reference.npz"


@pytest.fixture(scope="module")
def net() -> FaceMeshNet:
    return FaceMeshNet.load(models.require(models.MESH))


def as_input(crops: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255


def test_landmarks_are_those_of_mediapipe(net: FaceMeshNet) -> None:
    """scripts/make_reference_landmarks.py made the reference: views of a portrait, turned, small, dark, and a drawn face."""
    with np.load(REFERENCE) as reference:
        crops, wanted = reference["crops"], reference["points"]
    with torch.inference_mode():
        points, presence = net(as_input(crops))
    off = np.linalg.norm(points.numpy() - wanted, axis=-1)
    assert off.mean() < 0.3, "pixels of a crop of 192"
    assert off.max() < 1.0, "pixels of a crop of 192"
    assert (presence > 0.5).all()


def test_a_batch_gives_what_each_crop_gives_alone(net: FaceMeshNet) -> None:
    with np.load(REFERENCE) as reference, torch.inference_mode():
        crops = as_input(reference["crops"])
        together, _ = net(crops)
        alone = torch.cat([net(crop[None])[0] for crop in crops])
    assert torch.allclose(together, alone, atol=0.01)


def test_no_face_is_seen_in_noise_or_darkness(net: FaceMeshNet) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (192, 192, 3), np.uint8)
    with torch.inference_mode():
        _, presence = net(as_input(np.stack([noise, np.zeros_like(noise)])))
    assert (presence < 0.5).all()


def test_the_detector_answers_for_every_cell() -> None:
    net = FaceDetectorNet.load(models.require(models.DETECTOR))
    with torch.inference_mode():
        logits, values = net(torch.zeros(2, 3, 192, 192))
    assert logits.shape == (2, GRID * GRID)
    assert values.shape == (2, GRID * GRID, 16)
    assert (logits.sigmoid() < 0.5).all(), "there is no face in nothing"


@pytest.mark.parametrize("fault", ["absent", "nonsense", "another network", "a layer is missing"])
def test_broken_weights_are_refused(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "mesh.safetensors"
    match fault:
        case "nonsense":
            path.write_bytes(b"no weights" * 100)
        case "another network":
            path.write_bytes(models.require(models.DETECTOR).read_bytes())
        case "a layer is missing":
            weights = load_file(models.require(models.MESH))
            del weights["mesh.weight"]
            save_file(weights, path)
    with pytest.raises(FaceModelDamaged) as refused:
        FaceMeshNet.load(path)
    assert refused.value.facts == {"file": "mesh.safetensors"}
