from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import correlate

from engine.voice.denoise import denoise, denoise_file
from tests.engine.voice.sounds import noise, silence, write


def test_noise_falls_and_nothing_moves(sentence: np.ndarray) -> None:
    clean = np.concatenate([silence(1), sentence, silence(1)])
    cleaned = denoise(clean + noise(len(clean) / 16_000, 0.02), 16_000)
    assert cleaned.dtype == np.float32
    assert len(cleaned) == len(clean)
    assert cleaned[:16_000].std() < 0.02 / 2
    lag = correlate(cleaned, clean, mode="full").argmax() - (len(clean) - 1)
    assert lag == 0
    assert np.corrcoef(cleaned, clean)[0, 1] > 0.9


def test_digital_silence_stays_silence() -> None:
    assert np.abs(denoise(silence(2), 16_000)).max() == 0


def test_a_file_is_cleaned_in_place(sentence: np.ndarray, tmp_path: Path) -> None:
    path = write(tmp_path / "voice.wav", sentence + noise(len(sentence) / 16_000, 0.02))
    denoise_file(path)
    samples, rate = soundfile.read(path)
    assert (len(samples), rate) == (len(sentence), 16_000)
    assert np.corrcoef(samples, sentence)[0, 1] > 0.9
