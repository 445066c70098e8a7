"""Noise reduction by spectral gating: the package noisereduce (T. Sainburg et al., MIT), which adds no delay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

_CHUNK_S = 60  # the spectrogram of half an hour would not fit into memory at once


def denoise(samples: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """Return float32 mono sound with its steady noise reduced, same length and timing."""
    import noisereduce  # loads slowly, and most voices need none

    with np.errstate(invalid="ignore"):  # of digital silence it makes 0 / 0
        cleaned = noisereduce.reduce_noise(
            y=samples,
            sr=sample_rate_hz,
            stationary=False,
            prop_decrease=0.9,
            chunk_size=_CHUNK_S * sample_rate_hz,
            n_jobs=1,
        )
    return np.nan_to_num(cleaned.astype(np.float32))


def denoise_file(path: Path) -> None:
    """Reduce the noise of a mono wav file in place."""
    samples, rate = soundfile.read(path, dtype="float32")
    soundfile.write(path, np.clip(denoise(samples, rate), -1, 1), rate, "PCM_16")
