from __future__ import annotations

import numpy as np
import pytest

from engine import models
from engine.articulation.model import Articulation, load_generic
from engine.demo import VOICE
from engine.media import read_audio
from engine.voice.whisper import SpeechEncoder
from engine.watch import Watch


@pytest.fixture(scope="session")
def encoder() -> SpeechEncoder:
    return SpeechEncoder.load(models.require(models.WHISPER))


@pytest.fixture(scope="session")
def generic() -> Articulation:
    return load_generic()


@pytest.fixture(scope="session")
def sentence() -> np.ndarray:
    """Return the demo's sentences, 6.6 s of speech with pauses, float32 mono at 16 kHz."""
    return read_audio(VOICE, watch=Watch())
