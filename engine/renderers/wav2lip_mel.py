"""The mel spectrogram that Wav2Lip was trained on."""

from __future__ import annotations

from functools import cache

import librosa
import numpy as np

from engine.renderers.wav2lip_net import MEL_STEPS, MELS

SAMPLE_RATE_HZ = 16_000
HOP, WINDOW = 200, 800
STEPS_PER_FRAME = SAMPLE_RATE_HZ / HOP / 25  # 3.2
_PRE_EMPHASIS = 0.97
_LOW_HZ, _HIGH_HZ = 55, 7600
_REFERENCE_DB, _FLOOR_DB = 20.0, -100.0
_RANGE = 4.0


@cache
def _filters() -> np.ndarray:
    return librosa.filters.mel(sr=SAMPLE_RATE_HZ, n_fft=WINDOW, n_mels=MELS, fmin=_LOW_HZ, fmax=_HIGH_HZ)


def mel_spectrogram(samples: np.ndarray) -> np.ndarray:
    """Return the log-mel of float32 mono sound at 16 kHz, float32 ``(80, len // 200 + 1)``, -4 (silence) to 4."""
    emphasised = librosa.effects.preemphasis(samples, coef=_PRE_EMPHASIS, zi=np.zeros(1))
    magnitude = np.abs(librosa.stft(emphasised, n_fft=WINDOW, hop_length=HOP, win_length=WINDOW))
    decibels = 20 * np.log10(np.maximum(_filters() @ magnitude, 1e-5)) - _REFERENCE_DB
    return np.clip(2 * _RANGE * (decibels - _FLOOR_DB) / -_FLOOR_DB - _RANGE, -_RANGE, _RANGE).astype(np.float32)


def mel_windows(mel: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Return 16 steps (0.2 s) from the start of each video frame, float32 ``(n, 1, 80, 16)``; silence beyond the end."""
    starts = (frames * STEPS_PER_FRAME).astype(int)
    padded = np.pad(mel, ((0, 0), (0, MEL_STEPS)), constant_values=-_RANGE)
    starts = np.minimum(starts, padded.shape[1] - MEL_STEPS)
    return np.stack([padded[:, start : start + MEL_STEPS] for start in starts])[:, None]
