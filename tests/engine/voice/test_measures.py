from __future__ import annotations

import numpy as np
import pytest

from engine.voice.measures import clipping_share, peaks, pitch_hz, snr_db
from tests.engine.voice.sounds import buzz, noise, silence, sine


def test_clipping_is_the_share_of_flat_tops() -> None:
    clipped = np.clip(sine(200, 2, 2.0), -1, 1)
    assert clipping_share(clipped) == pytest.approx(2 / 3, abs=0.02), "a sine is above half its height for two thirds"
    assert clipping_share(sine(200, 2, 0.9)) == 0
    assert clipping_share(silence(0)) == 0


@pytest.mark.parametrize("decibels", [5, 12, 20, 40])
def test_snr_of_a_known_mixture(decibels: float) -> None:
    speech = np.concatenate([silence(1), noise(2, 0.1), silence(1)])
    mixture = speech + noise(4, 0.1 / 10 ** (decibels / 20), seed=2)
    assert snr_db(mixture, speech != 0) == pytest.approx(decibels, abs=1)


def test_snr_needs_speech() -> None:
    assert snr_db(noise(1, 0.1), np.zeros(16_000, bool)) is None


@pytest.mark.parametrize("hz", [85, 130, 210, 320])
def test_pitch_of_a_known_buzz(hz: float) -> None:
    sound = np.concatenate([silence(0.5), buzz(hz, 2), silence(0.5)]) + noise(3, 0.002)
    spoken = np.zeros(len(sound), bool)
    spoken[8_000:40_000] = True
    assert pitch_hz(sound, spoken) == pytest.approx(hz, rel=0.03)
    assert pitch_hz(sound, np.zeros(len(sound), bool)) is None


def test_the_outline_follows_the_sound() -> None:
    sound = np.concatenate([np.zeros(800), 0.25 * np.ones(800), -0.5 * np.ones(800), np.zeros(800)]).astype(np.float32)
    outline = peaks(sound, 8)
    assert outline.dtype == np.float32
    assert outline.tolist() == [0, 0, 0.5, 0.5, 1, 1, 0, 0]
    assert peaks(sound[:3], 8).tolist() == [0] * 8
    assert peaks(sound[:0], 8).tolist() == [0] * 8
