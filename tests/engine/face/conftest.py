"""Fixtures: tracks of the portrait, scenes with it, and weights for FAN."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from engine.face import FaceTrack, track_face, track_photo
from engine.media import VideoWriter
from engine.watch import Watch

SCENE_SIZE = (640, 360)
"""(width, height) of the scenes, pixels."""

WriteVideo = Callable[[Iterable[np.ndarray]], Path]


@pytest.fixture
def write_video(tmp_path: Path) -> WriteVideo:
    """Write BGR frames as a video of 25 frames a second."""

    def write(frames: Iterable[np.ndarray]) -> Path:
        pictures = list(frames)
        path = tmp_path / "scene.mp4"
        with VideoWriter(path, pictures[0].shape[1::-1], pixels="bgr24", watch=Watch()) as writer:
            for picture in pictures:
                writer.write(picture)
        return path

    return write


@pytest.fixture(scope="session")
def still(face_picture: np.ndarray) -> FaceTrack:
    """Return the portrait's track of one frame."""
    return track_photo(face_picture)


@pytest.fixture(scope="session")
def talking_track(talking_video: Path) -> FaceTrack:
    return track_face(talking_video)


@pytest.fixture(scope="session")
def fan_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a state dict of 2DFAN-4 with random weights and high heat maps everywhere: it finds a face in anything."""
    from face_alignment.models import FAN

    torch.manual_seed(0)
    network = FAN(4)
    with torch.no_grad():
        network.l3.bias.fill_(2.0)
    path = tmp_path_factory.mktemp("fan") / "2DFAN4-11f355bf06.pth.tar"
    torch.save(network.state_dict(), path)
    return path


def scene(*faces: tuple[np.ndarray, int, tuple[int, int]]) -> np.ndarray:
    """Return BGR (360, 640, 3): a quiet room with ``faces``, each a square picture, its side, and its top left corner x, y."""
    width, height = SCENE_SIZE
    down = np.linspace(90, 140, height)[:, None, None]
    room = np.broadcast_to(down, (height, width, 3)).astype(np.uint8).copy()
    for picture, side, (x, y) in faces:
        room[y : y + side, x : x + side] = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return room
