from __future__ import annotations

import numpy as np
import pytest

from engine.demo import VOICE
from engine.media import read_audio
from engine.watch import Watch


@pytest.fixture(scope="session")
def sentence() -> np.ndarray:
    """Return the demo's sentences, 6.6 s of speech with pauses."""
    return read_audio(VOICE, watch=Watch())
