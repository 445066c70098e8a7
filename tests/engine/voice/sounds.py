"""Sounds of known measures, float32 mono at 16 kHz."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from engine.voice.whisper import SAMPLE_RATE_HZ


def sine(hz: float, seconds: float, amplitude: float = 0.5) -> np.ndarray:
    """A tone."""
    time = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (amplitude * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def buzz(hz: float, seconds: float) -> np.ndarray:
    """A tone rich in harmonics, as vocal folds make it."""
    harmonics = [sine(hz * k, seconds, 0.2 / k) for k in range(1, int(4000 / hz))]
    return np.stack(harmonics).sum(axis=0)


def noise(seconds: float, deviation: float, seed: int = 1) -> np.ndarray:
    """White noise."""
    rng = np.random.default_rng(seed)
    return (deviation * rng.standard_normal(int(seconds * SAMPLE_RATE_HZ))).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    """Nothing."""
    return np.zeros(int(seconds * SAMPLE_RATE_HZ), np.float32)


def write(path: Path, samples: np.ndarray) -> Path:
    """As a wav file of floats; returns ``path``."""
    soundfile.write(path, samples, SAMPLE_RATE_HZ, "FLOAT")
    return path
