from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.media import read_frames
from engine.watch import Watch
from tests.engine.renderers.faces import Photo
from tests.engine.renderers.footage import Footage


@pytest.fixture(scope="session")
def smiling(face_picture: np.ndarray) -> Photo:
    """A face that smiles with its teeth showing."""
    return Photo.of(face_picture)


@pytest.fixture(scope="session")
def mouth_shut(media: Path) -> Photo:
    """A real face with its lips together."""
    return Photo.of(next(iter(read_frames(media / "speech" / "natural_french_50s.mp4", count=1, watch=Watch()))))


@pytest.fixture(scope="session")
def talking(talking_video: Path) -> Footage:
    """Four seconds of a face that opens and closes its mouth."""
    return Footage.of(talking_video)
