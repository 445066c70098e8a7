"""Media for the front ends: real files, as small as they can be."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from engine.media import VideoWriter
from engine.watch import Watch
from tests.conftest import SAMPLE_RATE_HZ, syllables


@pytest.fixture(scope="session")
def small_video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A square mp4 of two seconds, with sound."""
    folder = tmp_path_factory.mktemp("video")
    path, sound = folder / "small.mp4", folder / "sound.wav"
    soundfile.write(sound, syllables(2.0), SAMPLE_RATE_HZ)
    with VideoWriter(path, (64, 64), pixels="bgr24", audio=sound, watch=Watch()) as writer:
        for shade in range(50):
            writer.write(np.full((64, 64, 3), shade, np.uint8))
    return path.read_bytes()
