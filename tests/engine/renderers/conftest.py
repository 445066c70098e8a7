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
    """Return a smiling face that shows its teeth."""
    return Photo.of(face_picture)


@pytest.fixture(scope="session")
def mouth_shut(media: Path) -> Photo:
    """Return a real face with closed lips."""
    return Photo.of(next(iter(read_frames(media / "speech" / "natural_french_50s.mp4", count=1, watch=Watch()))))


@pytest.fixture(scope="session")
def talking(talking_video: Path) -> Footage:
    """Return four seconds of a face that opens and closes its mouth."""
    return Footage.of(talking_video)
