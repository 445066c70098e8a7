"""Measures of a voice: noise, clipping, pitch."""

from __future__ import annotations

import librosa
import numpy as np

from engine.voice.whisper import SAMPLE_RATE_HZ

_FULL_SCALE = 0.985  # resampling rounds clipped tops off a little
_PITCH_RANGE_HZ = (60.0, 450.0)
_PITCH_SAMPLE_S = 30.0
_HOP = 512
_LOUD_SHARE = 0.5  # of the speech, by energy, that is taken for voiced


def clipping_share(samples: np.ndarray) -> float:
    """Share of samples at full scale."""
    return float(np.mean(np.abs(samples) >= _FULL_SCALE)) if len(samples) else 0.0


def snr_db(samples: np.ndarray, spoken: np.ndarray) -> float | None:
    """Speech over noise in decibels, 0 to 60: the power in speech, less that of the pauses, over that of the pauses.

    ``spoken``: bool like ``samples``. Where there are no pauses the quietest tenth of the speech stands for them. None
    without speech.
    """
    power = _frame_power(samples)
    inside = spoken[: len(power) * _HOP].reshape(len(power), -1).mean(1)
    speech, pauses = power[inside > 0.9], power[inside < 0.1]
    if not len(speech):
        return None
    noise = float(np.mean(pauses)) if len(pauses) >= 5 else float(np.percentile(speech, 10))
    clean = max(float(np.mean(speech)) - noise, 1e-12)
    return float(np.clip(10 * np.log10(clean / max(noise, 1e-12)), 0, 60))


def peaks(samples: np.ndarray, count: int) -> np.ndarray:
    """The outline of a sound, to be drawn: float32 ``(count,)``, the largest amplitude in each of as many equal parts,
    the loudest of them 1. All 0 where there is silence."""
    edges = np.linspace(0, len(samples), count, endpoint=False).astype(int)
    outline = np.maximum.reduceat(np.abs(samples), edges) if len(samples) else np.zeros(count, np.float32)
    return (outline / max(float(outline.max()), 1e-9)).astype(np.float32)


def pitch_hz(samples: np.ndarray, spoken: np.ndarray) -> float | None:
    """Median fundamental frequency of the voiced speech, by the YIN algorithm (A. de Cheveigné and H. Kawahara, 2002).

    At most 30 s of speech are looked at. None without speech.
    """
    voice = samples[spoken][: int(_PITCH_SAMPLE_S * SAMPLE_RATE_HZ)]
    if len(voice) < 4 * _HOP:
        return None
    low, high = _PITCH_RANGE_HZ
    track = librosa.yin(voice, fmin=low, fmax=high, sr=SAMPLE_RATE_HZ, frame_length=4 * _HOP, hop_length=_HOP)
    power = np.pad(_frame_power(voice), (0, len(track)))[: len(track)]
    voiced = (power >= np.quantile(power, 1 - _LOUD_SHARE)) & (track < 0.98 * high)
    return float(np.median(track[voiced])) if voiced.any() else None


def _frame_power(samples: np.ndarray) -> np.ndarray:
    count = len(samples) // _HOP
    return (samples[: count * _HOP].reshape(count, _HOP).astype(np.float64) ** 2).mean(1)
