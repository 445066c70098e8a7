"""Measures of a voice: noise, clipping, pitch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.voice.whisper import SAMPLE_RATE_HZ

MOST_TIMES = 5
"""How many stretches of a voice a finding names."""

_FULL_SCALE = 0.985  # resampling rounds clipped peaks off a little
_TOGETHER_S = 1.0  # clipped samples that are this near belong to one stretch
_LONG_PAUSE_S = 1.0
_PITCH_RANGE_HZ = (60.0, 450.0)
_PITCH_SAMPLE_S = 30.0
_PITCH_WINDOW = 2048  # samples
_PERIODIC = 0.1  # YIN's threshold
_HOP = 512
_LOUD_SHARE = 0.5  # of the speech, by energy, that counts as voiced


def clipping_share(samples: np.ndarray) -> float:
    """Return the share of samples at full scale."""
    return float(np.mean(np.abs(samples) >= _FULL_SCALE)) if len(samples) else 0.0


def clipped_times(samples: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Return (start, end) in seconds of the stretches with samples at full scale: the worst of them, in order."""
    at = np.flatnonzero(np.abs(samples) >= _FULL_SCALE)
    if not len(at):
        return ()
    stretches = np.split(at, np.flatnonzero(np.diff(at) > _TOGETHER_S * SAMPLE_RATE_HZ) + 1)
    worst = sorted(sorted(stretches, key=len, reverse=True)[:MOST_TIMES], key=lambda stretch: int(stretch[0]))
    return tuple((float(one[0] / SAMPLE_RATE_HZ), float((one[-1] + 1) / SAMPLE_RATE_HZ)) for one in worst)


def pauses(speech: Sequence[tuple[float, float]], duration_s: float) -> tuple[tuple[float, float], ...]:
    """Return (start, end) in seconds of the longest stretches without speech, in order; those that sound like pauses of a
    sentence are left out.
    """
    edges = [0.0, *(edge for stretch in speech for edge in stretch), duration_s]
    silent = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start >= _LONG_PAUSE_S]
    return tuple(sorted(sorted(silent, key=lambda one: one[0] - one[1])[:MOST_TIMES]))


def snr_db(samples: np.ndarray, spoken: np.ndarray) -> float | None:
    """Return speech over noise in decibels, 0 to 60: the power in speech, less that of the pauses, over that of the pauses.

    ``spoken``: bool like ``samples``. Without pauses, the quietest tenth of the speech is used instead. None without speech.
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
    """Return the outline of a sound for drawing: float32 ``(count,)``, the largest amplitude in each of ``count`` equal parts,
    the loudest of them 1. All 0 for silence."""
    edges = np.linspace(0, len(samples), count, endpoint=False).astype(int)
    outline = np.maximum.reduceat(np.abs(samples), edges) if len(samples) else np.zeros(count, np.float32)
    return (outline / max(float(outline.max()), 1e-9)).astype(np.float32)


def pitch_hz(samples: np.ndarray, spoken: np.ndarray) -> float | None:
    """Return the median fundamental frequency of the voiced speech, from at most 30 s of speech. None without speech."""
    voice = samples[spoken][: int(_PITCH_SAMPLE_S * SAMPLE_RATE_HZ)]
    if len(voice) < _PITCH_WINDOW:
        return None
    around = np.pad(voice, (_PITCH_WINDOW - _HOP) // 2)  # each window is centred on one frame of the power
    track = _yin(sliding_window_view(around, _PITCH_WINDOW)[::_HOP])
    power = _frame_power(voice)
    voiced = (power >= np.quantile(power, 1 - _LOUD_SHARE)) & (track < 0.98 * _PITCH_RANGE_HZ[1])
    return float(np.median(track[voiced])) if voiced.any() else None


def _yin(windows: np.ndarray) -> np.ndarray:
    """Return the fundamental frequency, Hz, ``(windows,)``, of each row of ``windows`` (windows, samples).

    Source: A. de Cheveigné and H. Kawahara, YIN, a fundamental frequency estimator for speech and music (2002). Not librosa's
    version: numba compiles it on first use into a cache that two processes can damage permanently; it then crashes (seen with
    librosa 0.11 and numba 0.68 in new installations with two workers).
    """
    size = windows.shape[1]
    shortest, longest = (int(SAMPLE_RATE_HZ / hz) for hz in reversed(_PITCH_RANGE_HZ))
    lags = np.arange(1, longest + 2)
    windows = windows.astype(np.float64)
    energy = np.pad(np.cumsum(windows**2, axis=1), ((0, 0), (1, 0)))
    correlation = np.fft.irfft(np.abs(np.fft.rfft(windows, 2 * size)) ** 2)[:, lags]
    difference = energy[:, -1:] - energy[:, lags] + energy[:, size - lags] - 2 * correlation
    normalised = difference * lags / np.maximum(np.cumsum(difference, axis=1), 1e-12)
    before, at, after = (normalised[:, shortest - 1 + shift : longest + shift - 1] for shift in (-1, 0, 1))
    is_dip = (at < _PERIODIC) & (at <= before) & (at <= after)
    lowest = np.where(is_dip.any(1), is_dip.argmax(1), at.argmin(1))[:, None]
    left, middle, right = (np.take_along_axis(values, lowest, 1)[:, 0] for values in (before, at, after))
    bend = left - 2 * middle + right
    shift = np.where(bend > 1e-12, (left - right) / (2 * np.maximum(bend, 1e-12)), 0)
    return SAMPLE_RATE_HZ / (shortest + lowest[:, 0] + np.clip(shift, -0.5, 0.5))


def _frame_power(samples: np.ndarray) -> np.ndarray:
    count = len(samples) // _HOP
    return (samples[: count * _HOP].reshape(count, _HOP).astype(np.float64) ** 2).mean(1)
